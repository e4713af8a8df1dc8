"""A model as four sheets: territories, rules, seats, accounts. Each row has a key and a version.

The version names what the row said. A row that says the same as its version was not touched by
whoever edited the file; one that says something else is only taken while the stored row still is
as it was exported.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from territories.core import cells
from territories.core.cells import VERSION, Cells
from territories.core.precedence import Level
from territories.core.written import write
from territories.models import (
    AccountLock,
    NamedAccount,
    Placement,
    PlannedTerritory,
    Rule,
    SalesRole,
    Seat,
)

type Keys = Collection[str] | None  # None: all

PIECE = 5_000  # accounts at a time
KINDS = tuple(kind.name.lower() for kind in (Level.SEGMENT, Level.GEOGRAPHY, Level.REST))


@dataclass(frozen=True, slots=True)
class Column:
    """`read` makes one writing of a cell. `told`: only for the reader, changes nothing."""

    name: str
    read: cells.Read
    is_number: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """`own_key`: new rows bring their key; else it is given to them, and new rows have none.

    `closed`: rows are not made here (accounts come from the CRM); a list of them from elsewhere,
    without versions, is welcome.
    """

    slug: str
    label: str | Promise
    key: str
    columns: tuple[Column, ...]
    stored: Callable[[int, Keys], Iterator[Cells]]
    own_key: bool = False
    closed: bool = False

    @property
    def heads(self) -> list[str]:
        return [self.key, *(column.name for column in self.columns), VERSION]

    def rows(self, model_id: int) -> Iterator[list[Any]]:
        """What is exported."""
        for row in self.stored(model_id, None):
            yield [
                row[self.key],
                *(_cell(column, row[column.name]) for column in self.columns),
                self.version(row),
            ]

    def version(self, row: Cells) -> str:
        told = {column.name for column in self.columns if column.told}
        return cells.version({name: text for name, text in row.items() if name not in told})


def _cell(column: Column, text: str) -> Any:
    return cells.decimal(text) if column.is_number and text else text


def _territories(model_id: int, keys: Keys) -> Iterator[Cells]:
    rows = PlannedTerritory.objects.filter(model=model_id).select_related("parent", "role")
    for row in rows if keys is None else rows.filter(slug__in=keys):
        yield {
            "territory": row.slug,
            "name": row.name,
            "parent": row.parent.slug if row.parent else "",
            "role": row.role.slug,
            "target": cells.plain(row.target),
            "country": row.country,
            "state": row.state,
        }


def _rules(model_id: int, keys: Keys) -> Iterator[Cells]:
    rows = Rule.objects.filter(territory__model=model_id).select_related("territory")
    for row in rows if keys is None else rows.filter(pk__in=_numbers(keys)):
        yield {
            "rule": str(row.pk),
            "territory": row.territory.slug,
            "kind": Level(row.kind).name.lower(),
            "number": str(row.number),
            "include": write(row.include),
            "exclude": write(row.exclude),
            "note": row.note,
        }


def _seats(model_id: int, keys: Keys) -> Iterator[Cells]:
    rows = Seat.objects.filter(territory__model=model_id)
    rows = rows.select_related("territory", "role", "rep")
    for row in rows if keys is None else rows.filter(pk__in=_numbers(keys)):
        yield {
            "seat": str(row.pk),
            "territory": row.territory.slug,
            "role": row.role.slug,
            "person": row.rep.external_id if row.rep else "",
            "share": cells.plain(row.share),
            "from": row.valid.lower.isoformat() if row.valid.lower else "",
            "to": row.valid.upper.isoformat() if row.valid.upper else "",
        }


def _accounts(model_id: int, keys: Keys) -> Iterator[Cells]:
    """Where accounts are in the role that owns them; named and locked ones even before the rules
    have placed them."""
    for piece in batched(_account_ids(model_id, keys), PIECE):
        yield from _of_accounts(model_id, list(piece))


def _account_ids(model_id: int, keys: Keys) -> Iterator[int]:
    if keys is not None:
        yield from account_ids(keys).values()
        return
    placed = Placement.objects.filter(model=model_id, role__owns_accounts=True)
    of_owners = Q(territory__model=model_id, territory__role__owns_accounts=True)
    named = NamedAccount.objects.filter(of_owners)
    locked = AccountLock.objects.filter(model=model_id)
    every = placed.order_by().values_list("account", flat=True)
    every = every.union(named.order_by().values_list("account", flat=True))
    every = every.union(locked.order_by().values_list("account", flat=True))
    yield from every.order_by("account").iterator(PIECE)


def account_ids(external_ids: Collection[str]) -> dict[str, int]:
    """Ids of accounts by their id in the CRM."""
    account = NamedAccount._meta.get_field("account").related_model
    rows: Any = account._default_manager.filter(external_id__in=external_ids)
    return dict(rows.values_list("external_id", "pk"))


def _of_accounts(model_id: int, ids: list[int]) -> Iterator[Cells]:
    account: Any = NamedAccount._meta.get_field("account").related_model
    own = Q(account__in=ids)
    placed = dict(
        Placement.objects.filter(own, model=model_id, role__owns_accounts=True).values_list(
            "account", "territory__slug"
        )
    )
    named = {row.account_id: row for row in names_of(model_id, ids).select_related("territory")}
    locked = dict(AccountLock.objects.filter(own, model=model_id).values_list("account", "reason"))
    rows = account._default_manager.filter(pk__in=ids).order_by("pk")
    for pk, key, name in rows.values_list("pk", "external_id", "name"):
        by_name = named.get(pk)
        yield {
            "account": key,
            "name": name,
            "territory": by_name.territory.slug if by_name else placed.get(pk) or "",
            "named": "yes" if by_name else "",
            "why": by_name.why if by_name else "",
            "lock": "yes" if pk in locked else "",
            "lock_reason": locked.get(pk, ""),
        }


def names_of(model_id: int, ids: Collection[int]) -> Any:
    """Names of accounts in the role that owns them."""
    rows = NamedAccount.objects.filter(account__in=ids, territory__model=model_id)
    return rows.filter(territory__role__owns_accounts=True).order_by("-pk")


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal() and len(key) < 19]


def owning_role() -> SalesRole:
    return SalesRole.objects.get(owns_accounts=True)


_SLUG = cells.words(120)
SHEETS = (
    Sheet(
        "territories",
        _("Territories"),
        "territory",
        (
            Column("name", cells.words(200, needed=True)),
            Column("parent", _SLUG),
            Column("role", _SLUG),
            Column("target", cells.number(0), is_number=True),
            Column("country", cells.words(80)),
            Column("state", cells.words(80)),
        ),
        _territories,
        own_key=True,
    ),
    Sheet(
        "rules",
        _("Rules"),
        "rule",
        (
            Column("territory", cells.words(120, needed=True)),
            Column("kind", cells.one_of(*KINDS)),
            Column("number", cells.number(-1, 2_000_000_000, whole=True), is_number=True),
            Column("include", cells.conditions),
            Column("exclude", cells.conditions),
            Column("note", cells.words(200)),
        ),
        _rules,
    ),
    Sheet(
        "seats",
        _("Seats"),
        "seat",
        (
            Column("territory", cells.words(120, needed=True)),
            Column("role", cells.words(80, needed=True)),
            Column("person", cells.words(120)),
            Column("share", cells.number(0, 100), is_number=True),
            Column("from", cells.day),
            Column("to", cells.day),
        ),
        _seats,
    ),
    Sheet(
        "accounts",
        _("Accounts"),
        "account",
        (
            Column("name", cells.words(250), told=True),
            Column("territory", _SLUG),
            Column("named", cells.yes_or_no),
            Column("why", cells.words(250)),
            Column("lock", cells.yes_or_no),
            Column("lock_reason", cells.words(250)),
        ),
        _accounts,
        closed=True,
    ),
)
BY_SLUG = {sheet.slug: sheet for sheet in SHEETS}
