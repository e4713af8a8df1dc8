"""What the clock asks of snapshots and movement."""

from datetime import date

from celery import shared_task
from django.core.cache import cache

from forecasting.services import clock, kept_day, outdated, snapshot_day, walked
from teams import facts as teams

# Set while a worker walks; a worker that died holds the others up for no longer than this.
WALKING, RENEWING, AT_MOST = "forecasting.walking", "forecasting.renewing", 900


@shared_task(name="forecasting.tasks.nightly", ignore_result=True)
def nightly() -> None:
    """Snapshots of the days that are over, each in a task of its own; those that a load told more
    about; then the usual walks."""
    for day in clock.missing_days():
        keep_day.delay(day.isoformat())
    if outdated.late_days():
        renew.delay()
    walk_usual.delay()


@shared_task(name="forecasting.tasks.keep_day", ignore_result=True)
def keep_day(day: str) -> None:
    """One day's snapshot; there already, it is left alone, unless the past is another since."""
    kept_day(date.fromisoformat(day))


@shared_task(name="forecasting.tasks.renew", ignore_result=True)
def renew() -> None:
    """Late days again, after a load; nothing to do when another worker does it."""
    if cache.add(RENEWING, True, AT_MOST):
        try:
            for day in outdated.late_days():
                snapshot_day(day, again=True)
        finally:
            cache.delete(RENEWING)


@shared_task(name="forecasting.tasks.walk_usual", ignore_result=True)
def walk_usual() -> None:
    """What pages open with; nothing to do while the KPIs are the same, or another worker walks."""
    if cache.add(WALKING, True, AT_MOST):
        try:
            clock.usual_walks()
        finally:
            cache.delete(WALKING)


@shared_task(name="forecasting.tasks.walk", ignore_result=True)
def walk(period: str, start: str, end: str) -> None:
    """What somebody asked for in a large company; there already, it is left alone."""
    asked = teams.company().calendar.parse(period)
    walked(asked, date.fromisoformat(start), date.fromisoformat(end))
