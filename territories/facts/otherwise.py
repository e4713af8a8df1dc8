"""Accounts of which the CRM still says something else than the plan that is in force."""

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

import crm.facts
import teams.facts


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
