"""Quota plans: which there are, who may read them, what they measure, what happened to them."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from planning.models import PlanEvent, PlanGoal, QuotaPlan
from versions.core import states


def plans(access: Any = None) -> QuerySet[QuotaPlan]:
    """Columns: all of `QuotaPlan` with `by`, `based_on` and `territory_model`.

    Whoever doesn't see everybody reads no drafts but those that ask for proposals; a rep none.
    """
    rows = QuotaPlan.objects.select_related("by", "based_on", "territory_model")
    if access is None or access.sees_all:
        return rows
    if not access.may("propose"):
        return rows.none()
    return rows.exclude(Q(state=states.DRAFT, proposals_by=None))


def published(day: date) -> QuotaPlan | None:
    """The plan that is (or was) in force on a day."""
    return QuotaPlan.objects.filter(active__contains=day).first()


def plan_named(text: str) -> QuotaPlan | None:
    """By name, whatever its capitals, or by number."""
    rows = QuotaPlan.objects.select_related("territory_model")
    found = rows.filter(name__iexact=text.strip()).first()
    if found is None and text.strip().isdecimal() and len(text) < 10:
        found = rows.filter(pk=int(text)).first()
    return found


def year_before(plan: QuotaPlan) -> QuotaPlan | None:
    """The plan over the days right before, the published one first."""
    rows = QuotaPlan.objects.filter(days__endswith=plan.days.lower).exclude(pk=plan.pk)
    return rows.order_by("active", "-pk").first()


def goals(plan_id: int) -> list[PlanGoal]:
    return list(PlanGoal.objects.filter(plan=plan_id).order_by("pk"))


def events(plan_id: int) -> QuerySet[PlanEvent]:
    """What happened to a plan, latest first, with who did it."""
    return PlanEvent.objects.filter(plan=plan_id).select_related("by").order_by("-at", "-pk")


def asking(day: date) -> QuerySet[QuotaPlan]:
    """Drafts in which managers may propose on the day."""
    return QuotaPlan.objects.filter(state=states.DRAFT, proposals_by__gte=day)
