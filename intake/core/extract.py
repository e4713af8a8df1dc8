"""The cells of each field out of a chunk: columns, constants, templates, joins, lookups."""

from collections.abc import Callable, Sequence
from string import Formatter

from intake.core.issues import Unreadable
from intake.core.mapping import Entry, Rule
from intake.core.tables import Chunk, Table

# What the download of rejected rows adds to their columns; no field is called so.
PROBLEM_COLUMN = "Salesops problem"
ADDED_COLUMNS = ("Salesops row", PROBLEM_COLUMN)

Cells = Sequence[str]
Found = dict[str, str]


class Extract:
    """Bound to one entry and one table. `lookups` are dictionaries by field name."""

    def __init__(self, entry: Entry, table: Table, lookups: dict[str, Found] | None = None) -> None:
        self.entry, self.table, self.lookups = entry, table, lookups or {}
        self.position = {name: i for i, name in enumerate(table.header)}
        for name in entry.columns_read():
            if name not in self.position:
                known = ", ".join(table.header[:60])
                raise Unreadable("column_missing", file=table.file, name=name, known=known)
        self._guarded = PROBLEM_COLUMN in self.position
        self._values = {n: _folded(v) for n, v in entry.values.items()}

    def cells(self, name: str, chunk: Chunk) -> Cells:
        """The raw cells of a field, translated where the mapping says so."""
        rule = self.entry.columns[name]
        cells = self._raw(rule, chunk)
        if rule.starts:
            cells = [c if c.startswith(rule.starts) else "" for c in cells]
        if rule.lookup:
            cells = _looked_up(cells, self.lookups[name], strict=rule.lookup.strict)
        if name in self._values:
            translate = self._values[name]
            cells = [translate.get(c.strip().lower(), c) for c in cells]
        return cells

    def column_of(self, name: str) -> str:
        """What a person calls the field's cells: their column, or the field itself."""
        return next(iter(self.entry.columns[name].columns()), name) if name else ""

    def wanted(self, chunk: Chunk) -> Chunk:
        """The chunk without the rows that `where` leaves out."""
        for name, allowed in self.entry.where.items():
            at, keep = self.position[name], {a.strip().lower() for a in allowed}
            mask = [row[at].strip().lower() in keep for row in chunk.rows]
            if not all(mask):
                chunk = Chunk(
                    [n for n, good in zip(chunk.numbers, mask, strict=True) if good],
                    [r for r, good in zip(chunk.rows, mask, strict=True) if good],
                )
        return chunk

    def _raw(self, rule: Rule, chunk: Chunk) -> Cells:
        if rule.const is not None:
            return [rule.const] * len(chunk.rows)
        if rule.column:
            return self._column(rule.column, chunk)
        if rule.template:
            return _templated(rule.template, lambda name: self._column(name, chunk))
        if rule.join:
            columns = chunk.columns([self.position[n] for n in rule.join])
            return [
                rule.separator.join(c.strip() for c in cells if c.strip())
                for cells in zip(*columns, strict=True)
            ]
        columns = chunk.columns([self.position[n] for n in rule.first])
        return [next((c for c in cells if c.strip()), "") for cells in zip(*columns, strict=True)]

    def _column(self, name: str, chunk: Chunk) -> Cells:
        cells = chunk.columns([self.position[name]])[0] if chunk.rows else ()
        return [_unguarded(c) for c in cells] if self._guarded else cells


def _unguarded(cell: str) -> str:
    """Our own downloads put ' before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" else cell


def _templated(template: str, column: Callable[[str], Cells]) -> list[str]:
    """`{First} {Last}` for every row; empty when all its columns are."""
    pattern, columns = "", []
    for literal, name, _form, _conversion in Formatter().parse(template):
        pattern += literal.replace("%", "%%")
        if name:
            pattern += "%s"
            columns.append([c.strip() for c in column(name)])
    return [(pattern % cells).strip() if any(cells) else "" for cells in zip(*columns, strict=True)]


def _looked_up(cells: Cells, found: Found, *, strict: bool) -> list[str]:
    if strict:
        return [found.get(c.strip(), "") for c in cells]
    return [found.get(c.strip(), c) for c in cells]


def _folded(values: dict[str, str]) -> Found:
    return {key.strip().lower(): value for key, value in values.items()}


def read_lookup(table: Table, key: str, value: str) -> Found:
    """The second file as a dictionary; the first of two equal keys counts."""
    for name in (key, value):
        if name not in table.header:
            known = ", ".join(table.header[:60])
            raise Unreadable("column_missing", file=table.file, name=name, known=known)
    at, to = table.header.index(key), table.header.index(value)
    found: Found = {}
    for chunk in table.chunks():
        for row in chunk.rows:
            found.setdefault(row[at].strip(), row[to].strip())
    return found
