"""An import in three steps, each a run: a check that stores nothing, the import, its undo.

The check is the import, taken back. Both name their lines, so that what was looked at is what is
stored; what changed in between is refused line by line, as in the check. Small files are worked on
while the person waits, others by a worker, who tells how far it is and may be stopped: then nothing
has changed.
"""

import logging
from collections.abc import Iterable
from contextlib import nullcontext
from typing import IO, Any

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

import audit.facts
from audit.services import (
    AlreadyTaken,
    close_silent_runs,
    finish,
    is_stopped,
    log,
    queue_run,
    running,
)
from audit.services.heartbeat import Heartbeat, Progress
from teams.services.refused import Refused
from territories.facts.bulk import BY_SLUG, SHEETS, account_ids
from territories.models import ImportRows, TerritoryModel
from territories.services.bulk import journal, storing
from territories.services.bulk.accounts import accounts
from territories.services.bulk.judging import ADD, CHANGE, REFUSE, SAME, Verdict, judge
from territories.services.bulk.reading import Lines, read
from territories.services.bulk.report import report
from territories.services.editing.gate import drafted, one_act

logger = logging.getLogger(__name__)
CHECK, IMPORT, UNDO = "territories.check", "territories.import", "territories.undo"
OPEN = ("queued", "running")
STORED = ("done", "problems")
AT_ONCE = 500  # lines that a person waits for
MOST = 100_000  # lines that ask for something
ASK = 1_000  # lines between two looks whether somebody stopped the run
STORE = {
    "territories": storing.territories,
    "rules": storing.rules,
    "seats": storing.seats,
    "accounts": accounts,
}

type Sheets = dict[str, Lines]


class Stopped(Exception):
    """Somebody asked for the end; all that was done is taken back."""


def check(*, by: Any, model_id: int, file: IO[bytes], name: str) -> Any:
    """What a file would change: a run whose result says so in the end. Stores nothing else."""
    sheets = read(file, name)
    if not sheets:
        raise Refused(_("The file has no lines below its heads."))
    with transaction.atomic():
        drafted(model_id)
        params = {"model": model_id, "file": name}
        run = queue_run(kind=CHECK, params=params, by=by, total=_count(sheets))
        ImportRows.objects.create(run=run, lines=sheets)
    return _begin(run)


def store(*, by: Any, model_id: int, check_id: int) -> Any:
    """The import that a check looked at. Refused lines are left out, the others stored."""
    close_silent_runs(kind=IMPORT)
    checked = audit.facts.run(check_id)
    if checked is None or checked.kind != CHECK or checked.params["model"] != model_id:
        raise Refused(_("This check is gone. Upload the file again."))
    with transaction.atomic():
        drafted(model_id)
        earlier = audit.facts.runs().filter(kind=IMPORT, params__check=check_id)
        if earlier.exclude(state__in=("failed", "cancelled")).exists():
            raise Refused(_("This file has been stored already."))
        lines: Sheets = ImportRows.objects.get(run=checked).lines
        params = {"model": model_id, "check": check_id, "file": checked.params["file"]}
        run = queue_run(kind=IMPORT, params=params, by=by, total=_count(lines))
    return _begin(run)


def undo(*, by: Any, model_id: int, run_id: int) -> Any:
    """All rows as they were before an import, unless somebody touched one since: a run. Asked for
    twice, it is the one that waits or is worked on."""
    close_silent_runs(kind=UNDO)
    run = audit.facts.run(run_id)
    if run is None or run.kind != IMPORT or run.params["model"] != model_id:
        raise Refused(_("There is no such import."))
    with transaction.atomic():
        drafted(model_id)
        run.refresh_from_db()
        _stored(run)
        asked = audit.facts.runs().filter(kind=UNDO, state__in=OPEN, params__import=run.pk)
        if waiting := asked.first():
            return waiting
        params = {"model": model_id, "import": run.pk, "file": run.params["file"]}
        undoing = queue_run(kind=UNDO, params=params, by=by, total=journal.length(run))
    return _begin(undoing)


def _stored(run: Any) -> None:
    if run.state not in STORED:
        raise Refused(_("This import is undone already."))


def _count(sheets: Sheets) -> int:
    return sum(map(len, sheets.values()))


