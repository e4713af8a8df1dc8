"""Decides the convention of every column of an entry, over the first rows or over all of them.

The first rows are enough when they prove something; a reader that meets a contradiction later
raises ConventionBroken, and the whole file is studied. Questions end the load before it begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any

from intake.core.columns.base import Reader
from intake.core.columns.date_forms import UTC
from intake.core.columns.date_study import DateStudy
from intake.core.columns.dates import DateReader
from intake.core.columns.money import CurrencyReader, MoneyReader
from intake.core.columns.numbers import NumberConvention, NumberReader, NumberStudy
from intake.core.columns.percents import PercentReader, PercentStudy
from intake.core.columns.words import (
    BooleanReader,
    ChoiceReader,
    EmailReader,
    IdReader,
    IdStudy,
    TextReader,
)
from intake.core.extract import Extract
from intake.core.issues import Flaw, Issue, Severity
from intake.core.mapping import Entry
from intake.core.tables import NumberCell, Table
from intake.core.target import DATES, TARGETS, Field, Kind, Target

_NUMBERS = (Kind.MONEY, Kind.NUMBER, Kind.WHOLE)
_SHARES = (Kind.SHARE, Kind.PERCENT)
_IDS = (Kind.ID, Kind.REF)
_NEIGHBOUR_ROWS = 2_000
_FIRST_CHUNKS = 2  # a short one, so that wide files show their width, and a full one


@dataclass(frozen=True, slots=True)
class Setting:
    """What the company brings: its time zone and currency, and the day of the export."""

    zone: tzinfo = UTC
    currency: str = "USD"
    as_of: date = date.max


@dataclass(slots=True)
class Decided:
    """A reader per field, questions that must be answered, and things worth telling.

    `conventions` say what each column was found to be; how sure that is, is no part of it.
    """

    readers: dict[str, Reader] = field(default_factory=dict)
    conventions: dict[str, str] = field(default_factory=dict)
    questions: list[Issue] = field(default_factory=list)
    notes: list[Issue] = field(default_factory=list)


def study(
    entry: Entry, table: Table, extract: Extract, setting: Setting, *, whole: bool = False
) -> Decided:
    """Readers for all fields of the entry. `whole` looks at every row of the file."""
    target = TARGETS[entry.target]
    studies = {n: s for n in entry.columns if (s := _study_of(target.field(n).kind)) is not None}
    partial: set[str] = set()
    for number, chunk in enumerate(table.chunks()):
        names = list(studies) if number < _FIRST_CHUNKS or whole else _open(studies)
        partial |= studies.keys() - set(names)
        if not names:
            break
        chunk = extract.wanted(chunk)
        for name in names:
            studies[name].see(set(extract.cells(name, chunk)))
    return _decide(entry, table, target, studies, setting, partial)


def _open(studies: dict[str, Any]) -> list[str]:
    """Columns that the rows so far leave open; they are looked at to the end."""
    return [name for name, one in studies.items() if one.undecided]


def _study_of(kind: Kind) -> Any:
    if kind in DATES:
        return DateStudy()
    if kind in _NUMBERS:
        return NumberStudy()
    if kind in _SHARES:
        return PercentStudy()
    return IdStudy() if kind in _IDS else None


def _decide(
    entry: Entry,
    table: Table,
    target: Target,
    studies: dict[str, Any],
    setting: Setting,
    partial: set[str],
) -> Decided:
    decided = Decided()
    sibling = _damaged(entry, table, target, studies)
    for name, rule in entry.columns.items():
        one = target.field(name)
        found = studies.get(name)
        convention: Any = None
        if found is not None:
            wanted = entry.date_format_of(name) if one.kind in DATES else entry.decimal
            wanted = "" if one.kind in _IDS else wanted
            convention = found.decide(wanted, complete=name not in partial)
        if isinstance(convention, Flaw):
            column = (rule.columns() or [name])[0]
            params = {**convention.params, "field": name}
            value = str(params.get("value", ""))
            question = Issue(
                convention.kind, table.file, None, column, value, Severity.QUESTION, params
            )
            decided.questions.append(question)
            continue
        if isinstance(convention, NumberConvention) and sibling and not entry.decimal:
            convention = _with_sibling(convention, found, sibling)
        decided.conventions[name] = repr(convention)
        decided.readers[name] = _reader(one, rule.columns(), convention, table, setting)
        if one.kind is Kind.ID and convention.strip_zero:
            column = (rule.columns() or [name])[0]
            note = Issue("ids_cleaned", table.file, None, column, "", Severity.INFO)
            decided.notes.append(note)
    return decided


def _reader(
    one: Field, columns: Sequence[str], convention: Any, table: Table, setting: Setting
) -> Reader:
    column = columns[0] if columns else one.name
    remember = not table.typed
    kind = one.kind
    if kind in DATES:
        return DateReader(
            convention,
            column=column,
            moment=kind is Kind.MOMENT,
            zone=setting.zone,
            remember=remember,
            open_end=one.open_end,
        )
    if kind in _NUMBERS:
        reader = MoneyReader if kind is Kind.MONEY else NumberReader
        return reader(
            convention,
            column=column,
            whole=kind is Kind.WHOLE,
            positive=one.positive,
            most=10**15 if kind is Kind.MONEY else one.most,
            remember=remember,
        )
    if kind in _SHARES:
        number, percent = convention
        as_percent = kind is Kind.PERCENT
        return PercentReader(
            number, percent, column=column, as_percent=as_percent, remember=remember
        )
    if kind in _IDS:
        limit = one.limit if one.limit < 120 else 120 if kind is Kind.ID else 250
        return IdReader(convention, column=column, limit=limit, remember=remember)
    if kind is Kind.CHOICE:
        return ChoiceReader(one.choices, fallback=one.fallback)
    plain = {Kind.BOOLEAN: BooleanReader, Kind.EMAIL: EmailReader, Kind.CURRENCY: CurrencyReader}
    if kind in plain:
        return plain[kind]()
    return TextReader(limit=one.limit)


def _with_sibling(
    convention: NumberConvention, found: Any, sibling: tuple[str, set[str]]
) -> NumberConvention:
    column, separators = sibling
    if convention.decimal == "mixed" or not (found.separators & separators):
        return convention
    return NumberConvention(convention.decimal, convention.complete, column, convention.proven)


def _damaged(
    entry: Entry, table: Table, target: Target, studies: dict[str, Any]
) -> tuple[str, set[str]] | None:
    """A number column of the file, mapped or not, that proves both conventions."""
    numbers = {n: s for n, s in studies.items() if target.field(n).kind in _NUMBERS}
    for name, one in numbers.items():
        if one.mixed:
            return (entry.columns[name].columns() or [name])[0], one.separators
    if not any("," in one.separators for one in numbers.values()):
        return None
    return _damaged_neighbour(table)


def _damaged_neighbour(table: Table) -> tuple[str, set[str]] | None:
    chunk = next(table.chunks(), None)
    if chunk is None:
        return None
    rows = chunk.rows[:_NEIGHBOUR_ROWS]
    for position, name in enumerate(table.header):
        cells = {row[position].strip() for row in rows}
        plain = all(not c or set(c) <= set("0123456789.,-") for c in cells)
        if plain and any("," in c for c in cells if not isinstance(c, NumberCell)):
            one = NumberStudy()
            one.see(cells)
            if one.mixed:
                return name, one.separators
    return None
