"""Makes snapshots of days and walks of periods; both may be made again at any time."""

from forecasting.services.asking import BeingWalked
from forecasting.services.snapshots import (
    asked_day,
    check_day,
    kept_day,
    snapshot_day,
    snapshot_days,
)
from forecasting.services.walks import movement, walked

__all__ = [
    "BeingWalked",
    "asked_day",
    "check_day",
    "kept_day",
    "movement",
    "snapshot_day",
    "snapshot_days",
    "walked",
]
