"""Whose amount is weighed, over which days: quotas in force, or the lines of a plan."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from kernel.periods import Period
from kpis.facts import won
from planning.facts.pieces import ground
from planning.models import PlanGoal, QuotaLine, QuotaPlan
from quotas import facts as quotas
from teams import facts as teams

KINDS = ("month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Asked:
    """`key` as in `kpis.facts.won`; `rep_ids`: who works for it. `line_id` None: the quota in
    force. `planned`: the line's figure, of which `amount` falls to the person."""

    key: won.Key
    rep_ids: tuple[int, ...]
    amount: Decimal
    line_id: int | None = None
    planned: Decimal | None = None


def in_force(period: Period, day: date) -> list[Asked]:
    """Quotas of people, teams and the company over the period; those above zero."""
    members = Members(day)
    found = []
    for key, by_start in won.results([period]).items():
        quota = by_start[period.start].quota
        if quota:
            found.append(Asked(key, members.of(key), quota))
    return sorted(found, key=lambda one: one.key)


def of_plan(plan: QuotaPlan, day: date) -> list[Asked]:
    """The lines of the plan's goal for all revenue that have a figure and a holder with results.

    A person is asked for what falls to them: the line's figure for the days they hold it, less
    ramp and absences, with adjustments.
    """
    members, base = Members(day), ground(plan)
    lines = QuotaLine.objects.filter(goal__in=revenue(plan), planned__gt=0)
    found = []
    for line in lines.select_related("goal").order_by("pk"):
        key = key_of(line.parent_id, line.rep_id, line.team_id, line.territory_id)
        if key is not None and line.planned is not None:
            amount = base.prorated(line).amount if line.rep_id else line.planned
            found.append(Asked(key, members.of(key), amount, line.pk, line.planned))
    return found


def revenue(plan: QuotaPlan) -> QuerySet[PlanGoal]:
    """The goal whose results are known everywhere; at most one."""
    return plan.goals.filter(**quotas.REVENUE)


def is_revenue(goal: PlanGoal) -> bool:
    """Whether a goal is that one."""
    return all(getattr(goal, name) == value for name, value in quotas.REVENUE.items())


def key_of(
    parent: int | None, rep: int | None, team: int | None, territory: int | None
) -> won.Key | None:
    """Whose results a line is about; a territory has none of its own."""
    if rep is not None:
        return "rep", rep
    if team is not None:
        return "team", team
    return won.COMPANY if parent is None and territory is None else None


class Members:
    """Who works for whom on a day: those at home in a team or below it."""

    def __init__(self, day: date) -> None:
        self.homes: dict[int, set[int]] = defaultdict(set)
        for one in teams.memberships(day, day + timedelta(1)):
            if not one.leads:
                self.homes[one.team_id].add(one.rep_id)
        self.tree = teams.team_tree()

    def of(self, key: won.Key) -> tuple[int, ...]:
        kind, pk = key
        if kind == "rep":
            return (pk,)
        teams_in = self.homes if kind == "company" else self.tree.below(pk)
        return tuple(sorted({rep for team in teams_in for rep in self.homes.get(team, ())}))
