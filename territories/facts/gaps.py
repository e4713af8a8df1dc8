"""What a plan leaves out: accounts and places that nobody gets, territories without a person.

What is at stake: potential (a year) and the value of open deals, in the base currency; None where
nothing is known. The nearest territory is the one whose seat is the fewest kilometres away, as the
atlas knows both places; else the one to which most accounts of the same state go, else of the same
country, else of the same industry.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection

from territories.core.atlas import Held
from territories.core.places import find, kilometres
from territories.facts import models as plans
from territories.facts import sizes, ways
from territories.facts.parts import part_of, rows_of
from territories.models import Placement, PlannedTerritory, TerritoryModel
from versions.core import states

type Rows = Sequence[PlannedTerritory]

FIRST = 50  # accounts and places on the page; the list of accounts has all
KILOMETRES, STATE, COUNTRY, INDUSTRY = "kilometres", "state", "country", "industry"


@dataclass(frozen=True, slots=True)
class Nearest:
    """A territory, and by what most accounts like this one go there; or how far it is."""

    territory_id: int
    name: str
    by: str
    km: float | None = None


@dataclass(frozen=True, slots=True)
class AccountGap:
    id: int
    name: str
    country: str
    state: str
    industry: str
    potential: Decimal | None
    pipeline: Decimal | None
    nearest: Nearest | None = None


@dataclass(frozen=True, slots=True)
class PlaceGap:
    """Every account of the place is nobody's."""

    country: str
    state: str
    accounts: int
    potential: Decimal | None
    nearest: Nearest | None = None


@dataclass(frozen=True, slots=True)
class SeatGap:
    """Nobody sits there: no seat at all (`is_open` False), or an open one, or somebody who left.

    `left`: names of those who have the seat and left the company. `owners`: in force, who looks
    after its accounts until somebody sits there.
    """

    territory_id: int
    slug: str
    name: str
    is_open: bool
    accounts: int
    potential: Decimal | None
    pipeline: Decimal | None
    left: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """Of all accounts that are nobody's; `contested`: accounts with rivals, in all roles."""

    accounts: int
    potential: Decimal | None
    pipeline: Decimal | None
    contested: int


OPEN = """
LEFT JOIN (SELECT account_id, sum(value) AS value FROM crm_opportunity
           WHERE status = 'open' GROUP BY 1) d ON d.account_id = p.account_id
"""
PLACED = "territories_placement p JOIN crm_account a ON a.id = p.account_id"
MINE = """p.model_id = %(model)s
    AND p.role_id = (SELECT id FROM territories_salesrole WHERE owns_accounts)"""
ACCOUNTS = f"""
SELECT a.id, a.name, a.country, a.state, a.industry, a.potential, d.value
FROM {PLACED} {OPEN} WHERE {MINE} AND p.territory_id IS NULL
ORDER BY COALESCE(a.potential, 0) + COALESCE(d.value, 0) DESC, a.name, a.id LIMIT {FIRST}
"""
TOTAL = f"""
SELECT count(*), sum(a.potential), sum(d.value),
    (SELECT count(*) FROM territories_placement WHERE model_id = %(model)s AND rivals > 0)
FROM {PLACED} {OPEN} WHERE {MINE} AND p.territory_id IS NULL
"""
PLACES = f"""
SELECT a.country, a.state, p.territory_id, count(*), sum(a.potential) FROM {PLACED}
WHERE {MINE} AND a.country <> '' GROUP BY 1, 2, 3
"""
INDUSTRIES = f"""
SELECT a.industry, p.territory_id, count(*) FROM {PLACED}
WHERE {MINE} AND p.territory_id IS NOT NULL AND a.industry = ANY(%(industries)s) GROUP BY 1, 2
"""
SEATS = f"""
SELECT p.territory_id, sum(d.value) FROM territories_placement p {OPEN}
WHERE {MINE} AND p.territory_id = ANY(%(seats)s) GROUP BY 1
"""


OWNERS = f"""
SELECT p.territory_id, array_agg(DISTINCT w.name ORDER BY w.name)
FROM {PLACED} JOIN teams_rep w ON w.id = a.owner_id
WHERE {MINE} AND p.territory_id = ANY(%(seats)s) GROUP BY 1
"""


def total(model: TerritoryModel) -> Total:
    return Total(*_ask(TOTAL, model)[0])


def left_out(model: TerritoryModel, rows: Rows) -> tuple[list[AccountGap], list[PlaceGap]]:
    """Accounts that nobody gets, the largest first; and states (or countries, where no state is
    known) of which no account has a territory. `rows`: all territories of the model."""
    held = [Held(*row) for row in _ask(PLACES, model)]
    accounts = [AccountGap(*row) for row in _ask(ACCOUNTS, model)]
    near = _Near(model, rows, held, accounts)
    return (
        [replace(one, nearest=near.of(one)) for one in accounts],
        [replace(one, nearest=near.of(one)) for one in _places(held)[:FIRST]],
    )


