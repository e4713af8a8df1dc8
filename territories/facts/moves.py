"""Moves that wait for a decision."""

from django.db.models import F, QuerySet

from territories.models import RoutedMove


def asked(model_id: int) -> QuerySet[RoutedMove]:
    """Open moves with account and territories, the largest potential first."""
    rows = RoutedMove.objects.filter(model=model_id, decision=RoutedMove.Decision.OPEN)
    largest = F("account__potential").desc(nulls_last=True)
    return rows.select_related("account", "source", "target").order_by(largest, "pk")
