"""Deals as they stood, and were known to stand, at an earlier moment."""

from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    DecimalField,
    Expression,
    F,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, NullIf

from crm.models import DealChange, Opportunity
from crm.models.querysets import OpportunityQuerySet

Field = DealChange.Field
_MONEY = DecimalField(max_digits=19, decimal_places=4)


def deal_state(as_of: datetime, access: Any = None) -> OpportunityQuerySet:
    """The deals that existed on the day of `as_of`, with seven more columns, as then known:

    `stage_then` (slug), `status_then`, `amount_then`, `currency_then`, `close_date_then`,
    `category_then`, `owner_then` (the rep's CRM id).

    A field has the value of its last change with both clocks ≤ `as_of`. Without one it has the
    value that its first later real change replaced; without any, what the deal says now. So the
    answer does not change when later rows arrive.
    """
    then = {
        "stage_then": _text(Field.STAGE, as_of, F("stage__slug")),
        "status_then": _text(Field.STATUS, as_of, _status(as_of)),
        "amount_then": Cast(_text(Field.AMOUNT, as_of, Cast("amount", CharField())), _MONEY),
        "currency_then": _text(Field.CURRENCY, as_of, F("currency")),
        "close_date_then": Cast(
            _text(Field.CLOSE_DATE, as_of, Cast("close_date", CharField())), DateField()
        ),
        "category_then": _text(Field.CATEGORY, as_of, F("forecast_category")),
        "owner_then": _text(Field.OWNER, as_of, F("owner__external_id")),
    }
    existed = Opportunity.objects.filter(created_on__lte=as_of.date()).defer("row_hash")
    return existed.visible_to(access).annotate(**then)


def _text(field: str, as_of: datetime, now: Any) -> Expression:
    """The field's text at the moment. An empty text is "no value" and becomes NULL."""
    rows = DealChange.objects.filter(opportunity=OuterRef("pk"), field=field)
    told = rows.filter(effective_at__lte=as_of, recorded_at__lte=as_of)
    last = told.order_by("-effective_at", "inferred", "-recorded_at", "-pk").values("new")[:1]
    later = rows.filter(effective_at__gt=as_of, inferred=False)
    before = later.order_by("effective_at", "recorded_at", "pk").values("old")[:1]
    said = Coalesce(Subquery(last), Subquery(before), now, output_field=CharField())
    return NullIf(said, Value(""))


def _status(as_of: datetime) -> Expression:
    """Without history: a deal that closed later was still open."""
    return Case(
        When(closed_on__gt=as_of.date(), then=Value("open")),
        default=F("status"),
        output_field=CharField(),
    )
