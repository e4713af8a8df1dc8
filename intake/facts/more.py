"""The folded part of the match page: fixed texts, formats, and what values mean."""

from collections.abc import Container
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from intake.core.mapping import Entry, text_of
from intake.core.target import DATES, NUMBERS, TARGETS

EMPTY_ROWS = 2  # to be filled in; saving brings new ones
PATTERNS = ("dmy", "mdy", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y%m%d")
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TextRow:
    """A field and its text; {Column} stands for the cell of a column."""

    name: str
    chosen: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class MeaningRow:
    """A value of the file and what it means for a field."""

    name: str
    chosen: str = ""
    value: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class FormatRow:
    name: str
    label: str
    form: str


@dataclass(frozen=True, slots=True)
class More:
    """`fields` can be given a text, `mapped` have values that can be translated."""

    number: int
    fields: Choices
    mapped: Choices
    example: str
    texts: list[TextRow] = field(default_factory=list)
    formats: list[FormatRow] = field(default_factory=list)
    meanings: list[MeaningRow] = field(default_factory=list)
    decimal: str = ""
    decimals: Choices = field(default_factory=list)
    patterns: tuple[str, ...] = PATTERNS


def decimals() -> Choices:
    return [(".", _("1,234.50")), (",", _("1.234,50"))]


def more(
    number: int, entry: Entry, header: list[str], fields: Choices, asked: Container[str]
) -> More:
    """`asked` are fields whose convention is asked in their own row of the page."""
    target = TARGETS[entry.target]
    known = [name for name in entry.columns if name in target.names]
    texts = [(n, text) for n in known if (text := text_of(entry.columns[n])) is not None]
    numbers = [n for n in known if target.field(n).kind in NUMBERS]
    days = [n for n in known if target.field(n).kind in DATES and n not in asked]
    meant = [(n, a, b) for n, values in entry.values.items() for a, b in values.items()]
    return More(
        number=number,
        fields=fields,
        mapped=[(n, _(target.field(n).label)) for n in known],
        example=" ".join(f"{{{name}}}" for name in header[:2]),
        texts=[
            TextRow(f"x-{number}-{place}", *row)
            for place, row in enumerate([*texts, *[("", "")] * EMPTY_ROWS])
        ],
        formats=[
            FormatRow(f"f-{number}-{n}", _(target.field(n).label), entry.date_format_of(n))
            for n in days
        ],
        meanings=[
            MeaningRow(f"v-{number}-{place}", *row)
            for place, row in enumerate([*meant, *[("", "", "")] * EMPTY_ROWS])
        ],
        decimal=entry.decimal,
        decimals=decimals() if numbers and not any(n in asked for n in numbers) else [],
    )
