"""What is due by the clock: the night's recompute, pieces whose worker died, runs that wait."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from audit import facts as audit
from audit import services as audits
from kpis.services import runs
from kpis.services.measures import Window
from kpis.services.recompute import NothingToRecompute, window_for
from teams import facts as teams

WAITED = timedelta(minutes=2)
LOCK = 7401


def tonight() -> Any:
    """The waiting Run of today's recompute, the first time that anybody asks after `nightly_at`
    at the company's place; else None. Several clocks may ask: a lock lets one of them act."""
    company = teams.company()
    now = timezone.now().astimezone(ZoneInfo(company.time_zone))
    if not company.is_set_up or now.time() < company.nightly_at:
        return None
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        try:
            window = window_for(None, None, None)
        except NothingToRecompute:
            return None
        if _had_tonight(now, window):
            return None
        return runs.plan(window, share=True, nightly=True)


def _had_tonight(now: datetime, window: Window) -> bool:
    """The night's own, even failed; or another one of everything since midnight, as after the
    first load."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    asked = audit.runs().filter(kind=runs.RECOMPUTE, queued_at__gte=midnight)
    days = {"params__start": window.start.isoformat(), "params__stop": window.stop.isoformat()}
    everything = Q(params__reps=None, params__today=window.today.isoformat(), **days)
    mine = Q(params__nightly=True) | everything & ~Q(state__in=("failed", "cancelled"))
    return asked.filter(mine).exists()


def stuck() -> list[int]:
    """Recomputes in work of which nothing has been heard: a piece's worker fell silent (the pieces
    are closed as failed), or somebody died before the next pieces were handed out."""
    kinds = (runs.MEASURES, runs.VALUES, runs.FUNNEL, runs.BOTTLENECKS)
    closed = [part for kind in kinds for part in audits.close_silent_runs(kind=kind)]
    late = timezone.now() - audits.SILENT_AFTER
    busy = audit.runs().filter(kind=runs.RECOMPUTE, state="running", heartbeat_at__lt=late)
    silent = [run.pk for run in busy if not audit.parts(run.pk).filter(state="running").exists()]
    return sorted({*silent, *(part.parent_id for part in closed if part.parent_id)})


def waiting() -> list[int]:
    """Recomputes that nobody began, perhaps because the broker was down."""
    late = timezone.now() - WAITED
    found = audit.runs().filter(kind=runs.RECOMPUTE, state="queued", queued_at__lt=late)
    return list(found.values_list("pk", flat=True))
