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
    lacking = people_lacking(period, today)
    counts = deals.open().aggregate(
        amount=Count("pk", filter=Q(amount=None)), late=Count("pk", filter=Q(close_date__lt=today))
    )
    return Findings(
        list(review.annotate(n=Count("pk")).order_by("stage__name")),
        counts["amount"],
        counts["late"],
        [name for name, _goal, in_team in lacking if not in_team],
        [name for name, goal, _in_team in lacking if goal is None],
        teams_without_goal(period),
        teams_short(period),
    )


def selling(today: date) -> QuerySet[Any]:
    """Reps who count in comparisons and have not left."""
    return teams.facts.reps().filter(participates=True).exclude(left_on__lte=today)


def people_lacking(period: Period, today: date) -> list[tuple[str, Decimal | None, bool]]:
    """Who has no quota stored in the period, or neither belongs to a team today nor leads one:
    name, quota, whether in a team."""
    member = teams.facts.reps().filter(pk=OuterRef("pk"), memberships__valid__contains=today)
    rows = selling(today).annotate(
        goal=history.column("quota", "rep", period), in_team=Exists(member)
    )
    lacking = rows.filter(Q(goal=None) | Q(in_team=False)).order_by("name")
    return list(lacking.values_list("name", "goal", "in_team"))


def teams_without_goal(period: Period) -> list[str]:
    """Names of the teams for which nobody set a goal in the period."""
    known = {team.id: team.name for team in teams.facts.team_facts()}
    goals = quotas.facts.quotas_over(period.start, period.end, team_ids=known)
    own = {goal.team_id for goal in goals if goal.team_id is not None}
    summed = set(known)
    if not own:
        rows = teams.facts.teams().annotate(goal=history.column("quota", "team", period))
        summed -= set(rows.filter(goal=None).values_list("pk", flat=True))
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
