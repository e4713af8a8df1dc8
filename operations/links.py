"""Addresses that pages of this app point to."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from teams.core.scope import Scope


def deal_href(deal: Any) -> str:
    return reverse("crm:deal", args=[deal.pk])


def hygiene_href(scope: Scope, rule: str = "") -> str:
    """The hygiene of a scope; with a rule its list alone."""
    query = {"scope": scope.key} | ({"rule": rule} if rule else {})
    return f"{reverse('operations:hygiene')}?{urlencode(query)}{'#list' if rule else ''}"


def plan_href(deal_id: int) -> str:
    """What is planned for a deal, and the place to ask and answer."""
    return reverse("operations:plan", args=[deal_id])
