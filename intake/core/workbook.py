"""XLSX sheets as rows of text that still know what the workbook said: a date, a number, a text.

The package is looked at before it is opened: a size that explodes, or XML that declares
entities, is refused. Numbers that are whole are written without decimals (29825, not 29825.0).
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from intake.core.archives import check_size
from intake.core.headers import unique
from intake.core.issues import Unreadable
from intake.core.tables import DateCell, NumberCell, Row, Table, rows_per_chunk

_HEAD = 4096


def open_sheets(path: Path, name: str, sheet: str = "") -> list[Table]:
    """One table per sheet that has rows, or only the sheet that is asked for."""
    check_package(path, name)
    try:
        workbook = CalamineWorkbook.from_path(path)
        known = workbook.sheet_names
        if sheet and sheet not in known:
            raise Unreadable("no_sheet", file=name, name=sheet, known=", ".join(known))
        opened = [workbook.get_sheet_by_name(n) for n in ([sheet] if sheet else known)]
    except (CalamineError, PasswordError, ValueError, OSError):
        raise Unreadable("xlsx_broken", file=name) from None
    filled = [one for one in opened if one.total_height > 0]
    if not filled:
        raise Unreadable("empty_file", file=name)
    return [_table(one, name, several=len(known) > 1) for one in filled]


def check_package(path: Path, name: str) -> None:
    """Refuses a bomb, and XML with a document type: a workbook has no use for one."""
    try:
        with zipfile.ZipFile(path) as package:
            check_size(package.infolist(), name)
            for part in package.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as file:
                        head = file.read(_HEAD).lower()
                    if b"<!doctype" in head or b"<!entity" in head:
                        raise Unreadable("xlsx_entities", file=name)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        raise Unreadable("xlsx_broken", file=name) from None


def _table(sheet: CalamineSheet, name: str, *, several: bool) -> Table:
    first = sheet.start[0] if sheet.start else 0
    shown = f"{name} [{sheet.name}]" if several else name
    rows = _rows(sheet)
    header_row = next(rows, [])
    header, issues = unique([str(cell) for cell in header_row], shown)

    def read() -> Iterator[tuple[int, list[Row]]]:
        body, number = _rows(sheet), first + 2
        next(body, None)
        while block := list(islice(body, rows_per_chunk(len(header)))):
            yield number, block
            number += len(block)

    return Table(shown, header, read, sheet.name, typed=True, issues=issues)


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """The used area; columns before it (an empty column A) are not part of the table."""
    for cells in sheet.iter_rows():
        yield list(map(_text, cells))


def _text(cell: Any) -> str:
    kind = type(cell)
    if kind is str:
        return cell
    if kind is float:
        return NumberCell(int(cell) if cell.is_integer() and abs(cell) < 1e15 else repr(cell))
    if kind is bool:
        return "true" if cell else "false"
    if kind is int:
        return NumberCell(cell)
    if kind is datetime:
        midnight = not (cell.hour or cell.minute or cell.second or cell.microsecond)
        return DateCell(cell.date().isoformat() if midnight else cell.isoformat(sep=" "))
    if kind is date:
        return DateCell(cell.isoformat())
    if kind is time or kind is timedelta:
        return DateCell(str(cell))
    return "" if cell is None else str(cell)
