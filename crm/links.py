"""Addresses that pages about deals and accounts point to."""

from typing import Any

from django.urls import reverse

from teams.core.access import REP


def deal_href(deal: Any) -> str:
    return reverse("crm:deal", args=[deal.pk])


def account_href(account: Any) -> str:
    """ "" where a deal has no account."""
    return reverse("crm:account", args=[account.pk]) if account else ""


def rep_href(rep_id: int | None, access: Any) -> str:
    """The page of a person; "" for somebody whom the reader does not see today.

    A rep has a page of their own, and may not open those of others.
    """
    if rep_id is None or (access.rep_ids is not None and rep_id not in access.rep_ids):
        return ""
    if access.role == REP:
        return reverse("dashboards:me")
    return reverse("dashboards:rep", args=[rep_id])
