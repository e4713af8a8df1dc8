"""What the history says of a deal's close date."""

from typing import Any

from django.db.models import DateField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from crm.models import DealChange


def first_close_date() -> Coalesce:
    """For querysets of deals: the close date that was stated first, else the one of now."""
    first: Any = (
        DealChange.objects.filter(opportunity=OuterRef("pk"), field="close_date")
        .order_by("effective_at", "recorded_at", "-inferred", "pk")
        .annotate(first=NullIf(Coalesce(NullIf("old", Value("")), "new"), Value("")))
        .values("first")[:1]
    )
    return Coalesce(Cast(Subquery(first), DateField()), F("close_date"))
