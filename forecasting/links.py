"""Addresses that rows of the pipeline point to."""

from functools import lru_cache
from typing import Any

from django.urls import reverse

from teams.core.access import REP


def deal_href(deal: Any) -> str:
    return reverse("crm:deal", args=[deal.pk])


def plan_href(deal: Any) -> str:
    """Where its owner is asked for a plan."""
    return reverse("operations:plan", args=[deal.pk])


def rep_href(rep_id: int, access: Any) -> str:
    """The page of a person; "" for somebody whom the reader does not see today."""
    if access.rep_ids is not None and rep_id not in access.rep_ids:
        return ""
    return reverse("dashboards:me") if access.role == REP else _rep_page(rep_id)


@lru_cache(maxsize=4096)
def _rep_page(rep_id: int) -> str:
    """A list has the same people in many rows."""
    return reverse("dashboards:rep", args=[rep_id])
