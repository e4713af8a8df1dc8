"""Finding a deal or an account by a few letters of its name."""

from dataclasses import dataclass
from typing import Any

from crm.facts.deals import accounts, opportunities
from crm.models import Account, Opportunity


@dataclass(frozen=True, slots=True)
class Found:
    """The first of each kind; both lists are at most as long as was asked for."""

    deals: list[Opportunity]
    accounts: list[Account]


def search(text: str, access: Any = None, limit: int = 8) -> Found:
    """Deals (with account, owner and stage) and accounts (with owner) that a person sees.

    Every word of `text` must begin a word of the name; a CRM id is found when it is complete.
    """
    if not text.strip():
        return Found([], [])
    deals = opportunities(access).named(text).select_related("account", "owner", "stage")
    found = accounts(access).named(text).select_related("owner")
    return Found(list(deals.order_by()[:limit]), list(found.order_by()[:limit]))
