"""A draft from what the CRM states, so that a plan begins with today's truth.

Each territory of the CRM becomes one of the plan, with one rule: "territory in the CRM is …". That
is as true as the statement, for accounts of next week too, and it can be read and replaced piece by
piece: the rules stand last among those about places, so any rule that is written wins. Who covers a
territory has the seat, or who covers the one above and owns accounts here; several people share it
evenly; days without anybody have an open seat.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

import crm.facts
import teams.facts
from audit.services import log
from kernel.dated import Days
from kernel.tree import Tree
from teams.services.refused import Refused
from territories.core.stated import StatedSeat, overlaps, seats
from territories.facts.models import owning_role
from territories.models import PlannedTerritory, Rule, Seat, TerritoryModel
from territories.services.placing import Placed, place
from territories.services.plans.making import create

type Covers = tuple[int, Days]
LAST = 1000  # so that rules which people write (100 by default) are tried before


@dataclass(frozen=True, slots=True)
class Stated:
    """The draft, territories that several people share, those with an open seat now, and where
    its rules put the accounts."""

    model: TerritoryModel
    shared: list[str]
    open: list[str]
    placed: Placed


@transaction.atomic
def from_stated(*, by: Any, name: str, starts_on: date | None = None, note: str = "") -> Stated:
    """Refused when the CRM states no territories at all."""
    known = list(teams.facts.territories().order_by("name", "pk"))
    if not known:
        raise Refused(
            _("The CRM states no territories. Load them, or start with an empty plan and add them.")
        )
    model = create(by=by, name=name, note=note, starts_on=starts_on)
    tree = Tree({row.pk: row.parent_id for row in known})
    planned = _territories(model, known, tree)
    _rules(planned)
    shared, vacant = _seats(planned, tree)
    found = Stated(model, shared, vacant, place(model.pk))
    log(by=by, act="from_stated", obj=model, after={"territories": len(known)})
    return found


def _territories(
    model: TerritoryModel, known: list[Any], tree: Tree[int]
) -> dict[int, PlannedTerritory]:
    """By the id of the territory that it stands for; parents first."""
    rows, role = {row.pk: row for row in known}, owning_role()
    made: dict[int, PlannedTerritory] = {}
    for pk in tree.walk():
        row = rows[pk]
        made[pk] = PlannedTerritory.objects.create(
            model=model,
            slug=row.slug,
            name=row.name,
            parent=made.get(row.parent_id),
            role=role,
            territory_id=pk,
        )
    return made


def _rules(planned: dict[int, PlannedTerritory]) -> None:
    Rule.objects.bulk_create(
        Rule(
            territory=one,
            kind=Rule.Kind.GEOGRAPHY,
            number=LAST,
            include=[{"field": "stated_territory", "op": "in", "values": [one.slug]}],
        )
        for one in planned.values()
    )


def _seats(planned: dict[int, PlannedTerritory], tree: Tree[int]) -> tuple[list[str], list[str]]:
    """Names of the territories that are shared, and of those with nobody today."""
    today = teams.facts.today()
    covered: dict[int, list[Covers]] = defaultdict(list)
    for rep, territory, valid in teams.facts.coverage(today):
        covered[territory].append((rep, Days(valid.lower, valid.upper)))
    owners = _owners(planned)
    shared, vacant, rows = [], [], []
    for pk, one in planned.items():
        is_needed = pk in owners or not tree.children.get(pk)
        if pk not in covered and not is_needed:
            continue
        found = seats(_covering(pk, tree, covered, owners[pk]), today)
        shared += [one.name] if overlaps(found) else []
        vacant += [one.name] if any(s.rep is None and today in s.days for s in found) else []
        rows += [_seat(one, seat) for seat in found]
    Seat.objects.bulk_create(rows)
    return shared, vacant


def _covering(
    pk: int, tree: Tree[int], covered: dict[int, list[Covers]], owners: set[int]
) -> list[Covers]:
    """Who covers the territory itself; else those who cover the nearest one above and own accounts
    here, or all of them when none does."""
    if pk in covered:
        return covered[pk]
    above = next((covered[node] for node in tree.above(pk) if node in covered), [])
    return [one for one in above if one[0] in owners] or above


def _owners(planned: dict[int, PlannedTerritory]) -> defaultdict[int, set[int]]:
    """Who owns accounts of each territory that holds any, as the CRM states it."""
    places = {one.slug: pk for pk, one in planned.items()}
    stated = crm.facts.accounts().filter(stated_territory__in=places).order_by()
    found: defaultdict[int, set[int]] = defaultdict(set)
    for slug, rep in stated.values_list("stated_territory", "stated_owner").distinct():
        found[places[slug]].add(rep)
    return found


def _seat(place: PlannedTerritory, seat: StatedSeat) -> Seat:
    return Seat(
        territory=place,
        role_id=place.role_id,
        rep_id=seat.rep,
        share=seat.share,
        valid=DateRange(seat.days.start, seat.days.end),
    )
