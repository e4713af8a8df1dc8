"""Deals as they stood at the end of a day, of a snapshot that is there (`services.kept_day`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from forecasting.models import DealSnapshot


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """`value` is in the base currency, above zero; `close_date` the stated one."""

    id: int
    owner_id: int
    stage_id: int
    value: Decimal
    close_date: date


@dataclass(frozen=True, slots=True)
class Fate:
    """Deals that stood open in a stage on a day, and how many of them were won in time."""

    stage_id: int
    deals: int
    won: int
    won_value: Decimal


def open_deals(day: date, *, before: date) -> Iterator[OpenDeal]:
    """Open at the end of the day, with a value, and a stated close date before `before`: overdue
    ones may still close. One query."""
    rows = DealSnapshot.objects.filter(day=day, status="open", value__gt=0, close_date__lt=before)
    columns = ("deal_id", "owner_id", "stage_id", "value", "close_date")
    for row in rows.order_by("deal_id").values_list(*columns).iterator():
        yield OpenDeal(*row)


def fates(day: date, *, before: date) -> list[Fate]:
    """Of the same deals, those that were won before `before`, by the stage of that day."""
    in_time = Q(deal__status="won", deal__closed_on__gt=day, deal__closed_on__lt=before)
    rows = (
        DealSnapshot.objects.filter(day=day, status="open", value__gt=0, close_date__lt=before)
        .order_by()
        .values("stage_id")
        .annotate(
            deals=Count("deal_id"),
            won=Count("deal_id", filter=in_time),
            won_value=Sum("deal__value", filter=in_time, default=Decimal(0)),
        )
    )
    columns = ("stage_id", "deals", "won", "won_value")
    return [Fate(*row) for row in rows.values_list(*columns)]
