"""Where somebody stands by the chance to reach the quota, not by the pace alone.

On track from 60 %, at risk from 30 %, behind below: whoever won early may still have nothing open,
and whoever is late may have a full pipeline. Bookings against the usual path: `core.pace`.
"""

from decimal import Decimal
from typing import Literal

Standing = Literal["on_track", "at_risk", "behind", "none"]

ON_TRACK = Decimal("0.6")
AT_RISK = Decimal("0.3")


def standing(chance: Decimal | None) -> Standing:
    """The word for a chance; `none` where there is none."""
    if chance is None:
        return "none"
    if chance >= ON_TRACK:
        return "on_track"
    return "at_risk" if chance >= AT_RISK else "behind"
