"""Recompute measures and values: now, or by workers."""

import logging
from datetime import date
from typing import Any

from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from audit import facts as audit
from kernel.merge import Touched
from kpis.services import runs
from kpis.services.extent import extent, whole_months
from kpis.services.measures import Window
from teams import facts as teams

log = logging.getLogger(__name__)
LOCK = 7403


class NothingToRecompute(ValueError):
    """The days asked for hold nothing that could be measured."""


def window_for(start: date | None, end: date | None, reps: set[int] | None) -> Window:
    """Whole months of [start, end), by default of everything there is."""
    calendar, today = teams.company().calendar, teams.today()
    limit = extent(calendar, today)
    months = whole_months(calendar, start or limit[0], end or limit[1], limit)
    if months is None:
        raise NothingToRecompute(f"there is nothing between {start} and {end}")
    who = tuple(sorted(reps)) if reps is not None else None
    return Window(*months, today=today, reps=who)


def recompute(
    *,
    start: date | None = None,
    end: date | None = None,
    reps: set[int] | None = None,
    by: Any = None,
) -> Any:
    """Compute and store everything of the months and people, here and now; returns the Run.

    Twice the same writes nothing the second time. Values of later periods are worked out too:
    they look back at these months.
    """
    return _carry_out(runs.plan(window_for(start, end, reps), by, share=False))


def catch_up() -> list[Any]:
    """Carry out here and now what waits for workers; one that somebody has begun is left alone."""
    return [
        _carry_out(parent) for parent in audit.runs().filter(kind=runs.RECOMPUTE, state="queued")
    ]


def _carry_out(parent: Any) -> Any:
    queue = runs.begin(parent)
    while queue:
        runs.work(queue.pop(0))
        queue += runs.advance(parent.pk)
    return audit.run(parent.pk)


def queue_recompute(
    *,
    start: date | None = None,
    end: date | None = None,
    reps: set[int] | None = None,
    by: Any = None,
) -> Any:
    """Queue the same for workers, who begin after the commit; returns the waiting Run.

    With Redis down the Run waits in the database until the clock finds it.
    """
    parent = runs.plan(window_for(start, end, reps), by, share=True)
    transaction.on_commit(lambda: send(parent.pk))
    return parent


def recompute_again(*, start: date | None = None, end: date | None = None, by: Any = None) -> Any:
    """The same for a person: asked for twice, the Run that still waits is returned.

    Never for a load: a worker may begin the Run that waits before the load commits.
    """
    window = window_for(start, end, None)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        same = {f"params__{name}": value for name, value in runs.params_of(window).items()}
        waiting = audit.runs().filter(kind=runs.RECOMPUTE, state="queued", **same)
        return waiting.first() or queue_recompute(start=start, end=end, by=by)


def recompute_after_load(touched: Touched, by: Any = None) -> Any:
    """Queue the months and people that a load touched; None when nothing was touched.

    The first time everything is computed: also who sold nothing has numbers, and the night has
    nothing left to do.
    """
    if touched.start is None or touched.end is None:
        return None
    try:
        if not audit.runs().filter(kind=runs.RECOMPUTE).exists():
            return queue_recompute(by=by)
        return queue_recompute(
            start=touched.start, end=touched.end, reps=touched.reps or None, by=by
        )
    except NothingToRecompute:
        return None


def send(parent_pk: int) -> None:
    """Ask a worker to begin. By name: tasks stand above services. A broker that is down is not
    an error here: the Run waits, and the clock begins it."""
    try:
        current_app.send_task("kpis.tasks.start", [parent_pk])
    except (OperationalError, ConnectionError):
        log.warning("recompute %s waits: the broker does not answer", parent_pk)
