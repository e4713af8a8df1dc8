"""A draft from what the CRM states, so that a plan begins with today's truth.

Each territory of the CRM becomes one of the plan, with one rule: "territory in the CRM is …". That
is as true as the statement, for accounts of next week too, and it can be read and replaced piece by
piece: the rules stand last among those about places, so any rule that is written wins. Who covers a
territory has the seat; several people share it evenly; days without anybody have an open seat.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

import teams.facts
from audit.services import log
from kernel.dated import Days
from kernel.tree import Tree
from teams.services.refused import Refused
from territories.core.stated import overlaps, seats
from territories.facts.models import owning_role
from territories.models import PlannedTerritory, Rule, Seat, TerritoryModel
from territories.services.placing import Placed, place
from territories.services.plans.making import create

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
    planned = _territories(model, known)
    _rules(planned)
    shared, vacant = _seats(planned, _holding(known))
    found = Stated(model, shared, vacant, place(model.pk))
    log(by=by, act="from_stated", obj=model, after={"territories": len(known)})
    return found


def _territories(model: TerritoryModel, known: list[Any]) -> dict[int, PlannedTerritory]:
    """By the id of the territory that it stands for; parents first."""
    rows, role = {row.pk: row for row in known}, owning_role()
    made: dict[int, PlannedTerritory] = {}
    for pk in Tree({row.pk: row.parent_id for row in known}).walk():
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


def _holding(known: list[Any]) -> set[int]:
    """Territories that need somebody: those with accounts, and those with none below them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT t.id FROM teams_territory t WHERE EXISTS
               (SELECT FROM crm_account a WHERE a.stated_territory = t.slug)"""
        )
        held = {pk for (pk,) in cursor.fetchall()}
    above = {row.parent_id for row in known}
    return held | {row.pk for row in known if row.pk not in above}


def _seats(planned: dict[int, PlannedTerritory], needed: set[int]) -> tuple[list[str], list[str]]:
    """Names of the territories that are shared, and of those with nobody today."""
    today = teams.facts.today()
    covered: dict[int, list[tuple[int, Days]]] = defaultdict(list)
    for rep, territory, valid in teams.facts.coverage(today):
        covered[territory].append((rep, Days(valid.lower, valid.upper)))
    shared, vacant, rows = [], [], []
    for pk, one in planned.items():
        if pk not in covered and pk not in needed:
            continue
        found = seats(covered[pk], today)
        shared += [one.name] if overlaps(found) else []
        vacant += [one.name] if any(s.rep is None and today in s.days for s in found) else []
        rows += [
            Seat(
                territory=one,
                role_id=one.role_id,
                rep_id=seat.rep,
                share=seat.share,
                valid=DateRange(seat.days.start, seat.days.end),
            )
            for seat in found
        ]
    Seat.objects.bulk_create(rows)
    return shared, vacant
