"""What the page "Match columns" shows: every column of every file, and the field it goes to."""

from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from intake.core.extract import ADDED_COLUMNS
from intake.core.mapping import Entry, Mapping, Rule
from intake.core.plan import Plan
from intake.core.tables import Table
from intake.core.target import TARGETS, by_order
from intake.facts.more import More, decimals, more
from ui.components import Status

EXAMPLES = 2
WIDEST = 400
FEW = 40  # columns that a person can be asked about one by one


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person knows: day first or month first, comma or point."""

    name: str
    text: str
    choices: list[tuple[str, str]]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    column: str
    examples: str
    name: str
    chosen: str
    status: Status
    question: Question | None = None

    @property
    def needs_you(self) -> bool:
        return self.status.kind == "warn"


@dataclass(frozen=True, slots=True)
class EntryMatch:
    """One file into one target. `made` are fields that are no plain column, in words."""

    number: int
    file: str
    target: str
    label: str
    fields: list[tuple[str, str]]
    more: More
    columns: list[ColumnMatch] = field(default_factory=list)
    made: list[tuple[str, str]] = field(default_factory=list)

    @property
    def matched(self) -> int:
        return sum(1 for c in self.columns if c.chosen)

    @property
    def open(self) -> int:
        return sum(1 for c in self.columns if c.needs_you)


def entries(
    tables: list[Table], mapping: Mapping, plan: Plan | None, *, fresh: bool = False
) -> list[EntryMatch]:
    """All entries of the mapping with the table they read first.

    `fresh`: nobody looked at the match yet, so a column without a field needs a decision.
    """
    found = []
    for number, entry in enumerate(mapping.entries):
        table = next((t for t in tables if entry.matches(t.file)), None)
        if table is not None and entry.target in TARGETS:
            few = fresh and not mapping.source and len(table.header) <= FEW
            found.append(_entry(number, entry, table, plan, fresh=few))
    return found


def unmatched(tables: list[Table], mapping: Mapping) -> list[str]:
    """Files that nothing is read from yet; files that others are looked up in do not count."""
    looked = [r.lookup.file for e in mapping.entries for r in e.columns.values() if r.lookup]
    probes = [Entry(file=name, target="", columns={}) for name in looked]
    return [
        t.file
        for t in tables
        if not any(e.matches(t.file) for e in mapping.entries)
        and not any(p.matches(t.file) for p in probes)
    ]


def targets() -> list[tuple[str, str]]:
    return [(slug, _(target.label)) for slug, target in by_order()]


def _entry(
    number: int, entry: Entry, table: Table, plan: Plan | None, *, fresh: bool
) -> EntryMatch:
    target = TARGETS[entry.target]
    fields = [(f.name, _(f.label) + (" *" if f.required else "")) for f in target.fields]
    plain = {rule.column: name for name, rule in entry.columns.items() if _is_plain(rule)}
    asked = _questions(number, entry, table, plan)
    used = {
        column: _(target.field(name).label)
        for name, rule in entry.columns.items()
        if not _is_plain(rule) and name in target.names
        for column in rule.columns()
    }
    examples = _examples(table)
    columns = [
        _column(number, i, name, plain.get(name, ""), examples[i], asked, used, fresh=fresh)
        for i, name in enumerate(table.header[:WIDEST])
        if name not in ADDED_COLUMNS
    ]
    made = [
        (_(target.field(name).label), _in_words(rule))
        for name, rule in entry.columns.items()
        if not _is_plain(rule) and name in target.names
    ]
    made += [(_("Only rows"), f"{n}: {', '.join(v)}") for n, v in entry.where.items()]
    in_rows = {name for name in asked if name in plain.values()}
    folded = more(number, entry, table.header, fields, in_rows)
    label = _(target.label)
    return EntryMatch(number, table.file, entry.target, label, fields, folded, columns, made)


def _is_plain(rule: Rule) -> bool:
    return bool(rule.column) and not rule.starts


def _column(
    number: int,
    place: int,
    name: str,
    chosen: str,
    examples: str,
    asked: dict[str, Question],
    used: dict[str, str],
    *,
    fresh: bool,
) -> ColumnMatch:
    question = asked.get(chosen) if chosen else None
    if question and not question.chosen:
        status = Status("warn", question.text)
    elif chosen:
        status = Status("done", _("Matched"))
    elif name in used:
        status = Status("done", _("Used for %(field)s") % {"field": used[name]})
    elif fresh:
        status = Status("warn", _("Not matched: choose or skip"))
    else:
        status = Status("none", _("Skipped"))
    return ColumnMatch(name, examples, f"c-{number}-{place}", chosen, status, question)


def _examples(table: Table) -> list[str]:
    """The first different values of every column, from the first rows."""
    chunk = next(table.chunks(), None)
    rows = list(islice(chunk.rows, 50)) if chunk else []
    found = []
    for place in range(len(table.header)):
        values = list(dict.fromkeys(row[place].strip() for row in rows if row[place].strip()))
        found.append(", ".join(v if len(v) <= 24 else v[:23] + "…" for v in values[:EXAMPLES]))
    return found


def _questions(number: int, entry: Entry, table: Table, plan: Plan | None) -> dict[str, Question]:
    """Open questions of the plan, and answers that were given before, by our field."""
    orders = [("dmy", _("Day first")), ("mdy", _("Month first"))]
    found: dict[str, Question] = {}
    if isinstance(entry.date_format, dict):
        for name, chosen in entry.date_format.items():
            if chosen in dict(orders) and name in entry.columns:
                text = _("Day first or month first?")
                found[name] = Question(f"d-{number}-{name}", text, orders, chosen)
    text = _("Which sign is before the decimals?")
    asked = [q for q in plan.questions if q.file == table.file] if plan else []
    for one in asked:
        name = str(one.params.get("field", ""))
        if one.kind == "date_ambiguous":
            order_text = _("Day first or month first?")
            found[name] = Question(f"d-{number}-{name}", order_text, orders)
        elif one.kind == "number_ambiguous":
            found[name] = Question(f"n-{number}", text, decimals(), entry.decimal)
    if entry.decimal:
        money = [f.name for f in TARGETS[entry.target].fields if f.kind.sql == "numeric"]
        for name in money:
            if name in entry.columns:
                found.setdefault(name, Question(f"n-{number}", text, decimals(), entry.decimal))
                break
    return found


def _in_words(rule: Rule) -> str:
    if rule.const is not None:
        return _("always “%(value)s”") % {"value": rule.const}
    if rule.template:
        return rule.template
    columns = ", ".join(rule.columns())
    if rule.first:
        return _("the first filled one of %(columns)s") % {"columns": columns}
    if rule.starts:
        return _("%(columns)s when it begins with %(starts)s") % {
            "columns": columns,
            "starts": rule.starts,
        }
    return _("%(columns)s put together") % {"columns": columns}
