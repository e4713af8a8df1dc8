"""Which snapshots are older than what was last loaded or taken back.

A load tells of days that are over: its day is that of the export, and a deal that comes for the
first time has been there since it was created. One that is taken back tells it no more.
"""

from datetime import date, datetime, timedelta

from django.db.models import Max, Q

from audit import facts as audit
from forecasting.models import SnapshotDay
from teams import facts as teams

# Days whose snapshots the clock makes again; pages open with the changes since a week ago.
RENEWED = 8


def last_told() -> datetime | None:
    """When the past last became another one; None before the first load."""
    is_real = Q(params__dry_run=False) | Q(params__dry_run__isnull=True)
    loads = audit.runs().filter(is_real, kind="load", state__in=("done", "problems"))
    ended = loads.aggregate(last=Max("finished_at"))["last"]
    undone = audit.last_act("undo", "intake.load")
    return max((at for at in (ended, undone) if at), default=None)


def late_days() -> list[date]:
    """Those of the last days, oldest first: the clock makes them again."""
    told = last_told()
    if told is None:
        return []
    days = SnapshotDay.objects.filter(day__gte=first_renewed(), made_at__lt=told).order_by("day")
    return list(days.values_list("day", flat=True))


def is_outdated(stored: SnapshotDay) -> bool:
    """Whether it is made again for those who ask; the last days are left to the clock."""
    if stored.day >= first_renewed():
        return False
    told = last_told()
    return told is not None and stored.made_at < told


def first_renewed() -> date:
    """Days before it are made again when somebody asks for them."""
    return teams.today() - timedelta(RENEWED)
