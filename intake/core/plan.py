"""What a load will do, before it does it: which files go where, read with which conventions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from intake.core.extract import Extract, read_lookup
from intake.core.files import Found, find, tables_of
from intake.core.issues import Issue, Severity, Unreadable
from intake.core.mapping import Entry, Mapping, Rule
from intake.core.rows import Patches, RowReader
from intake.core.source import SOURCES, match_columns, recognise
from intake.core.study import Decided, Setting, study
from intake.core.tables import Table
from intake.core.target import TARGETS, by_order

Told = Callable[[list[Issue]], None]


@dataclass(slots=True)
class Part:
    """One table of a step, ready to be read."""

    table: Table
    extract: Extract
    decided: Decided


@dataclass(slots=True)
class Step:
    """An entry with its tables; `parts` is more than one only where rows point at each other."""

    entry: Entry
    parts: list[Part]

    @property
    def target(self) -> str:
        return self.entry.target

    @property
    def file(self) -> str:
        return " + ".join(part.table.file for part in self.parts)


@dataclass(slots=True)
class Plan:
    """Steps in an order in which everything that is pointed at comes first."""

    mapping: Mapping
    steps: list[Step] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def questions(self) -> list[Issue]:
        return [i for i in self.issues if i.severity is Severity.QUESTION]


def open_tables(
    path: Path, scratch: Path, mapping: Mapping | None = None
) -> tuple[list[Table], list[Issue]]:
    """All tables at the path; a single file that cannot be read raises, one of many is told."""
    files = find(path, scratch)
    tables: list[Table] = []
    issues: list[Issue] = []
    for found in files:
        try:
            tables += _open(found, mapping)
        except Unreadable as problem:
            if len(files) == 1:
                raise
            issues.append(replace(problem.issue, file=problem.file or found.name))
    if not tables:
        raise Unreadable("no_tables", file=path.name)
    return tables, issues


def _open(found: Found, mapping: Mapping | None) -> list[Table]:
    entry = next((e for e in mapping.entries if e.matches(found.name)), None) if mapping else None
    if entry is None:
        return tables_of(found)
    return tables_of(found, sheet=entry.sheet, delimiter=entry.delimiter, encoding=entry.encoding)


def propose(tables: list[Table], source: str = "") -> Mapping:
    """The mapping that headers suggest: a known source, else names and synonyms of our fields."""
    if source and source not in SOURCES:
        known = " ".join(SOURCES.slugs())
        raise Unreadable("source_unknown", name=source, known=known)
    found = recognise(tables, source).mapping
    if found.entries or source:
        return found
    loose = [entry for table in tables if (entry := match_loosely(table))]
    return Mapping(tuple(loose), "")


def match_loosely(table: Table, target: str = "") -> Entry | None:
    """The target whose fields explain the header best; None when two do equally, or none does."""
    fits: list[tuple[int, str, dict[str, Rule]]] = []
    for slug in [target] if target else TARGETS.slugs():
        columns = match_columns(table.header, slug)
        complete = not TARGETS[slug].problems(set(columns))
        if target or (complete and len(columns) * 2 >= len(table.header)):
            fits.append((len(columns), slug, columns))
    if not fits:
        return None
    most = max(n for n, _, _ in fits)
    best = [fit for fit in fits if fit[0] == most]
    if len(best) > 1:
        best = [fit for fit in best if fit[1].replace("_", " ") in table.file.lower()]
    if len(best) != 1:
        return None
    return Entry(file=table.file.split(" [")[0], target=best[0][1], columns=best[0][2])


def make(
    tables: list[Table], mapping: Mapping, setting: Setting, issues: Iterable[Issue] = ()
) -> Plan:
    """Readers for every entry and table. Problems and questions are in the plan's issues."""
    plan = Plan(mapping, tables=tables, issues=list(issues))
    plan.issues += mapping.problems()
    if plan.questions:
        return plan
    order = {slug: n for n, (slug, _) in enumerate(by_order())}
    for entry in sorted(mapping.entries, key=lambda e: order[e.target]):
        matching = [t for t in tables if entry.matches(t.file) and _sheet_fits(entry, t)]
        if not matching:
            params = {"pattern": entry.file}
            plan.issues.append(
                Issue("no_file_for", entry.file, None, "", "", Severity.INFO, params)
            )
            continue
        parts = [_part(entry, table, tables, setting) for table in matching]
        together = TARGETS[entry.target].together
        plan.steps += [Step(entry, parts)] if together else [Step(entry, [p]) for p in parts]
    _tell(plan)
    return plan


def _sheet_fits(entry: Entry, table: Table) -> bool:
    return not entry.sheet or not table.sheet or entry.sheet == table.sheet


def _part(entry: Entry, table: Table, tables: list[Table], setting: Setting) -> Part:
    lookups = {}
    for name, rule in entry.columns.items():
        if look := rule.lookup:
            probe = Entry(file=look.file, target=entry.target, columns={})
            other = next((t for t in tables if probe.matches(t.file)), None)
            if other is None:
                raise Unreadable("no_file_for", file=table.file, pattern=look.file)
            lookups[name] = read_lookup(other, look.key, look.value)
    extract = Extract(entry, table, lookups)
    return Part(table, extract, study(entry, table, extract, setting))


def _tell(plan: Plan) -> None:
    """What the files themselves said, the questions, and which files are not used."""
    used: set[str] = set()
    for step in plan.steps:
        for part in step.parts:
            used.add(part.table.file)
            plan.issues += part.decided.questions + part.decided.notes
        for rule in step.entry.columns.values():
            if rule.lookup:
                probe = Entry(file=rule.lookup.file, target="", columns={})
                used |= {t.file for t in plan.tables if probe.matches(t.file)}
    for table in plan.tables:
        if table.file in used:
            plan.issues += table.issues
        else:
            plan.issues.append(Issue("not_mapped", table.file, severity=Severity.INFO))


def row_reader(
    part: Part, setting: Setting, patches: dict[str, Patches], *, again: bool = False
) -> RowReader:
    """A reader for one pass over the table; `again` studies the whole column first."""
    if again:
        entry = part.extract.entry
        part.decided = study(entry, part.table, part.extract, setting, whole=True)
    return RowReader(part.extract, part.decided, setting, patches.get(part.table.file))
