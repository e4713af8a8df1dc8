"""What in the data asks for somebody: counts that operations looks at every morning."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet
from django.db.models.expressions import Exists

import crm.facts
import teams.facts
from kernel.periods import Period
from kpis.facts import history


@dataclass(frozen=True, slots=True)
class Findings:
    """`stages`: new ones from an import with their open deals; the rest are plain counts."""

    stages: list[tuple[str, int]]
    without_amount: int
    overdue: int
    reps_without_team: list[str]
    reps_without_quota: list[str]
    teams_without_quota: list[str]


def findings(period: Period, today: date) -> Findings:
    deals = crm.facts.opportunities().order_by()
    review = deals.filter(stage__needs_review=True).values_list("stage__name")
    counts = deals.open().aggregate(
        amount=Count("pk", filter=Q(value=None)), late=Count("pk", filter=Q(close_date__lt=today))
    )
    return Findings(
        list(review.annotate(n=Count("pk")).order_by("stage__name")),
        counts["amount"],
        counts["late"],
        _names(without_team(selling(today), today)),
        _names(without_quota(selling(today), "rep", period)),
        _names(without_quota(teams.facts.teams(), "team", period)),
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


def _names(rows: QuerySet[Any]) -> list[str]:
    return list(rows.order_by("name").values_list("name", flat=True))
