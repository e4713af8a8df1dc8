"""A chunk of cells becomes rows that can be stored, and rows that are set aside with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from intake.core.columns.money import MoneyReader
from intake.core.extract import Extract
from intake.core.issues import Flaw, Issue, Severity
from intake.core.study import Decided, Setting
from intake.core.tables import Chunk, Row
from intake.core.target import TARGETS, Columns, Kind

Patches = dict[int, dict[str, str]]  # row number → their column → corrected cell


@dataclass(slots=True)
class Block:
    """What came of one chunk. `columns` hold canonical text, '' is empty; `numbers` their rows."""

    columns: Columns
    numbers: Sequence[int]
    rows: int = 0
    skipped: int = 0
    issues: list[Issue] = field(default_factory=list)
    set_aside: list[tuple[int, Row]] = field(default_factory=list)


class RowReader:
    """Bound to one entry and one table; call `read` for each chunk."""

    def __init__(
        self, extract: Extract, decided: Decided, setting: Setting, patches: Patches | None = None
    ) -> None:
        self.extract, self.decided, self.setting = extract, decided, setting
        self.target = TARGETS[extract.entry.target]
        self.file = extract.table.file
        self.patches = patches or {}

    def read(self, chunk: Chunk) -> Block:
        if self.patches:
            chunk = self._patched(chunk)
        whole = len(chunk.rows)
        chunk = self.extract.wanted(chunk)
        count = len(chunk.rows)
        issues: list[Issue] = []
        bad: set[int] = set()
        columns = self._columns(chunk, issues, bad)
        self._fill_currency(columns, chunk, issues, bad)
        gone = self._deleted(columns)
        if self.target.derive:
            self.target.derive(columns, count, self.setting.as_of)
        self._check_rows(columns, chunk, issues, bad)
        for name in [n for n in columns if self._is_helper(n) and not self.target.widen]:
            del columns[name]
        return self._block(columns, chunk, issues, bad, gone, whole - count)

    def _columns(self, chunk: Chunk, issues: list[Issue], bad: set[int]) -> Columns:
        columns: Columns = {}
        for name in self.extract.entry.columns:
            cells = self.extract.cells(name, chunk)
            columns[name], flaws = self.decided.readers[name].read(cells)
            soft = self.target.field(name).soft
            for i, flaw in flaws:
                issue = self._issue(flaw, chunk.numbers[i], name, cells[i], soft=soft)
                issues.append(issue)
                if issue.severity is Severity.ERROR:
                    bad.add(i)
        return columns

    def _issue(self, flaw: Flaw, row: int, name: str, cell: str, *, soft: bool = False) -> Issue:
        severity = flaw.severity
        if soft and severity is Severity.ERROR:
            severity = Severity.WARNING
        column = self.extract.column_of(name)
        return Issue(flaw.kind, self.file, row, column, cell[:500], severity, flaw.params)

    def _fill_currency(
        self, columns: Columns, chunk: Chunk, issues: list[Issue], bad: set[int]
    ) -> None:
        """Deals without a currency column are in the company's, or in what the amount says."""
        if "amount" not in columns or "currency" not in self.target.names or self.target.widen:
            return
        given = columns.get("currency")
        currencies = list(given) if given else [""] * len(chunk.rows)
        reader = self.decided.readers["amount"]
        if isinstance(reader, MoneyReader) and reader.found:
            cells = self.extract.cells("amount", chunk)
            for i, cell in enumerate(cells):
                found = reader.found.get(cell)
                if not found:
                    continue
                if currencies[i] and currencies[i] != found:
                    params = {"found": found, "expected": currencies[i]}
                    flaw = Flaw("currency_conflict", params)
                    issues.append(self._issue(flaw, chunk.numbers[i], "amount", cell))
                    bad.add(i)
                currencies[i] = currencies[i] or found
        if "" in currencies:
            currencies = [c or self.setting.currency for c in currencies]
        columns["currency"] = currencies

    def _deleted(self, columns: Columns) -> set[int]:
        flags = columns.pop("deleted", None)
        if not flags or "true" not in flags:
            return set()
        return {i for i, flag in enumerate(flags) if flag == "true"}

    def _check_rows(
        self, columns: Columns, chunk: Chunk, issues: list[Issue], bad: set[int]
    ) -> None:
        for one in self.target.fields:
            column = columns.get(one.name)
            if one.required and column is not None and "" in column:
                for i, value in enumerate(column):
                    if not value and i not in bad:
                        named = one.name in self.extract.entry.columns
                        issue = self._issue(
                            Flaw("required"), chunk.numbers[i], one.name if named else "", ""
                        )
                        issues.append(issue)
                        bad.add(i)
        for earlier, later in self.target.sequence:
            if earlier in columns and later in columns:
                pairs = zip(columns[earlier], columns[later], strict=True)
                for i, (a, b) in enumerate(pairs):
                    if a and b and b < a and i not in bad:
                        params = {"earlier": a, "later": b}
                        flaw = Flaw("date_order", params)
                        issues.append(self._issue(flaw, chunk.numbers[i], later, b))
                        bad.add(i)

    def _is_helper(self, name: str) -> bool:
        return self.target.field(name).helper

    def _block(
        self,
        columns: Columns,
        chunk: Chunk,
        issues: list[Issue],
        bad: set[int],
        gone: set[int],
        left_out: int,
    ) -> Block:
        numbers: Sequence[int] = chunk.numbers
        bad -= gone
        if gone:
            gone_rows = {chunk.numbers[i] for i in gone}
            issues = [one for one in issues if one.row not in gone_rows]
        issues.sort(key=lambda one: one.row or 0)
        aside = [(chunk.numbers[i], chunk.rows[i]) for i in sorted(bad)]
        if bad or gone:
            keep = [i for i in range(len(chunk.rows)) if i not in bad and i not in gone]
            columns = {name: [column[i] for i in keep] for name, column in columns.items()}
            numbers = [chunk.numbers[i] for i in keep]
        rows = len(chunk.rows) - len(gone)
        return Block(columns, numbers, rows, left_out + len(gone), issues, aside)

    def _patched(self, chunk: Chunk) -> Chunk:
        """Cells that a person corrected on the page, put in before anything is read."""
        first, last = chunk.numbers[0], chunk.numbers[-1]
        touched = [n for n in self.patches if first <= n <= last]
        if not touched:
            return chunk
        rows, at = list(chunk.rows), {n: i for i, n in enumerate(chunk.numbers)}
        for number in touched:
            if number in at:
                row = list(rows[at[number]])
                for column, cell in self.patches[number].items():
                    if column in self.extract.position:
                        row[self.extract.position[column]] = cell
                rows[at[number]] = row
        return Chunk(chunk.numbers, rows)


def staged_names(columns: Columns, target_slug: str) -> dict[str, str]:
    """Column → SQL type for a staging table of these columns."""
    target = TARGETS[target_slug]
    kinds = {f.name: f.kind for f in target.fields}
    return {name: kinds.get(name, Kind.TEXT).sql for name in columns}
