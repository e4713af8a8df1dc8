"""Adjustments beside the plan: asked, approved, refused; and what a line is with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from planning.models import Adjustment, QuotaLine, QuotaPlan

State = Adjustment.State


@dataclass(frozen=True, slots=True)
class Revised:
    """Planned + adjustments = revised. `planned` None: not known."""

    planned: Decimal | None
    adjusted: Decimal

    @property
    def amount(self) -> Decimal | None:
        return None if self.planned is None else self.planned + self.adjusted


def adjustments(access: Any = None) -> QuerySet[Adjustment]:
    """Columns: all of `Adjustment` with line, goal, plan, person and who asked and decided; of
    people whom one sees today."""
    rows = Adjustment.objects.select_related("line__goal__plan", "line__rep", "by", "decided_by")
    seen = None if access is None else access.rep_ids
    return rows if seen is None else rows.filter(line__rep__in=seen)


def open_ones() -> QuerySet[Adjustment]:
    return adjustments().filter(state=State.ASKED).order_by("at", "pk")


def people(plan: QuotaPlan, access: Any) -> QuerySet[QuotaLine]:
    """Lines of people whom one may ask an adjustment for, by name."""
    rows = QuotaLine.objects.filter(
        goal__plan=plan, rep__isnull=False, planned__isnull=False
    ).select_related("goal", "rep")
    seen = access.rep_ids
    rows = rows if seen is None else rows.filter(rep__in=seen)
    if access.rep_id is not None:
        rows = rows.exclude(rep=access.rep_id)
    return rows.order_by("rep__name", "goal", "pk")


def revised(lines: Iterable[QuotaLine]) -> dict[int, Revised]:
    """By line: what was planned, with the approved adjustments."""
    known = {line.pk: line.planned for line in lines}
    rows = Adjustment.objects.filter(line__in=known, state=State.APPROVED)
    sums = dict(rows.order_by().values_list("line").annotate(amount=Sum("amount")))
    return {pk: Revised(planned, sums.get(pk, Decimal(0))) for pk, planned in known.items()}


def to_decide(access: Any) -> QuerySet[Adjustment]:
    """Those that wait for somebody with the right to approve, the oldest first."""
    return open_ones() if access.may("approve") else Adjustment.objects.none()


def with_revised(rows: QuerySet[Adjustment]) -> QuerySet[Adjustment]:
    """With `revised`: what the line is with all approved adjustments."""
    approved = (
        Adjustment.objects.filter(line=OuterRef("line"), state=State.APPROVED)
        .order_by()
        .values("line")
        .annotate(whole=Sum("amount"))
    )
    whole = Coalesce(Subquery(approved.values("whole")), Value(Decimal(0)))
    return rows.annotate(revised=F("line__planned") + whole)
