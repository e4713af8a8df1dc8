"""What every reader gives: a header and rows in chunks, with the row numbers a person sees."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from intake.core.issues import Issue, Severity
from intake.core.limits import LIMITS

Row = list[str] | tuple[str, ...]


class DateCell(str):
    """A cell that the workbook itself calls a date; the text is ISO."""

    __slots__ = ()


class NumberCell(str):
    """A cell that the workbook itself calls a number; the text has a decimal point."""

    __slots__ = ()


@dataclass(slots=True)
class Chunk:
    """Some rows of a table. `numbers[i]` is the row a spreadsheet would show (header = 1)."""

    numbers: list[int] | range
    rows: list[Row]
    _turned: list[tuple[str, ...]] = field(default_factory=list)

    def columns(self, positions: list[int]) -> list[tuple[str, ...]]:
        """The wanted columns, each as one tuple; the chunk is turned once, in C."""
        if not self.rows:
            return [() for _ in positions]
        if not self._turned:
            self._turned = list(zip(*self.rows, strict=True))
        return [self._turned[position] for position in positions]


@dataclass(slots=True)
class Table:
    """One sheet or one text file. `read()` starts again from the first row each time."""

    file: str
    header: list[str]
    read: Callable[[], Iterator[tuple[int, list[Row]]]]  # blocks of (first row number, rows)
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    typed: bool = False
    issues: list[Issue] = field(default_factory=list)

    def chunks(self, on_issue: Callable[[Issue, Row], None] | None = None) -> Iterator[Chunk]:
        """Rows as wide as the header; a row that is too long goes to `on_issue` and not on."""
        width = len(self.header)
        for first, rows in self.read():
            if set(map(len, rows)) == {width}:
                yield Chunk(range(first, first + len(rows)), rows)
            elif chunk := self._straighten(first, rows, on_issue):
                yield chunk

    def _straighten(
        self, first: int, rows: list[Row], on_issue: Callable[[Issue, Row], None] | None
    ) -> Chunk | None:
        """Blank rows go, short rows are filled up and told, long rows are refused."""
        width, numbers, kept = len(self.header), [], []
        for number, row in enumerate(rows, first):
            if not any(row):
                continue
            if len(row) > width and not any(row[width:]):
                row = row[:width]
            elif len(row) != width:
                long = len(row) > width
                issue = Issue(
                    "row_long" if long else "row_short",
                    self.file,
                    number,
                    severity=Severity.ERROR if long else Severity.WARNING,
                    params={"found": len(row), "expected": width},
                )
                if on_issue:
                    on_issue(issue, row)
                if long:
                    continue
                row = [*row, *[""] * (width - len(row))]
            numbers.append(number)
            kept.append(row)
        return Chunk(numbers, kept) if kept else None


def rows_per_chunk(width: int) -> int:
    """Fewer rows for wide tables, so that memory stays flat."""
    return max(200, min(LIMITS.chunk_rows, LIMITS.chunk_cells // max(1, width)))
