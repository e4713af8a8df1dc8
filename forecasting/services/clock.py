"""What is due by the clock: partitions, the snapshots of days that are over, the usual walks."""

from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from audit import facts as audit
from forecasting.models import SnapshotDay, Walk
from forecasting.services import partitions
from forecasting.services.walks import forget, walked
from kernel.periods import Period
from kpis.services.runs import RECOMPUTE
from teams import facts as teams

# Days that a pause of the clock may leave out; more are made by hand (`manage.py snapshot`).
CATCH_UP = 31
# How long a walk that is out of date is kept for those who wait for the new one.
KEPT_FOR = timedelta(days=1)


def missing_days() -> list[date]:
    """Days that are over and have no snapshot, oldest first, since the first one that has.

    Not since the last: somebody may have asked for a single day while the clock stood still. On a
    new installation only yesterday: a load brings the past, but nobody asked for it yet.
    """
    company, today = teams.company(), teams.today()
    if not company.is_set_up:
        return []
    with connection.cursor() as cursor:
        partitions.ahead(cursor, today)
    there = set(SnapshotDay.objects.filter(day__lt=today).values_list("day", flat=True))
    first = max(min(there, default=today - timedelta(1)), today - timedelta(CATCH_UP))
    days = (first + timedelta(n) for n in range((today - first).days))
    return [day for day in days if day not in there]


def usual_walks() -> int:
    """Walk what pages open with, where the KPIs were computed anew; how many were walked."""
    last = audit.last_done(RECOMPUTE)
    if last is None:
        return 0
    done = 0
    fresh = Walk.objects.filter(basis=last.pk)
    for period, start, end in usual():
        days = {"since": start - timedelta(1), "until": end - timedelta(1)}
        if not fresh.filter(start=period.start, stop=period.end, **days).exists():
            walked(period, start, end)
            done += 1
    old = Walk.objects.exclude(basis=last.pk).filter(made_at__lt=timezone.now() - KEPT_FOR)
    forget(list(old.values_list("pk", flat=True)))
    return done


def usual() -> list[tuple[Period, date, date]]:
    """This and the next quarter, this month and year: since their start, a week and a month."""
    calendar, today = teams.company().calendar, teams.today()
    quarter = calendar.quarter_of(today)
    found = []
    for period in (
        quarter,
        calendar.next(quarter),
        calendar.month_of(today),
        calendar.year_of(today),
    ):
        begin = period.start if period.start <= today else quarter.start
        starts = {begin, today - timedelta(6), today - timedelta(29)}
        found += [(period, start, today + timedelta(1)) for start in sorted(starts)]
    return found
