"""Addresses that pages about deals and accounts point to."""

from typing import Any

from django.urls import reverse


def deal_href(deal: Any) -> str:
    return reverse("crm:deal", args=[deal.pk])


def account_href(account: Any) -> str:
    """ "" where a deal has no account."""
    return reverse("crm:account", args=[account.pk]) if account else ""


def rep_href(rep_id: int | None, access: Any) -> str:
    """The page of a person; "" for somebody whom the reader does not see today."""
    if rep_id is None or (access.rep_ids is not None and rep_id not in access.rep_ids):
        return ""
    return reverse("dashboards:rep", args=[rep_id])
