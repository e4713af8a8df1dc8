"""A CSV or XLSX file as lines of cells, by sheet. What a sheet is, its heads say."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO, Any

from django.utils.translation import gettext as _

from teams.services.refused import Refused
from territories.core.cells import Cells
from territories.facts.bulk import SHEETS, Sheet

MOST = 100_000  # lines of a file, which are read while the person waits
# Text that a spreadsheet would run was exported behind an apostrophe, see ui.exports
GUARD = "'"

type Lines = list[tuple[int, Cells]]  # the number of the line in the file, and its cells


def read(file: IO[bytes], name: str) -> dict[str, Lines]:
    """Lines by the slug of their sheet; Refused for what is no such file."""
    content = file.read()
    tables = _book(content) if content.startswith(b"PK") else [_csv(content)]
    found: dict[str, Lines] = {}
    for rows in tables:
        for sheet, lines in _sheet(rows, name):
            found.setdefault(sheet.slug, []).extend(lines)
    if sum(map(len, found.values())) > MOST:
        raise Refused(_("The file has more than %(most)s lines. Divide it.") % {"most": MOST})
    return found


def _sheet(rows: Iterator[list[str]], name: str) -> Iterator[tuple[Sheet, Lines]]:
    heads = [head.strip().casefold() for head in next(rows, [])]
    if not any(heads):
        return
    sheet = _known(heads)
    if sheet is None:
        keys = ", ".join(sheet.key for sheet in reversed(SHEETS))
        raise Refused(
            _(
                "%(file)s: the first line must hold the heads of an export, with one of: %(keys)s. "
                "Export first and change that file."
            )
            % {"file": name, "keys": keys}
        )
    lines = ((n, dict(zip(heads, row, strict=False))) for n, row in enumerate(rows, 2))
    yield sheet, [(n, {k: _kept(v) for k, v in row.items() if k}) for n, row in lines
                  if any(row.values())]  # fmt: skip


def _kept(text: str) -> str:
    """Without what no database can hold."""
    return text.replace("\0", "")


def _known(heads: Iterable[str]) -> Sheet | None:
    """Other sheets name a territory, too; its own sheet comes last."""
    *others, own = [*SHEETS[1:], SHEETS[0]]
    found = next((sheet for sheet in others if sheet.key in heads), None)
    return found or (own if own.key in heads and "name" in heads else None)


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        return iter(list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(_("The file is no CSV in UTF-8 and no XLSX.")) from error


def _book(content: bytes) -> list[Iterator[list[str]]]:
    from python_calamine import CalamineError, load_workbook  # only when a workbook is read

    try:
        book = load_workbook(io.BytesIO(content))
        pages = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except CalamineError as error:
        raise Refused(_("The file is no CSV in UTF-8 and no XLSX.")) from error
    return [([_text(value) for value in row] for row in page) for page in pages]


def _text(value: Any) -> str:
    """As the cell would be written: 100 for 100.0."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
