"""The steps of an import in the browser: match, check, correct, run, undo."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import WORKER_GONE, AlreadyTaken, CannotUndo, finish, log, queue_run
from intake.core import mapping as mappings
from intake.core import plan as plans
from intake.core.issues import Unreadable
from intake.core.mapping import Entry, Mapping
from intake.core.rows import Patches
from intake.core.tables import Table
from intake.models import Load, SavedMapping
from intake.services import loading, memory, undoing
from intake.services.uploads import path_of

BUSY = (Load.State.CHECKING, Load.State.RUNNING)
ENDED = (Load.State.DONE, Load.State.PROBLEMS)
OPEN = (Load.State.UPLOADED, Load.State.MATCHED, Load.State.CHECKED, Load.State.FAILED)
CLOSED = (*ENDED, Load.State.UNDONE, Load.State.EXPIRED)
SILENT = 15  # seconds after which a message that comes again takes the run's worker for dead


def save_mapping(load: Load, mapping: Mapping, options: dict[str, Any]) -> None:
    """What the person chose; corrections made for another match are dropped."""
    load.mapping = mappings.as_dict(mapping)
    load.options = {**load.options, **options}
    load.fixes, load.patches, load.check_result = {}, {}, {}
    load.state = Load.State.MATCHED
    load.save()


def remember_mapping(load: Load, tables: list[Table], *, name: str, by: Any) -> None:
    """For files with the same columns; what a known source says anyway is left to the source."""
    mapping = mappings.from_dict(load.mapping)
    known = plans.propose(tables, mapping.source).entries if mapping.source else ()
    for table in tables:
        entries = [e for e in mapping.entries if e.matches(table.file)]
        if entries and entries == [e for e in known if e.matches(table.file)]:
            SavedMapping.objects.filter(header=memory.header_fingerprint(table)).delete()
        elif entries:
            memory.remember(table, entries, name=name or table.file, by=by)


def fix_kind(load: Load, *, target: str, field: str, value: str, meant: str) -> None:
    """Read `value` as `meant` in all rows of this load."""
    load.fixes.setdefault(target, {}).setdefault(field, {})[value] = meant
    load.save(update_fields=["fixes"])


def patch_rows(load: Load, corrections: dict[tuple[str, int, str], str]) -> int:
    """Corrected cells by file, row and their column; an empty text takes a correction back."""
    changed = 0
    for (file, row, column), cell in corrections.items():
        cells = load.patches.setdefault(file, {}).setdefault(str(row), {})
        if cell and cells.get(column) != cell:
            cells[column] = cell
            changed += 1
        elif not cell and column in cells:
            del cells[column]
            changed += 1
    if changed:
        load.save(update_fields=["patches"])
    return changed


def start(load: Load, *, dry_run: bool, by: Any) -> bool:
    """Queue a rehearsal or the real thing; False when the load is busy or was stored already."""
    state = Load.State.CHECKING if dry_run else Load.State.RUNNING
    with transaction.atomic():
        free = Load.objects.filter(pk=load.pk).exclude(state__in=[*BUSY, *CLOSED])
        if not free.update(state=state):
            return False
        run = queue_run(
            kind=loading.KIND,
            params=loading.run_params(load, dry_run=dry_run),
            by=by,
            total=int(load.check_result.get("rows", 0)),
        )
        Load.objects.filter(pk=load.pk).update(run=run)
    load.refresh_from_db()
    return True


def work(load_id: int) -> bool:
    """What the worker does. False when another worker still seems to be at it: ask again later."""
    load = Load.objects.select_related("run").get(pk=load_id)
    if load.state not in BUSY or load.run is None:
        return True
    if load.run.state == "running":
        if not _replace_dead_run(load_id):
            return False
        load.refresh_from_db()
    dry_run = load.state == Load.State.CHECKING
    try:
        _run(load, dry_run=dry_run)
    except AlreadyTaken:
        return True
    except Unreadable as problem:
        _refuse(load, problem)
    return True


def _run(load: Load, *, dry_run: bool) -> None:
    as_of = as_of_of(load)
    with tempfile.TemporaryDirectory(prefix="unpacked-") as scratch:
        tables, issues = plans.open_tables(path_of(load), Path(scratch), mapping_of(load))
        plan = plans.make(tables, with_fixes(load), loading.setting_of(as_of), issues)
        if plan.questions:
            raise Unreadable("question_open", file=load.name)
        loading.store(
            load,
            plan,
            dry_run=dry_run,
            as_of=as_of,
            run=load.run,
            patches=patches_of(load),
            with_effect=any(e.target == "opportunities" for e in plan.mapping.entries),
        )


@transaction.atomic
def _replace_dead_run(load_id: int) -> bool:
    """The worker that had the run is gone and its transaction with it: begin again, once."""
    load = Load.objects.select_for_update().get(pk=load_id)
    run = load.run
    if run is None or run.state != "running" or not is_silent(load, seconds=SILENT):
        return False
    finish(run, state="failed", error=WORKER_GONE)
    load.run = queue_run(kind=loading.KIND, params=run.params, by=load.by)
    load.save(update_fields=["run"])
    return True


def _refuse(load: Load, problem: Unreadable) -> None:
    assert load.run is not None
    finish(load.run, state="failed", error=str(problem))
    load.state, load.finished_at = Load.State.FAILED, timezone.now()
    load.save(update_fields=["state", "finished_at"])


def is_silent(load: Load, *, seconds: int = 60) -> bool:
    run = load.run
    if run is None or run.heartbeat_at is None:
        return False
    return (timezone.now() - run.heartbeat_at).total_seconds() > seconds


def settle(load: Load) -> Load:
    """A load whose run is silent, was cancelled or failed is not busy any more, and says so."""
    if load.state not in BUSY or load.run is None:
        return load
    run = load.run
    if run.state == "running" and is_silent(load):
        finish(run, state="failed", error=WORKER_GONE)
    if run.state in ("failed", "cancelled"):
        load.state = Load.State.FAILED
        Load.objects.filter(pk=load.pk, state__in=BUSY).update(state=load.state)
    return load


def settle_all() -> None:
    for load in Load.objects.filter(state__in=BUSY).select_related("run"):
        settle(load)


def reopen(load: Load) -> None:
    """A load that failed can be tried again from its check, or from its columns."""
    if load.state == Load.State.FAILED:
        load.state = Load.State.CHECKED if load.check_result else Load.State.MATCHED
        load.save(update_fields=["state"])


def undo(load: Load, *, by: Any) -> None:
    """Take the load back; raises CannotUndo when a later load built upon it."""
    if load.state not in ENDED or load.run is None:
        raise CannotUndo(_("This import is not stored."))
    undoing.undo_run(load.run.pk, by=by)
    load.state = Load.State.UNDONE
    load.save(update_fields=["state"])
    load.run.state = "undone"  # when it ended and what came of it stay as they were
    load.run.save(update_fields=["state"])
    log(by=by, act="undo", obj=load)


def mapping_of(load: Load) -> Mapping:
    return mappings.from_dict(load.mapping) if load.mapping.get("files") else Mapping(())


def with_fixes(load: Load) -> Mapping:
    """The mapping with the corrections of whole kinds as translations of values."""
    mapping = mapping_of(load)
    return replace(mapping, entries=tuple(_fixed(e, load.fixes) for e in mapping.entries))


def _fixed(entry: Entry, fixes: dict[str, Any]) -> Entry:
    wanted = fixes.get(entry.target, {})
    values = {**entry.values}
    for name, translations in wanted.items():
        if name in entry.columns:
            values[name] = {**values.get(name, {}), **translations}
    return replace(entry, values=values)


def patches_of(load: Load) -> dict[str, Patches]:
    return {
        file: {int(row): cells for row, cells in rows.items()}
        for file, rows in load.patches.items()
    }


def as_of_of(load: Load) -> date | None:
    text = load.options.get("as_of")
    return date.fromisoformat(text) if text else None
