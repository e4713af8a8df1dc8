"""Makes snapshots of days and walks of periods; both may be made again at any time."""

from forecasting.services.snapshots import check_day, snapshot_day, snapshot_days
from forecasting.services.walks import BeingWalked, movement, walked

__all__ = ["BeingWalked", "check_day", "movement", "snapshot_day", "snapshot_days", "walked"]
