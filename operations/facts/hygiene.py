"""Deals to put in order, and what they are together, as found by the last check."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from audit import facts as audit
from crm import facts as crm
from kpis.facts.freshness import RECOMPUTE
from operations.core.hygiene import Broken, Tally
from operations.models import UpkeepCheck, UpkeepSum
from teams import facts as teams
from teams.core.scope import Scope


def kept() -> UpkeepCheck | None:
    """The check that is kept, whether or not it is still up to date; `last` is the recompute that
    it should go with."""
    return UpkeepCheck.objects.annotate(last=audit.last_done_id(RECOMPUTE)).first()


def to_fix(scope: Scope) -> QuerySet[Any]:
    """Open deals that break rules, as `crm.facts.opportunities`, of their owner, the owner's team
    on the day of the check, or all. Columns besides: `at_stake`, `rules` (slugs)."""
    found = crm.opportunities().filter(finding__isnull=False)
    if scope.kind == "rep":
        found = found.filter(finding__owner=scope.id)
    elif scope.kind == "team":
        found = found.filter(finding__team__in=teams.sub_team_ids(scope.id))
    return found.annotate(at_stake=F("finding__value"), rules=F("finding__rules"))


@dataclass(frozen=True, slots=True)
class Standings:
    """A scope's sums; those of its teams and people one level down; those of all the people in it,
    by name."""

    own: Tally
    below: Mapping[Scope, Tally]
    people: Mapping[Scope, Tally]


def standings(scope: Scope) -> Standings:
    """One query, besides the teams'. People who own no open deal are not there."""
    rows = UpkeepSum.objects.select_related("rep")
    if scope.kind == "rep":
        row = rows.filter(rep=scope.id).first()
        return Standings(_tally(row) if row else Tally(), {}, {})
    if scope.kind == "team":
        rows = rows.filter(team__in=teams.sub_team_ids(scope.id))
    found = [(row, _tally(row)) for row in rows.order_by("rep__name", "pk")]
    sums = {row.team_id: tally for row, tally in found if row.rep_id is None}
    people = {_person(row): tally for row, tally in found if row.rep_id is not None}
    team_id = scope.id if scope.kind == "team" else None
    below = {
        Scope("team", team.id, team.slug, team.name): sums[team.id]
        for team in teams.team_facts()
        if team.parent_id == team_id and team.id in sums
    }
    here = [_person(row) for row, _ in found if row.rep_id is not None and row.team_id == team_id]
    below |= {who: people[who] for who in here}
    return Standings(sums.get(team_id, Tally()), below, people)


def _person(row: Any) -> Scope:
    return Scope("rep", row.rep_id, row.rep.external_id, row.rep.name)


def _tally(row: Any) -> Tally:
    rules = {slug: Broken(n, Decimal(value)) for slug, (n, value) in row.rules.items()}
    return Tally(row.deals, row.value, row.to_fix, row.at_stake, rules)
