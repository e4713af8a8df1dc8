"""What in the data asks for somebody: counts that operations looks at every morning."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet
from django.db.models.expressions import Exists

import crm.facts
import quotas.facts
import teams.facts
from dashboards.core.goals import CENTS, without_goal
from kernel.periods import Period
from kpis.facts import history
from kpis.facts.own_goals import beyond_members


@dataclass(frozen=True, slots=True)
class Findings:
    """`stages`: new ones from an import with their open deals; the rest are plain counts."""

    stages: list[tuple[str, int]]
    without_amount: int
    overdue: int
    reps_without_team: list[str]
    reps_without_quota: list[str]
    teams_without_quota: list[str]
    teams_short: list[tuple[str, Decimal]]


def findings(period: Period, today: date) -> Findings:
    deals = crm.facts.opportunities().order_by()
    review = deals.filter(stage__needs_review=True).values_list("stage__name")
    counts = deals.open().aggregate(
        amount=Count("pk", filter=Q(amount=None)), late=Count("pk", filter=Q(close_date__lt=today))
    )
    return Findings(
        list(review.annotate(n=Count("pk")).order_by("stage__name")),
        counts["amount"],
        counts["late"],
        _names(without_team(selling(today), today)),
        _names(without_quota(selling(today), "rep", period)),
        teams_without_goal(period),
        teams_short(period),
    )


def selling(today: date) -> QuerySet[Any]:
    """Reps who count in comparisons and have not left."""
    return teams.facts.reps().filter(participates=True).exclude(left_on__lte=today)


def without_team(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Reps who neither belong to a team today nor lead one."""
    member = teams.facts.reps().filter(pk=OuterRef("pk"), memberships__valid__contains=today)
    return rows.filter(~Exists(member))


def without_quota(rows: QuerySet[Any], kind: str, period: Period) -> QuerySet[Any]:
    """Rows of a kind of scope for which no quota is stored in the period."""
    return rows.annotate(goal=history.column("quota", kind, period)).filter(goal=None)


def teams_without_goal(period: Period) -> list[str]:
    """Names of the teams for which nobody set a goal in the period."""
    known = {team.id: team.name for team in teams.facts.team_facts()}
    goals = quotas.facts.quotas_over(period.start, period.end, team_ids=known)
    own = {goal.team_id for goal in goals if goal.team_id is not None}
    summed = set(known)
    if not own:
        bare = without_quota(teams.facts.teams(), "team", period)
        summed -= set(bare.values_list("pk", flat=True))
    missing = without_goal(teams.facts.team_tree(), own, summed)
    return [name for id, name in known.items() if id in missing]


def teams_short(period: Period) -> list[tuple[str, Decimal]]:
    """Teams whose members' goals do not make up theirs, and what is missing, the most first."""
    known = {team.id: team for team in teams.facts.team_facts()}
    found = [
        (team.name, missing)
        for id, missing in beyond_members(period).items()
        if missing >= CENTS and (team := known.get(id))
    ]
    return sorted(found, key=lambda one: -one[1])


def _names(rows: QuerySet[Any]) -> list[str]:
    return list(rows.order_by("name").values_list("name", flat=True))
