"""Runs begin, beat, and end here; acts of people are logged here."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.models import LogEntry, Run
from kernel.fingerprint import fingerprint

EDIT = "edit"
SILENT_AFTER = timedelta(minutes=5)
# Errors are stored in English; pages translate those they know
WORKER_GONE = gettext_noop("The worker stopped before the run was done.")


def log(
    *,
    by: Any,
    act: str,
    obj: Any,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> LogEntry:
    """Say who did what to `obj` (a model instance), with the values that changed."""
    return LogEntry.objects.create(
        by=by,
        act=act,
        object_kind=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_label=str(obj)[:250],
        before=before or {},
        after=after or {},
        reason=reason,
    )


def queue_run(
    *, kind: str, params: dict[str, Any], by: Any = None, parent: Run | None = None, total: int = 0
) -> Run:
    """A new run that waits for a worker."""
    return Run.objects.create(
        kind=kind,
        params=params,
        fingerprint=fingerprint({"kind": kind, "params": params}),
        by=by,
        parent=parent,
        total=total,
    )


def claim(run: Run) -> bool:
    """Take a waiting run; False when somebody else has it (compare-and-set)."""
    now = timezone.now()
    taken = Run.objects.filter(pk=run.pk, state=Run.State.QUEUED).update(
        state=Run.State.RUNNING, started_at=now, heartbeat_at=now
    )
    if taken:
        run.refresh_from_db()
    return bool(taken)


def beat(
    run: Run, *, progress: int | None = None, total: int | None = None, line: str = ""
) -> None:
    """Show that the run lives; optionally how far it is and lines for its log."""
    run.heartbeat_at = timezone.now()
    if progress is not None:
        run.progress = progress
    if total is not None:
        run.total = total
    if line:
        run.log += "".join(f"{run.heartbeat_at:%H:%M:%S} {one}\n" for one in line.splitlines())
    run.save(update_fields=["heartbeat_at", "progress", "total", "log"])


def finish(
    run: Run, *, state: str = Run.State.DONE, result: dict[str, Any] | None = None, error: str = ""
) -> Run:
    """Close the run with what came of it."""
    run.state, run.finished_at, run.error = state, timezone.now(), error
    if result is not None:
        run.result = result
    run.save(update_fields=["state", "finished_at", "error", "result"])
    return run


def stop(run: Run) -> bool:
    """Ask for the end of a run: a waiting one never begins, one that is worked on ends when its
    work next asks `is_stopped`. False when it has ended already."""
    waiting = Run.objects.filter(pk=run.pk, state=Run.State.QUEUED)
    if waiting.update(state=Run.State.CANCELLED, finished_at=timezone.now()):
        return True
    going = Run.objects.filter(pk=run.pk, state=Run.State.RUNNING)
    return bool(going.update(state=Run.State.CANCELLED))


def is_stopped(run: Run) -> bool:
    """Whether somebody asked for the end of a run that is worked on."""
    return Run.objects.filter(pk=run.pk, state=Run.State.CANCELLED).exists()


@contextmanager
def running(run: Run) -> Iterator[Run]:
    """Claim, work, finish: an exception closes the run as failed and is raised again.

    The run is written outside the caller's transaction only if there is none: open the
    transaction inside the block, not around it.
    """
    if not claim(run):
        raise AlreadyTaken(run)
    try:
        yield run
    except Exception as problem:
        finish(run, state=Run.State.FAILED, error=f"{problem}\n\n{traceback.format_exc()}")
        raise
    if run.state == Run.State.RUNNING:
        finish(run, result=run.result)


def note_edit(*, obj: Any, start: date, end: date, by: Any = None) -> Run:
    """A person changed a row on which stored numbers of [start, end) rest.

    A run that is done already: whoever keeps the numbers looks for it, see `kpis.services.stale`.
    """
    params = {"object": obj._meta.label_lower, "id": obj.pk}
    days = {"start": start.isoformat(), "end": end.isoformat()}
    return finish(queue_run(kind=EDIT, params=params, by=by), result=days)


class AlreadyTaken(Exception):
    """The run is not waiting: it runs, or has ended."""


@transaction.atomic
def close_silent_runs(*, kind: str | None = None) -> list[Run]:
    """Mark running runs without a sign of life as failed: their worker is gone."""
    stale = Run.objects.select_for_update().filter(
        state=Run.State.RUNNING, heartbeat_at__lt=timezone.now() - SILENT_AFTER
    )
    if kind:
        stale = stale.filter(kind=kind)
    return [finish(run, state=Run.State.FAILED, error=WORKER_GONE) for run in stale]
