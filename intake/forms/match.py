"""The page "Match columns" as a mapping: columns, fixed texts, formats, and what values mean."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import QueryDict

from intake.core.mapping import Entry, Mapping, Rule, text_of, text_rule
from intake.core.tables import Table
from intake.core.target import DATES, TARGETS

ORDERS = ("dmy", "mdy")


def mapping_from(post: QueryDict, mapping: Mapping, tables: list[Table]) -> Mapping:
    """The mapping as the page says it now; Unreadable when a text cannot be understood.

    The folded part of an entry counts only when the page had it (`more-N`): without it fixed
    texts, formats and meanings stay as they were.
    """
    entries = []
    for number, entry in enumerate(mapping.entries):
        table = next((t for t in tables if entry.matches(t.file)), None)
        entries.append(_entry(post, number, entry, table) if table else entry)
    return replace(mapping, entries=tuple(entries))


def _entry(post: QueryDict, number: int, entry: Entry, table: Table) -> Entry:
    chosen = _chosen(post, number, entry, table)
    columns = {**_made(post, number, entry, chosen)}
    columns |= {name: rule for name, rule in chosen.items() if name not in columns}
    return replace(
        entry,
        columns=columns,
        values={n: v for n, v in _values(post, number, entry).items() if n in columns},
        date_format=_formats(post, number, entry, columns),
        decimal=_decimal(post, number, entry),
    )


def _chosen(post: QueryDict, number: int, entry: Entry, table: Table) -> dict[str, Rule]:
    """Fields that are one column; a rule that says more about its column keeps saying it."""
    names = set(TARGETS[entry.target].names)
    before = {rule.column: rule for rule in entry.columns.values() if rule.column}
    chosen: dict[str, Rule] = {}
    for place, column in enumerate(table.header):
        given = post.get(f"c-{number}-{place}", "")
        if given in names and given not in chosen:
            known = before.get(column)
            same = known if known and entry.columns.get(given) is known else None
            chosen[given] = same or Rule(column=column)
    return chosen


def _made(post: QueryDict, number: int, entry: Entry, chosen: dict[str, Rule]) -> dict[str, Rule]:
    """Fields that are no plain column. Of a column and a text, the one that is new counts."""
    made = {n: r for n, r in entry.columns.items() if not r.column or r.starts}
    if f"more-{number}" not in post:
        return {n: r for n, r in made.items() if n not in chosen}
    before = {n: text for n, r in made.items() if (text := text_of(r)) is not None}
    kept = {n: r for n, r in made.items() if n not in before and n not in chosen}
    names = set(TARGETS[entry.target].names)
    for name, text in _rows(post, f"x-{number}", "field", "text"):
        if name in names and text.strip() and not (name in chosen and before.get(name) == text):
            kept[name] = made[name] if before.get(name) == text else text_rule(text.strip())
    return kept


def _values(post: QueryDict, number: int, entry: Entry) -> dict[str, dict[str, str]]:
    """What their values mean; an empty meaning empties the field."""
    if f"more-{number}" not in post:
        return entry.values
    found: dict[str, dict[str, str]] = {}
    for name, value, meant in _rows(post, f"v-{number}", "field", "value", "meant"):
        if name and value.strip():
            found.setdefault(name, {})[value.strip()] = meant.strip()
    return found


def _formats(
    post: QueryDict, number: int, entry: Entry, columns: dict[str, Rule]
) -> str | dict[str, str]:
    """Per field: the answer to the question of its row, else what the folded part says."""
    target, found = TARGETS[entry.target], {}
    for name in columns:
        if target.field(name).kind in DATES:
            said = post.get(f"d-{number}-{name}", post.get(f"f-{number}-{name}"))
            found[name] = entry.date_format_of(name) if said is None else said.strip()[:40]
    return {name: form for name, form in found.items() if form}


def _decimal(post: QueryDict, number: int, entry: Entry) -> str:
    said = post.get(f"n-{number}", post.get(f"m-{number}"))
    if said is None:
        return entry.decimal
    return said if said in (".", ",") else ""


def _rows(post: QueryDict, prefix: str, *parts: str) -> Iterator[tuple[str, ...]]:
    """Numbered rows of inputs until the first that the page did not have."""
    number = 0
    while f"{prefix}-{number}-{parts[0]}" in post:
        yield tuple(str(post.get(f"{prefix}-{number}-{part}", "")) for part in parts)
        number += 1
