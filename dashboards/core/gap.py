"""What is left to the quota, in deals of a rep's usual size, and what picked deals would bring."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Gap:
    """`deals`: won deals still needed; `open_deals`: open ones to plan on at the usual win rate.

    Both are None when the usual size (or win rate) is unknown. A reached quota needs none.
    """

    amount: Decimal
    deals: int | None
    open_deals: int | None


def gap(
    quota: Decimal | None, booked: Decimal | None, size: Decimal | None, win_rate: Decimal | None
) -> Gap | None:
    """What is missing; None without a quota. A surplus is a negative amount."""
    if not quota or booked is None:
        return None
    left = quota - booked
    if left <= 0:
        return Gap(left, 0, 0)
    if not size or size <= 0:
        return Gap(left, None, None)
    needed = left / size
    deals = int(needed.quantize(_ONE, ROUND_CEILING))
    if not win_rate or win_rate <= 0:
        return Gap(left, deals, None)
    return Gap(left, deals, int((Decimal(deals) / win_rate).quantize(_ONE, ROUND_HALF_UP)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The quota if the picked deals were won too."""

    booked: Decimal
    attainment: Decimal | None
    to_go: Decimal | None


def outcome(
    booked: Decimal | None, quota: Decimal | None, picked: Iterable[Decimal | None]
) -> Outcome:
    """Deals without an amount bring nothing; nothing is stored."""
    total = (booked or Decimal(0)) + sum((one for one in picked if one is not None), Decimal(0))
    if not quota:
        return Outcome(total, None, None)
    return Outcome(total, total / quota, max(Decimal(0), quota - total))
