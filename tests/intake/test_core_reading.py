"""Files as they come: encodings, delimiters, broken quotes, archives and workbooks with traps."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from intake.core.files import find, tables_of
from intake.core.issues import Unreadable
from intake.core.limits import LIMITS
from intake.core.tables import DateCell, NumberCell

TEXT = "id,name,amount\n1,José,5\n2,Zoë,7\n"


def read(path: Path, scratch: Path, **options):
    """Header and rows of all tables at a path."""
    found = []
    for one in find(path, scratch):
        for table in tables_of(one, **options):
            rows = [row for chunk in table.chunks() for row in chunk.rows]
            found.append((table, [list(row) for row in rows]))
    return found


def one(path, scratch, **options):
    ((table, rows),) = read(path, scratch, **options)
    return table, rows


def refusal(path, scratch, **options) -> str:
    with pytest.raises(Unreadable) as caught:
        read(path, scratch, **options)
    return caught.value.kind


@pytest.fixture
def scratch(tmp_path):
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("latin-1", "cp1252"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings(tmp_path, scratch, encoding, name):
    path = tmp_path / "a.csv"
    path.write_bytes((TEXT * 3).encode(encoding))
    table, rows = one(path, scratch)
    assert (table.header, rows[0]) == (["id", "name", "amount"], ["1", "José", "5"])
    assert table.encoding == name
    guessed = [i.kind for i in table.issues] == ["encoding_guessed"]
    assert guessed == encoding.startswith(("latin", "cp"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_do_not_depend_on_the_name(tmp_path, scratch, delimiter):
    path = tmp_path / "a.csv"
    path.write_text(TEXT.replace(",", delimiter), encoding="utf-16")
    table, rows = one(path, scratch)
    assert table.delimiter == delimiter
    assert rows[1] == ["2", "Zoë", "7"]


def test_the_hint_of_excel_decides(tmp_path, scratch):
    path = tmp_path / "a.csv"
    path.write_text("sep=;\nid;text\n1;a,b,c\n", encoding="utf-8")
    table, rows = one(path, scratch)
    assert (table.header, rows) == (["id", "text"], [["1", "a,b,c"]])


def test_line_breaks_in_quotes_and_blank_lines_keep_the_row_numbers(tmp_path, scratch):
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,"a\nb"\n\n2,c\n', encoding="utf-8")
    ((table, _rows),) = read(path, scratch)
    numbers = [n for chunk in table.chunks() for n in chunk.numbers]
    assert numbers == [2, 4]


def test_rows_of_another_width(tmp_path, scratch):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1\n1,2,3\n1,2,\n", encoding="utf-8")
    ((table, _rows),) = read(path, scratch)
    told = []
    rows = [list(r) for c in table.chunks(lambda i, r: told.append(i)) for r in c.rows]
    assert rows == [["1", ""], ["1", "2"]]
    assert [(i.kind, i.row) for i in told] == [("row_short", 2), ("row_long", 3)]


def test_names_of_columns_are_made_unique(tmp_path, scratch):
    path = tmp_path / "a.csv"
    path.write_text("Amount,,Amount\n1,2,3\n", encoding="utf-8")
    table, _ = one(path, scratch)
    assert table.header == ["Amount", "column 2", "Amount (2)"]
    assert [i.kind for i in table.issues] == ["header_empty", "header_twice"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(b"", "empty_file", id="empty"),
        pytest.param(b"\n1,2\n", "no_header", id="no header"),
        pytest.param(b"\x00\x01\x02\x03" * 99, "not_text", id="binary"),
        pytest.param(b"a,b\n1,2\n3,\x004\n" * 900, "not_text", id="NUL late"),
        pytest.param(b'a,b\n1,"2\n3,4\n', "quote_open", id="open quote"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"x" * 90, "old_excel", id="xls"),
        pytest.param(b"PK\x03\x04broken", "zip_broken", id="broken zip"),
        pytest.param(b"a," * 5000 + b"a\n", "too_many_columns", id="5,000 columns"),
    ],
)
def test_refusals(tmp_path, scratch, content, kind):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert refusal(path, scratch) == kind


def test_a_wrong_encoding_that_was_asked_for(tmp_path, scratch):
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode("latin-1"))
    assert refusal(path, scratch, encoding="utf-8") == "encoding_broken"


def test_folders_and_zips_of_several_files(tmp_path, scratch):
    folder = tmp_path / "export"
    (folder / ".hidden").mkdir(parents=True)
    for name in ("b.csv", "a.tsv", "notes.md", "~$open.xlsx", ".hidden/c.csv"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    assert [t.file for t, _ in read(folder, scratch)] == ["a.tsv", "b.csv"]
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("b.csv", "deep/a.csv", "__MACOSX/b.csv"):
            archive.writestr(name, TEXT)
    assert [t.file for t, _ in read(packed, scratch)] == ["b.csv", "deep/a.csv"]


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "..\\evil.csv", "C:\\evil.csv"])
def test_names_that_lead_outside_are_refused(tmp_path, scratch, name):
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, TEXT)
    assert refusal(packed, scratch) == "zip_slip"


def test_zip_bombs_are_not_opened(tmp_path, scratch):
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (LIMITS.free_ratio_mb + 8) * 1024 * 1024)
    assert refusal(packed, scratch) == "zip_bomb"
    assert not list(scratch.iterdir())


def workbook(path: Path, rows, name="Deals") -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(y, x, cell, day)
            else:
                sheet.write(y, x, cell)
    book.close()
    return path


def test_workbooks_say_what_their_cells_are(tmp_path, scratch):
    path = workbook(tmp_path / "a.xlsx", [["id", "day", "n"], ["007", date(2026, 5, 1), 2024.994]])
    table, rows = one(path, scratch)
    assert rows == [["007", "2026-05-01", "2024.994"]]
    assert [type(cell) for cell in rows[0]] == [str, DateCell, NumberCell]
    assert table.typed


def test_an_unknown_sheet_is_refused_with_the_known_ones(tmp_path, scratch):
    path = workbook(tmp_path / "a.xlsx", [["id"], ["1"]])
    assert refusal(path, scratch, sheet="Nope") == "no_sheet"


def test_workbooks_with_entities_are_not_opened(tmp_path, scratch):
    path = workbook(tmp_path / "a.xlsx", [["id"], ["1"]])
    evil = tmp_path / "evil.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(evil, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "xl/sharedStrings.xml":
                content = content.replace(
                    b"<sst", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst', 1
                )
            target.writestr(member, content)
    assert refusal(evil, scratch) == "xlsx_entities"
