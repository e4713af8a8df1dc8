"""CSV and XLSX of a list, safe to open in a spreadsheet.

A spreadsheet runs text that begins with = + - @ or a control character as a formula; such text
cells get an apostrophe in front (OWASP, CSV injection). Numbers stay numbers, also negative ones,
and dates are ISO. Rows stream: the file of a million rows needs the memory of a few thousand.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextvars import copy_context
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from kernel.money import round_money
from ui.formats import company_currency

Row = Sequence[Any]
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# A sheet holds 1,048,576 rows; the rest goes to the next sheet.
SHEET_ROWS = 1_000_000
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def respond(kind: str, name: str, heads: Row, rows: Iterable[Row]) -> HttpResponseBase:
    """A download in the asked format; `kind` is csv or xlsx."""
    return (xlsx_response if kind == "xlsx" else csv_response)(name, heads, rows)


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def cell(value: Any) -> Any:
    """A value as it stands in a file: numbers as they are, dates in ISO, the rest as safe text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float | Decimal):
        return "" if value != value else value  # NaN is unknown
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return safe(str(value))


def figure(value: Any, unit: str, currency: str | None = None) -> Any:
    """A figure as a file has it: money in the currency's decimals, others with four at most.

    Also estimates, which are floats: their sixteenth digit says nothing.
    """
    if isinstance(value, float):
        value = Decimal(repr(value))
    if not isinstance(value, Decimal) or not value.is_finite():
        return value
    if unit in ("money", "money_per_day"):
        return round_money(value, currency or company_currency())
    short = round(value, 4)
    return int(short) if short == int(short) else short.normalize()


def row_amount(value: Decimal) -> Decimal:
    """An amount of a row that is one of a sum: in cents, with the decimals that it needs beyond."""
    cents = round(value, 2)
    return cents if cents == value else value.normalize()


def csv_response(name: str, heads: Row, rows: Iterable[Row]) -> StreamingHttpResponse:
    """UTF-8 with a mark at the start, because Excel guesses wrong without it."""
    response = StreamingHttpResponse(
        in_this_context(_csv_lines(heads, rows)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{filename(name, "csv")}"'
    return response


def xlsx_response(name: str, heads: Row, rows: Iterable[Row]) -> FileResponse:
    """Written to a temporary file row by row, then sent from there."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(file, heads, rows)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=filename(name, "xlsx"), content_type=XLSX_TYPE
    )


def book_response(
    name: str, sheets: Iterable[tuple[str, Iterable[tuple[bool, Row]]]]
) -> FileResponse:
    """A workbook of several sheets: each a name, and rows of which the heads are marked True."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(file, OPTIONS)
    bold, used = book.add_format({"bold": True}), set[str]()
    for title, rows in sheets:
        sheet = book.add_worksheet(_sheet_name(title, used))
        for line, (is_head, row) in enumerate(rows):
            _write_row(sheet, line, row, bold if is_head else None)
    book.close()
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=filename(name, "xlsx"), content_type=XLSX_TYPE
    )


def write_xlsx(file: IO[bytes], heads: Row, rows: Iterable[Row]) -> None:
    book = xlsxwriter.Workbook(file, OPTIONS)
    bold = book.add_format({"bold": True})
    sheet, line = None, 0
    for row in rows:
        if sheet is None or line > SHEET_ROWS:
            sheet, line = _new_sheet(book, heads, bold), 1
        _write_row(sheet, line, row)
        line += 1
    if sheet is None:
        _new_sheet(book, heads, bold)
    book.close()


def filename(name: str, ending: str) -> str:
    return f"{slugify(name) or 'export'}-{timezone.localdate().isoformat()}.{ending}"


def in_this_context[T](lines: Iterator[T]) -> Iterator[T]:
    """The same lines, each made in the context of now: the reader's language and time zone.

    A stream is read after the middleware has put those back.
    """
    context = copy_context()
    end = object()

    def read() -> Iterator[T]:
        while (line := context.run(next, lines, end)) is not end:
            yield line  # type: ignore[misc]

    return read()


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(heads: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    writer = csv.writer(_Echo())
    yield b"\xef\xbb\xbf" + writer.writerow([cell(h) for h in heads]).encode()
    for row in rows:
        yield writer.writerow([cell(value) for value in row]).encode()


def _new_sheet(book: Any, heads: Row, bold: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, str(cell(head)), bold)
    return sheet


def _write_row(sheet: Any, line: int, row: Row, form: Any = None) -> None:
    for column, value in enumerate(row):
        ready = cell(value)
        if isinstance(ready, str):
            if ready:
                sheet.write_string(line, column, ready, form)
        else:
            sheet.write_number(line, column, ready, form)


def _sheet_name(title: str, used: set[str]) -> str:
    """As Excel allows it: 31 characters, none of seven, no name twice whatever its capitals."""
    plain = "".join(" " if c in "[]:*?/\\" else c for c in title).strip(" '")[:28] or "-"
    found, n = plain, 1
    while found.casefold() in used:
        n += 1
        found = f"{plain} {n}"
    used.add(found.casefold())
    return found
