import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import get_language, override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ui import exports

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", '=HYPERLINK("x")']


def sheet_of(heads, rows):
    file = BytesIO()
    exports.write_xlsx(file, heads, rows)
    return load_workbook(BytesIO(file.getvalue())).active


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula(text: str) -> None:
    assert exports.cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Acme", "a=b", "", " =1", "1-2", "Société +"])
def test_harmless_text_stays(text: str) -> None:
    assert exports.cell(text) == text


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert not str(exports.cell(text)).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("number", [-5, -0.5, Decimal("-1204.50"), 0, 10**12])
def test_numbers_stay_numbers(number) -> None:
    assert exports.cell(number) == number


def test_dates_are_iso_and_unknown_is_empty() -> None:
    assert exports.cell(date(2026, 6, 1)) == "2026-06-01"
    assert exports.cell(datetime(2026, 6, 1, 6, 10, tzinfo=UTC)) == "2026-06-01T06:10:00+00:00"
    assert exports.cell(None) == ""
    assert exports.cell(float("nan")) == ""


def test_csv_opens_in_a_spreadsheet_and_reads_back() -> None:
    response = exports.respond("csv", "Deals à la carte", ["Deal", "=Amount"], [['é;,"\n', -3]])
    body = b"".join(response.streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(StringIO(body.decode("utf-8-sig")))) == [
        ["Deal", "'=Amount"],
        ['é;,"\n', "-3"],
    ]
    assert "deals-a-la-carte-" in response["Content-Disposition"]


def test_xlsx_keeps_numbers_and_defuses_text() -> None:
    sheet = sheet_of(["Deal", "Amount"], [["=cmd|' /C calc'!A0", Decimal("-1204.50")], [None, 2]])
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [
        ["Deal", "Amount"],
        ["'=cmd|' /C calc'!A0", -1204.5],
        [None, 2],
    ]
    assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n"}


def test_xlsx_without_rows_has_its_heads() -> None:
    assert [c.value for c in next(sheet_of(["Deal"], []).iter_rows())] == ["Deal"]


def test_a_full_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "SHEET_ROWS", 3)
    file = BytesIO()
    exports.write_xlsx(file, ["n"], ([n] for n in range(7)))
    book = load_workbook(BytesIO(file.getvalue()))
    found = [[c.value for c in s["A"]] for s in book.worksheets]
    assert found == [["n", 0, 1, 2], ["n", 3, 4, 5], ["n", 6]]


def test_a_stream_keeps_the_readers_time_zone_and_language() -> None:
    def rows():
        yield [datetime(2026, 6, 1, 22, tzinfo=UTC), get_language()]

    with timezone.override(ZoneInfo("Asia/Tokyo")), override("fr"):
        response = exports.respond("csv", "Deals", ["At", "Language"], rows())
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    assert body.splitlines()[1] == "2026-06-02T07:00:00+09:00,fr"


@pytest.mark.parametrize(
    ("value", "unit", "found"),
    [
        (Decimal("57000.0000"), "money", "57000.00"),
        (Decimal("12.345"), "money", "12.35"),
        (Decimal("0.40500000"), "percent", "0.405"),
        (Decimal("2.52100840"), "ratio", "2.521"),
        (Decimal("64.00000000"), "days", "64"),
        (Decimal(1000000), "number", "1000000"),
        (0.30000000000000004, "percent", "0.3"),
        (12345.678901234567, "money", "12345.68"),
        (3.0, "number", "3"),
        (None, "money", "None"),
    ],
)
def test_figures_have_the_decimals_of_their_unit(value, unit, found) -> None:
    assert str(exports.figure(value, unit)) == found


def test_rows_of_a_sum_keep_the_decimals_that_they_need() -> None:
    parts = [Decimal("333.3333"), Decimal("333.3334"), Decimal("333.333300")]
    assert sum(exports.row_amount(part) for part in parts) == 1000
    assert str(exports.row_amount(Decimal("1300.000000"))) == "1300.00"
