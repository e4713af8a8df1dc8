"""Who had an account, and when."""

from dataclasses import dataclass
from datetime import date

from crm.models import AccountOwner
from kernel.dated import Days

BEGINNING = date(2000, 1, 1)  # what a load stores where nobody knows since when


@dataclass(frozen=True, slots=True)
class Owned:
    """The rep had the account over `days`, half-open; without a start as far back as is known."""

    rep_id: int
    rep: str
    days: Days


def owners_over_time(account_id: int) -> list[Owned]:
    """The owners of an account, latest first; days without a row had no known owner."""
    rows = AccountOwner.objects.filter(account=account_id).order_by("-valid")
    return [
        Owned(rep_id, name, Days(None if valid.lower == BEGINNING else valid.lower, valid.upper))
        for rep_id, name, valid in rows.values_list("rep_id", "rep__name", "valid")
    ]
