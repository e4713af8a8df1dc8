"""A CSV or XLSX file as lines of cells under the heads of an export."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import IO, Any

from django.utils.translation import gettext as _

from teams.services.refused import Refused

MOST = 20_000  # lines of a file, which are read while the person waits
NEEDED = ("line", "version", "planned")

type Cells = dict[str, str]
type Lines = list[tuple[int, Cells]]  # the number of the line in the file, and its cells


def read(file: IO[bytes], name: str) -> Lines:
    """Refused for what is no such file."""
    content = file.read()
    rows = _book(content) if content.startswith(b"PK") else _csv(content)
    heads = [head.strip().casefold() for head in next(rows, [])]
    if missing := [head for head in NEEDED if head not in heads]:
        raise Refused(
            _(
                "%(file)s: the first line must hold the heads of an export; missing: %(heads)s. "
                "Export first and change that file."
            )
            % {"file": name, "heads": ", ".join(missing)}
        )
    lines = [(n, dict(zip(heads, row, strict=False))) for n, row in enumerate(rows, 2) if any(row)]
    if len(lines) > MOST:
        raise Refused(_("The file has more than %(most)s lines. Divide it.") % {"most": MOST})
    if not lines:
        raise Refused(_("The file has no lines below its heads."))
    return lines


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(_("The file is no CSV in UTF-8 and no XLSX.")) from error
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _book(content: bytes) -> Iterator[list[str]]:
    from python_calamine import CalamineError, load_workbook  # only when a workbook is read

    try:
        book = load_workbook(io.BytesIO(content))
        page = book.get_sheet_by_index(0).to_python()
    except CalamineError as error:
        raise Refused(_("The file is no CSV in UTF-8 and no XLSX.")) from error
    return ([_text(value) for value in row] for row in page)


def _text(value: Any) -> str:
    """As the cell would be written: 100 for 100.0."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
