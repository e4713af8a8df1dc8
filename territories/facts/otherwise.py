"""Accounts and deals of which the CRM still says something else than the plan that is in force."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

import crm.facts
import teams.facts
from territories.models import HandOver
from versions.core.states import ACTIVE


def otherwise(access: Any = None) -> QuerySet:
    """Columns: external_id, name, owner, territory (in force), stated_owner, `stated_place` (name
    of the stated territory). What the CRM never stated is not listed."""
    place = teams.facts.territories().filter(slug=OuterRef("stated_territory"))
    rows = crm.facts.accounts().select_related("owner", "stated_owner", "territory")
    rows = rows.annotate(stated_place=Subquery(place.values("name")[:1]))
    owners = Q(stated_owner__isnull=False) & (Q(owner=None) | ~Q(stated_owner=F("owner")))
    there = Q(territory=None) | ~Q(stated_territory=F("territory__slug"))
    rows = rows.filter(owners | (~Q(stated_territory="") & there))
    if access is None or access.rep_ids is None:
        return rows
    return rows.filter(owner__in=access.rep_ids)


# Deals that went along by the packs of the plan in force; what was held did when its hold ended.
_WENT = """
SELECT (d->>'id')::bigint FROM territories_handover h
JOIN territories_territorymodel m ON m.id = h.model_id AND m.state = 'active'
CROSS JOIN LATERAL jsonb_array_elements(h.pack->'deals') d
WHERE h."on" <= %s AND h.taker_id IS NOT NULL AND d->>'stays' IS NULL
    AND COALESCE((d->>'held_until')::date <= %s, TRUE)
"""


def deals_otherwise(access: Any = None) -> QuerySet:
    """Open deals that moved with their account and are still the giver's in the CRM. Columns:
    external_id, name, owner, account (with its owner, who took over), value, close_date."""
    today = teams.facts.today()
    given = HandOver.objects.filter(
        model__state=ACTIVE, on__lte=today, account=OuterRef("account"),
        giver=OuterRef("owner"), taker=OuterRef("account__owner"),
    )  # fmt: skip
    rows = crm.facts.opportunities(access).open().filter(Exists(given))
    went = RawSQL(_WENT, [today, today])  # noqa: S611
    return rows.filter(pk__in=went).select_related("owner", "account__owner")