def _begin(run: Any) -> Any:
    """At once, or by a worker."""
    if run.total <= AT_ONCE:
        work(run)
    else:
        transaction.on_commit(lambda: send(run))
    return run


def send(run: Any) -> None:
    """By name: tasks stand above services. Without a broker it waits, and may be stopped."""
    try:
        current_app.send_task("territories.tasks.import_rows", [run.pk])
    except (OperationalError, ConnectionError):
        logger.warning("import run %s waits: the broker does not answer", run.pk)


def work(run: Any) -> None:
    """Do what a waiting run is for; nothing when somebody else has it. Raises Refused, which the
    run keeps as well."""
    progress = Progress(total=run.total)
    beats = Heartbeat(run, progress) if run.total > AT_ONCE else nullcontext()
    act = {CHECK: _check, IMPORT: _import, UNDO: _undo}[run.kind]
    try:
        with running(run), beats:
            try:
                act(run, progress)
            except Stopped:
                finish(run, state="cancelled")
    except AlreadyTaken:
        return
    except Refused as why:
        finish(run, state="failed", result={"refused": str(why)}, error=str(why))
        raise
    finally:
        if run.kind == CHECK and run.state in ("failed", "cancelled"):
            ImportRows.objects.filter(run=run).delete()


def _check(run: Any, progress: Progress) -> None:
    rows = ImportRows.objects.get(run=run)
    with transaction.atomic():
        model = drafted(run.params["model"])
        verdicts = _judged(model, rows.lines, run, progress)
        if sum(verdict.act != SAME for verdict in verdicts) > MOST:
            text = _("The file changes more than %(most)s rows. Divide it.")
            raise Refused(text % {"most": MOST})
        with transaction.atomic():
            _store(run.by, model, verdicts, progress)
            transaction.set_rollback(True)
    rows.lines = {}
    for verdict in verdicts:
        if verdict.act != SAME:
            rows.lines.setdefault(verdict.sheet, []).append((verdict.line, verdict.raw))
    rows.save(update_fields=["lines"])
    finish(run, result=report(verdicts))


def _import(run: Any, progress: Progress) -> None:
    with one_act():
        model = drafted(run.params["model"])
        sheets: Sheets = ImportRows.objects.get(run=run.params["check"]).lines
        verdicts = _judged(model, sheets, run, progress)
        touched = _accounts_of(verdicts)
        before = journal.picture(model, touched)
        _store(run.by, model, verdicts, progress)
        if is_stopped(run):
            raise Stopped
        entries = journal.differences(before, journal.picture(model, touched))
        ImportRows.objects.create(run=run, journal=entries, accounts=sorted(touched))
        result = report(verdicts)
        counts = result["counts"]
        said = {"file": run.params["file"], "run": run.pk} | counts
        log(by=run.by, act="import", obj=model, after=said)
        finish(run, result=result, state="problems" if counts[REFUSE] else "done")


def _undo(run: Any, progress: Progress) -> None:
    with one_act():
        model = drafted(run.params["model"])
        rows = ImportRows.objects.select_related("run").get(run=run.params["import"])
        _stored(rows.run)
        progress.enter("undoing")
        for done in journal.put_back(model, rows.journal, rows.accounts):
            progress.rows += done
            if is_stopped(run):
                raise Stopped
        log(by=run.by, act="undo import", obj=model, before={"run": rows.run_id})
        finish(rows.run, state="undone")
        finish(run)


def _judged(model: TerritoryModel, sheets: Sheets, run: Any, progress: Progress) -> list[Verdict]:
    progress.enter("judging")
    found: list[Verdict] = []
    for sheet in (BY_SLUG[slug] for slug in BY_SLUG if slug in sheets):
        for verdict in judge(sheet, model.pk, sheets[sheet.slug]):
            found.append(verdict)
            progress.rows += 1
            if len(found) % ASK == 0 and is_stopped(run):
                raise Stopped
    return found


def _store(by: Any, model: TerritoryModel, verdicts: list[Verdict], progress: Progress) -> None:
    progress.enter("storing")
    for sheet in SHEETS:
        asked = [v for v in verdicts if v.sheet == sheet.slug and v.act in (ADD, CHANGE)]
        STORE[sheet.slug](by, model, asked)


def _accounts_of(verdicts: Iterable[Verdict]) -> set[int]:
    return set(account_ids([v.key for v in verdicts if v.sheet == "accounts"]).values())
