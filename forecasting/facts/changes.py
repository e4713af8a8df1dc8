"""What is different about deals since the end of a day: stage, amount, dates, category, owner."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, F, FilteredRelation, Func, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from crm import facts as crm
from forecasting.models import DealSnapshot

NOTHING = Value(Decimal(0))
KINDS = ("created", "closed", "stage", "amount", "close_date", "category", "owner")


def changes_since(day: date, *, reps: Iterable[int] | None = None, kind: str = "") -> QuerySet[Any]:
    """Deals that differ from the snapshot of a day, or were created after it.

    `reps`: theirs now or then (None: everybody's). `kind`: one of KINDS. Columns: those of
    `crm.facts.opportunities`, and `<field>_then` for stage and owner (names), amount, currency,
    value, close_date, category and status, all None for a new deal; `gained` is the difference of
    values, of which an unknown one counts as nothing, as in movement; None where there is none.
    """
    before = DealSnapshot.objects.filter(day=day).order_by()
    rows = crm.opportunities()
    if kind == "created":
        rows = rows.filter(created_on__gt=day)
    else:
        differs = Q(pk__in=before.filter(_differs(kind)).values("deal_id"))
        rows = rows.filter(differs if kind else differs | Q(created_on__gt=day))
    if reps is not None:
        ids = sorted(reps)
        theirs = crm.opportunities().of_reps(ids, each=False).order_by().values("pk")
        had = before.filter(owner__in=ids).values("deal_id")
        rows = rows.filter(Q(pk__in=theirs) | Q(pk__in=had))
    rows = rows.annotate(then=FilteredRelation("snapshots", condition=Q(snapshots__day=day)))
    return rows.annotate(
        stage_then=F("then__stage__name"),
        owner_then=F("then__owner__name"),
        amount_then=F("then__amount"),
        currency_then=F("then__currency"),
        value_then=F("then__value"),
        close_date_then=F("then__close_date"),
        category_then=F("then__category"),
        status_then=F("then__status"),
        gained=NullIf(Coalesce(F("value"), NOTHING) - Coalesce(F("then__value"), NOTHING), NOTHING),
    )


class Differs(Func):
    """Not the same; unknown is a value of its own here."""

    template = "(%(expressions)s)"
    arg_joiner = " IS DISTINCT FROM "
    output_field = BooleanField()

    def __init__(self, name: str, now: str):
        super().__init__(F(name), F(f"deal__{now}"))


def _differs(kind: str) -> Q:
    """Between a row of a snapshot and the deal now. The category of a closed deal is the CRM's
    word for closed, not a change."""
    each = {
        "closed": Q(Differs("status", "status")),
        "stage": Q(Differs("stage", "stage")),
        "amount": Q(Differs("amount", "amount")) | Q(Differs("currency", "currency")),
        "close_date": Q(Differs("close_date", "close_date")),
        "category": Q(Differs("category", "forecast_category"), deal__status="open"),
        "owner": Q(Differs("owner", "owner")),
    }
    return each[kind] if kind else reduce(or_, each.values())
