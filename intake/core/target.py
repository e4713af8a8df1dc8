"""What can be loaded: a target and its fields. One file per target in `intake/targets/`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from intake.core.messages import gettext_noop as _
from kernel.registry import Registry

Columns = dict[str, Sequence[str]]


class Kind(StrEnum):
    """How a field's cells are read. The value is the type of the staging column."""

    ID = "text id"
    REF = "text ref"
    TEXT = "text"
    EMAIL = "text email"
    CURRENCY = "text currency"
    CHOICE = "text choice"
    DAY = "date"
    MOMENT = "timestamptz"
    MONEY = "numeric money"
    NUMBER = "numeric"
    SHARE = "numeric share"
    PERCENT = "numeric percent"
    WHOLE = "integer"
    BOOLEAN = "boolean"

    @property
    def sql(self) -> str:
        return self.value.split(" ")[0]


DATES = (Kind.DAY, Kind.MOMENT)
NUMBERS = (Kind.MONEY, Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.PERCENT)


@dataclass(frozen=True, slots=True)
class Field:
    """One canonical column.

    `soft`: a cell that cannot be read is left empty and told; otherwise its row is set aside.
    `helper`: only used to derive other fields, never stored itself.
    """

    name: str
    kind: Kind
    label: str
    description: str = ""
    example: str = ""
    synonyms: tuple[str, ...] = ()
    required: bool = False
    soft: bool = False
    helper: bool = False
    positive: bool = False
    open_end: bool = False
    most: int = 2_147_483_647  # of whole numbers and quantities: what the column holds
    limit: int = 250
    choices: dict[str, str] = field(default_factory=dict)
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """`key` names a row in issues; `sequence` pairs of days where the second is not earlier.

    `derive` fills fields from helpers, column-wise, knowing how many rows there are and the day
    of the export; `widen` makes several staged rows of one (at most `stride`).
    """

    label: str
    description: str
    order: int
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...] = ()
    sequence: tuple[tuple[str, str], ...] = ()
    derive: Callable[[Columns, int, date], None] | None = None
    widen: Callable[[Columns, list[int]], tuple[Columns, list[int]]] | None = None
    stride: int = 1
    together: bool = False  # rows point at rows of the same target: its files are one

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)

    @property
    def names(self) -> list[str]:
        return [f.name for f in self.fields]

    def problems(self, given: set[str]) -> list[str]:
        """Required fields that a mapping does not give; alternatives as "a or b"."""
        missing = [f.name for f in self.fields if f.required and f.name not in given]
        return missing + [" or ".join(g) for g in self.one_of if not given.intersection(g)]


TARGETS: Registry[Target] = Registry(Target, "intake.targets")


def by_order() -> list[tuple[str, Target]]:
    """All targets so that whatever a row points at is loaded before it."""
    return sorted(TARGETS.items(), key=lambda item: item[1].order)


CRM_ID = _("Id of the record in the CRM; text, kept as it is.")
DELETED = Field(
    "deleted",
    Kind.BOOLEAN,
    _("Deleted"),
    _("Rows that are deleted in the CRM are skipped and counted."),
    "false",
    ("is deleted", "isdeleted", "fivetran deleted"),
    helper=True,
    soft=True,
)
