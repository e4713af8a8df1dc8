"""What the company allows and protects when territories change."""

from territories.core.holding import Limits
from territories.models import Policy


def policy() -> Policy:
    """The one row; as a company begins when somebody removed it."""
    return Policy.objects.filter(pk=1).first() or _as_it_begins()


def _as_it_begins() -> Policy:
    row = Policy(pk=1)
    row.clean_fields()  # shares become Decimals, as they are when read
    return row


def hold_limits() -> Limits:
    known = policy()
    return Limits(known.hold_days, known.credit_days)
