"""Dates are read by the column: proof by one value, a question when nothing proves it."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.core.columns.base import ConventionBroken
from intake.core.columns.date_study import DateConvention, DateStudy
from intake.core.columns.dates import DateReader
from intake.core.issues import Flaw, Severity
from intake.core.tables import DateCell, NumberCell


def read(cells, wanted="", **options):
    study = DateStudy()
    study.see(set(cells))
    convention = study.decide(wanted)
    if isinstance(convention, Flaw):
        return convention
    values, flaws = DateReader(convention, **options).read(cells)
    return list(values), [(i, f.kind) for i, f in flaws]


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        pytest.param(["2026-12-31", ""], ["2026-12-31", ""], id="iso"),
        pytest.param(["2015-11-20 10:59:00.000000018"], ["2015-11-20"], id="nanoseconds"),
        pytest.param(["2023-02-07T20:47:49.000Z"], ["2023-02-07"], id="iso with zone"),
        pytest.param(["31/12/2026", "03/08/2017"], ["2026-12-31", "2017-08-03"], id="day first"),
        pytest.param(["12/31/2026", "03/08/2017"], ["2026-12-31", "2017-03-08"], id="month first"),
        pytest.param(["31.12.2026"], ["2026-12-31"], id="dots"),
        pytest.param(["3.8.17"], ["2017-08-03"], id="dots are day first without proof"),
        pytest.param(["05/05/2026"], ["2026-05-05"], id="same either way is no question"),
        pytest.param(["45631"], ["2024-12-05"], id="serial"),
        pytest.param([NumberCell("45631.5")], ["2024-12-05"], id="serial in a workbook"),
        pytest.param([DateCell("2024-12-05")], ["2024-12-05"], id="date of a workbook"),
        pytest.param(["20101229"], ["2010-12-29"], id="compact"),
        pytest.param(["5 May 2026", "6 Jun 2026"], ["2026-05-05", "2026-06-06"], id="names"),
        pytest.param(["May 5, 2026"], ["2026-05-05"], id="american names"),
        pytest.param(["05-May-26"], ["2026-05-05"], id="short names"),
        pytest.param(["14 février 2026"], ["2026-02-14"], id="french names"),
    ],
)
def test_reads(cells, days):
    assert read(cells) == (days, [])


def test_a_column_that_fits_both_ways_is_a_question():
    asked = read(["3/8/17", "06/05/2026"])
    assert isinstance(asked, Flaw)
    assert asked.severity == Severity.QUESTION
    assert asked.params["value"] in ("3/8/17", "06/05/2026")


@pytest.mark.parametrize(
    ("wanted", "day"), [("%d/%m/%Y", "2017-08-03"), ("month_first", "2017-03-08")]
)
def test_the_answer_decides(wanted, day):
    assert read(["3/8/17"], wanted) == ([day], [])


def test_mixed_orders_are_flagged_row_by_row():
    values, flaws = read(["31/12/2026", "12/31/2026", "03/08/2017"])
    assert values == ["2026-12-31", "2026-12-31", ""]
    assert flaws == [(0, "date_mixed_sure"), (1, "date_mixed_sure"), (2, "date_mixed")]


def test_another_way_of_writing_is_told_and_kept():
    values, flaws = read(["2026-12-31", "2026-12-30", "31/12/2026"])
    assert values[2] == "2026-12-31"
    assert flaws == [(2, "date_family")]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("31/06/2026", "June has 30 days."),
        ("2026-02-30", "February has 28 days."),
        ("2024-02-30", "February has 29 days."),
        ("2026-13-01", "There is no month 13."),
        ("00:00.0", "Not a date."),
        ("soon", "Not a date."),
        ("1026-01-01", "The year 1026 is not possible here."),
    ],
)
def test_impossible_dates_say_why(cell, message):
    study = DateStudy()
    study.see({"31/12/2026", cell})
    _, flaws = DateReader(study.decide()).read([cell])
    assert flaws[0][1].message == message


def test_until_further_notice_is_empty():
    assert read(["9999-12-31 23:59:59"], open_end=True) == ([""], [])


def test_moments_take_the_zone_of_the_company():
    paris = ZoneInfo("Europe/Paris")
    values, _ = read(["2026-07-01 12:00:00", "2026-07-01T12:00:00Z"], moment=True, zone=paris)
    assert values == ["2026-07-01T12:00:00+02:00", "2026-07-01T12:00:00+00:00"]


def test_a_utc_evening_is_the_next_day_in_tokyo():
    tokyo = ZoneInfo("Asia/Tokyo")
    assert read(["2026-07-01T20:00:00Z"], zone=tokyo) == (["2026-07-02"], [])


def test_proof_against_the_first_rows_asks_for_the_whole_column():
    reader = DateReader(DateConvention("dmy", "numeric", complete=False), column="Close")
    with pytest.raises(ConventionBroken):
        reader.read(["12/31/2026"])


@given(st.lists(st.dates(date(1990, 1, 1), date(2060, 1, 1)), min_size=1, max_size=30))
def test_any_order_reads_back_what_was_written(days):
    for form, order in (("%d/%m/%Y", "dmy"), ("%m/%d/%Y", "mdy"), ("%d-%b-%Y", "")):
        cells = [d.strftime(form) for d in days]
        values, flaws = DateReader(DateConvention(order, "numeric")).read(cells)
        assert list(values) == [d.isoformat() for d in days]
        assert {f.kind for _, f in flaws} <= {"date_family"}


@given(st.lists(st.dates(date(1990, 1, 1), date(2060, 1, 1)), min_size=1, max_size=30))
def test_a_study_never_guesses_wrong(days):
    cells = {d.strftime("%d/%m/%Y") for d in days}
    study = DateStudy()
    study.see(cells)
    decided = study.decide()
    if isinstance(decided, Flaw):
        assert all(d.day <= 12 for d in days)
    else:
        values, _ = DateReader(decided).read(sorted(cells))
        assert set(values) == {d.isoformat() for d in days}


def test_days_with_a_clock_after_days_without_lose_it():
    reader = DateReader(DateConvention())
    assert reader.read(["2026-05-01", ""])[0] == ["2026-05-01", ""]
    assert reader.read(["2026-05-01", "2026-05-02 10:30:00"])[0] == ["2026-05-01", "2026-05-02"]
