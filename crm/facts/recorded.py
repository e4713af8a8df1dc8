"""What loads changed about the deals of some days, afterwards."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from crm.facts.deals import opportunities
from crm.models import DealChange

CLOSED = ("won", "lost")


def changed_by(
    runs: Collection[int], start: date, end: date, *, reps: Collection[int] | None = None
) -> QuerySet[DealChange]:
    """Changes that these loads brought about deals of [start, end): true on one of the days, or of
    a deal that closes or once closed on one. Columns: all of `DealChange`; with the deal, its
    owner and the run. `reps`: of their deals only (None: everybody's).
    """
    rows = DealChange.objects.filter(run__in=runs).exclude(old=F("new"))
    happened = Q(effective_at__date__gte=start, effective_at__date__lt=end)
    was_closed = Exists(
        DealChange.objects.filter(
            opportunity=OuterRef("opportunity"),
            field=DealChange.Field.STATUS,
            new__in=CLOSED,
            effective_at__date__gte=start,
            effective_at__date__lt=end,
        )
    )
    rows = rows.filter(happened | _closes("opportunity__", start, end) | was_closed)
    if reps is not None:
        theirs = opportunities().of_reps(sorted(reps), each=False).order_by().values("pk")
        rows = rows.filter(opportunity__in=theirs)
    return rows.select_related("opportunity__owner", "run__by").order_by("-recorded_at", "-pk")


def written_by(
    runs: Collection[int], start: date, end: date, *, reps: Collection[int] | None = None
) -> QuerySet[Any]:
    """Deals closing on a day of [start, end) of which these loads wrote something without any
    history: new ones, and fields that keep none. Columns: those of `opportunities`."""
    told = DealChange.objects.filter(opportunity=OuterRef("pk"), run__in=runs)
    rows = opportunities().filter(_closes("", start, end), ~Exists(told), run__in=runs)
    return rows.of_reps(sorted(reps), each=False) if reps is not None else rows


def _closes(prefix: str, start: date, end: date) -> Q:
    return Q(**{f"{prefix}closed_on__gte": start, f"{prefix}closed_on__lt": end})
