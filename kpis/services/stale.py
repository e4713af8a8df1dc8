"""Stored numbers that no longer follow from what they rest on, because a person changed it.

Two ways: settings (money, calendar, rates, stages, who belongs where) are compared with those of
the last time, and rows edited by hand (a deal's shares, a quota) leave a note with their days.
Both are looked for by the clock; looked for twice, they are answered once. Loads need neither:
they queue what they touched themselves.
"""

from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from audit import facts as audit
from audit import services as audits
from crm import services as crm
from kernel.merge import Touched
from kpis.services import runs
from kpis.services.foundations import at_first, settings
from kpis.services.recompute import NothingToRecompute, queue_recompute, recompute_after_load

FOUNDATIONS = "foundations"
VALUED_BY = {"company", "rates", "stages"}  # of these, also the values of deals follow
PATIENCE = timedelta(hours=1)  # before a change that could not be followed is tried again
LOCK = 7402


def due() -> Any:
    """The waiting Run of a change of settings; None while nothing changed or it is in work.

    Nothing is due before the first recompute, for there are no numbers yet; nor after it, while
    the settings are those that it noted.
    """
    if audit.last_done(runs.RECOMPUTE) is None:
        return None
    audits.close_silent_runs(kind=FOUNDATIONS)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        now, last = settings(), audit.runs().filter(kind=FOUNDATIONS).first()
        if last is None and now == at_first(runs.RECOMPUTE):
            return None
        if last is None or (last.params != now and last.state not in ("queued", "running")):
            return audits.queue_run(kind=FOUNDATIONS, params=now)
        tried = last.finished_at or last.queued_at
        if last.state == "failed" and tried < timezone.now() - PATIENCE:
            return audits.queue_run(kind=FOUNDATIONS, params=now)
    return last if last.state == "queued" else None


def follow(run: Any) -> bool:
    """Value the deals anew where that follows, and queue a recompute of everything.

    False when somebody else has the run.
    """
    try:
        with audits.running(run):
            changed = _changed(run)
            if VALUED_BY & set(changed):
                crm.revalue_everything(lambda looked: audits.beat(run, progress=looked))
            run.result = {"changed": changed, "recompute": _everything()}
    except audits.AlreadyTaken:
        return False
    return True


def answer_edits() -> Any:
    """The recompute of the days of all edits that none has answered yet; None without any."""
    with transaction.atomic():
        edits = audit.runs().filter(kind=audits.EDIT, state="done", result__recompute__isnull=True)
        waiting = list(edits.select_for_update(of=("self",), skip_locked=True))
        touched = Touched()
        for edit in waiting:
            days = (date.fromisoformat(edit.result[name]) for name in ("start", "end"))
            touched.add(set(), *days)
        queued = recompute_after_load(touched)
        for edit in waiting:
            audits.finish(edit, result=edit.result | {"recompute": queued.pk if queued else 0})
    return queued


def _changed(run: Any) -> list[str]:
    """Against the last change that was followed, else what the first recompute noted."""
    followed = audit.runs().filter(kind=FOUNDATIONS, state="done").first()
    before = followed.params if followed else at_first(runs.RECOMPUTE)
    return sorted(kind for kind, name in run.params.items() if before.get(kind) != name)


def _everything() -> int | None:
    try:
        return int(queue_recompute().pk)
    except NothingToRecompute:
        return None
