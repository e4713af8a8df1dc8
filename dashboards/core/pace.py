"""Where bookings stand against the usual path, in words that a page can colour.

Points are the difference of two shares of the quota: attainment less the share that is usually
booked by the day (K4 − K6). Ahead from +3 points, behind from −3, far behind from −10.
"""

from decimal import Decimal
from typing import Literal

Pace = Literal["ahead", "on_pace", "behind", "far_behind", "none"]

AHEAD = Decimal("0.03")
BEHIND = Decimal("-0.03")
FAR_BEHIND = Decimal("-0.10")


def points(attainment: Decimal | None, usual: Decimal | None) -> Decimal | None:
    """Attainment less the usual share; unknown when either is."""
    if attainment is None or usual is None:
        return None
    return attainment - usual


def pace(difference: Decimal | None) -> Pace:
    """The word for a difference in points; `none` when there is nothing to compare."""
    if difference is None:
        return "none"
    if difference >= AHEAD:
        return "ahead"
    if difference <= FAR_BEHIND:
        return "far_behind"
    return "behind" if difference <= BEHIND else "on_pace"


def is_behind(word: Pace) -> bool:
    return word in ("behind", "far_behind")
