"""CSV and TSV: which delimiter, and rows as a stream.

The delimiter is the one that cuts the first rows into the same number of cells (more than one);
`sep=;` in the first line, which Excel writes, decides alone. Quoted line breaks stay in the cell.
"""

import csv
import gc
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from intake.core.encoding import Encoding, detect, first_bad_byte
from intake.core.headers import unique
from intake.core.issues import Issue, Severity, Unreadable
from intake.core.limits import LIMITS
from intake.core.tables import Row, Table, rows_per_chunk

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 60
_BEGIN = (200, 4_000, 4_000)  # the study reads two blocks, and looks whether there is a third
_END = "\x1e"  # a line of our own after the last: swallowed by a cell when a quote is open

csv.field_size_limit(LIMITS.cell_characters)


def open_table(path: Path, name: str, delimiter: str = "", encoding: str = "") -> Table:
    """The table in a text file; raises Unreadable when there is none."""
    found = _encoding(path, name, encoding)
    skip, hinted = _hint(path, found.name)
    chosen = delimiter or hinted or sniff(_sample(path, found.name, skip))

    def read() -> Iterator[tuple[int, list[Row]]]:
        yield from _read(path, name, found.name, chosen, skip)

    header_rows = next(iter(_read_rows(path, name, found.name, chosen, skip, size=1)), None)
    if header_rows is None or not any(map(str.strip, header_rows[0])):
        raise Unreadable("no_header" if header_rows else "empty_file", file=name)
    header, issues = unique([*header_rows[0]], name)
    if found.guessed:
        params = {"encoding": found.name}
        issues.append(Issue("encoding_guessed", name, severity=Severity.INFO, params=params))
    return Table(name, header, read, "", found.name, chosen, issues=issues)


def sniff(lines: list[str]) -> str:
    """The delimiter that makes the most regular table of these lines; a comma when none does."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        if not widths or widths[0] < 2:
            continue
        regular = widths.count(widths[0]) / len(widths)
        score = (round(regular, 1), widths[0])
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _encoding(path: Path, name: str, wanted: str) -> Encoding:
    try:
        if not wanted:
            return detect(path)
        position = first_bad_byte(path, wanted)
    except LookupError:
        raise Unreadable("mapping_broken", file=name, reason=f"encoding {wanted}") from None
    except Unreadable as refused:
        raise Unreadable(refused.kind, file=name, **refused.params) from None
    if position is not None:
        raise Unreadable("encoding_broken", file=name, encoding=wanted, position=position)
    return Encoding(wanted)


def _sample(path: Path, encoding: str, skip: int) -> list[str]:
    with path.open(encoding=encoding, newline="") as file:
        return [line[:20_000] for line in islice(file, skip, skip + _SAMPLE_LINES)]


def _hint(path: Path, encoding: str) -> tuple[int, str]:
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(100).strip().strip('"')
    if len(first) == 5 and first.lower().startswith("sep="):
        return 1, first[4]
    return 0, ""


def _read(
    path: Path, name: str, encoding: str, delimiter: str, skip: int
) -> Iterator[tuple[int, list[Row]]]:
    """Blocks of rows below the header. Blank lines count, as they do in a spreadsheet."""
    number = 1 + skip
    width = 0
    for rows in _read_rows(path, name, encoding, delimiter, skip):
        if not width:
            width, rows, number = len(rows[0]), rows[1:], number + 1
        if rows:
            yield number, rows
            number += len(rows)


def _read_rows(
    path: Path, name: str, encoding: str, delimiter: str, skip: int, size: int = 0
) -> Iterator[list[Row]]:
    """All rows with the header. The first blocks are small: they are studied before the rest."""
    with path.open(encoding=encoding, newline="") as file:
        lines = islice(_lines(file, name), skip, None)
        reader = csv.reader(lines, delimiter=delimiter)
        block, begin = size or _BEGIN[0], iter(_BEGIN[1:])
        try:
            while rows := _taken(reader, block):
                if rows[-1] == [_END]:
                    rows.pop()
                elif rows[-1] and rows[-1][-1].endswith(_END):
                    raise Unreadable("quote_open", file=name, row=reader.line_num - 1)
                if rows:
                    yield rows
                most = rows_per_chunk(len(rows[0]) if rows else 1)
                block = size or min(next(begin, most), most)
        except csv.Error:
            limit = LIMITS.cell_characters
            raise Unreadable("cell_too_long", file=name, limit=limit) from None


def _taken(reader: Iterator[list[str]], count: int) -> list[Row]:
    """The next rows. None of them can be garbage yet, so nobody need search them for it: looking
    through thousands of new lists again and again costs as much as reading them.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return list[Row](islice(reader, count))
    finally:
        if collecting:
            gc.enable()


def _lines(file: Iterable[str], name: str) -> Iterator[str]:
    line = ""
    for line in file:
        if "\0" in line:
            raise Unreadable("not_text", file=name)
        yield line
    if line and not line.endswith(("\n", "\r")):
        yield "\n"
    yield _END