def _places(held: Iterable[Held]) -> list[PlaceGap]:
    """Where nobody has an account; the most at stake first."""
    by_place: dict[tuple[str, str], list[Held]] = {}
    for one in held:
        by_place.setdefault((one.country, one.state), []).append(one)
    alone = [here[0] for here in by_place.values() if all(o.territory is None for o in here)]
    found = [PlaceGap(o.country, o.state, o.accounts, o.potential) for o in alone]
    return sorted(
        found,
        key=lambda one: (
            one.potential is None, -(one.potential or 0), -one.accounts, one.country, one.state,
        ),
    )  # fmt: skip


def seats(model: TerritoryModel, day: date, rows: Rows | None = None) -> list[SeatGap]:
    """Territories at the bottom of the tree; the most at stake first. `rows`: all of the model."""
    rows = rows_of(model) if rows is None else rows
    owning = {row.role_id for row in rows if row.role.owns_accounts}
    known = [one for one in plans.territories_of(model.pk, rows) if one.role_id in owning]
    above = {one.parent_id for one in known}
    held = plans.holders(model.pk, day)
    there = {pk: [one for one in seats if one.role_id in owning] for pk, seats in held.items()}
    empty = [
        one
        for one in known
        if one.id not in above
        and not any(seat.rep_id and not seat.has_left for seat in there.get(one.id, ()))
    ]
    size = sizes.sizes(model, day)
    ids = [one.id for one in empty]
    worth = dict(_ask(SEATS, model, seats=ids))
    owners = dict(_ask(OWNERS, model, seats=ids)) if model.state == states.ACTIVE else {}
    found = []
    for one in empty:
        own, seated = size.get(one.id, sizes.Size()), there.get(one.id, [])
        left = tuple(seat.name for seat in seated if seat.rep_id)
        found.append(
            SeatGap(one.id, one.slug, one.name, bool(seated), own.accounts, own.potential,
                    worth.get(one.id), left, tuple(owners.get(one.id, ())))
        )  # fmt: skip
    return sorted(found, key=lambda one: (-(one.potential or 0), -one.accounts, one.name))


def ids_of_place(model: TerritoryModel, country: str, state: str) -> list[int]:
    """Accounts of a place that are nobody's."""
    rows = Placement.objects.filter(
        model=model, role__owns_accounts=True, territory=None,
        account__country=country, account__state=state,
    )  # fmt: skip
    return list(rows.values_list("account_id", flat=True))


class _Near:
    """Which seats are nearest, and to which territories accounts like the given ones go."""

    def __init__(
        self,
        model: TerritoryModel,
        rows: Rows,
        held: Iterable[Held],
        accounts: Iterable[AccountGap],
    ) -> None:
        self.model, self.names = model, {row.pk: row.name for row in rows}
        self.seats = ways.seats(part_of(model, rows=rows))
        self.by_place = [
            (one.country, one.state, one.territory, one.accounts)
            for one in held
            if one.territory in self.names
        ]
        self.industries = {one.industry for one in accounts} - {""}

    @cached_property
    def by_industry(self) -> list[tuple[str, int, int]]:
        """Only asked where places don't help."""
        found = _ask(INDUSTRIES, self.model, industries=list(self.industries))
        return [(industry, t, n) for industry, t, n in found if t in self.names]

    def of(self, one: Any) -> Nearest | None:
        """By kilometres, else the most frequent one; the lowest id among equals."""
        if nearest := self._by_way(one):
            return nearest
        state = [(t, n) for c, s, t, n in self.by_place if s and (c, s) == (one.country, one.state)]
        country = [(t, n) for c, _s, t, n in self.by_place if c == one.country]
        for by, found in ((STATE, state), (COUNTRY, country)):
            if found:
                return self._named(by, found)
        alike = getattr(one, "industry", "")
        industry = [(t, n) for i, t, n in self.by_industry if i == alike] if alike else []
        return self._named(INDUSTRY, industry) if industry else None

    def _named(self, by: str, found: Iterable[tuple[int, int]]) -> Nearest:
        pk = _most(found)
        return Nearest(pk, self.names[pk], by)

    def _by_way(self, one: Any) -> Nearest | None:
        place = find(one.country, one.state)
        if place is None:
            return None
        far = {pk: kilometres(place.centre, seat) for pk, seat in self.seats.items() if seat}
        if not far:
            return None
        pk = min(far, key=lambda pk: (far[pk], pk))
        return Nearest(pk, self.names[pk], KILOMETRES, far[pk])


def _most(found: Iterable[tuple[int, int]]) -> int:
    count: Counter[int] = Counter()
    for territory, n in found:
        count[territory] += n
    return min(count, key=lambda pk: (-count[pk], pk))


def _ask(text: str, model: TerritoryModel, **more: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, {"model": model.pk, **more})
        return list(cursor.fetchall())
