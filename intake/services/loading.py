"""One load from a path: the plan, the transaction, the records. Called by commands and tasks."""

import tempfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from audit.services import finish, queue_run, running
from audit.services.heartbeat import Heartbeat
from intake.core import mapping as mappings
from intake.core import plan as plans
from intake.core.issues import Issue, Unreadable
from intake.core.mapping import Mapping
from intake.core.rows import Patches
from intake.core.study import Setting
from intake.models import Load
from intake.services import memory
from intake.services.afterwards import after_load
from intake.services.effect import effect, standing
from intake.services.ledger import Ledger
from intake.services.pipeline import Job, execute
from kernel.fingerprint import fingerprint
from teams import facts as people

KIND = "load"


def load_path(
    path: str | Path,
    *,
    source: str | None = None,
    mapping: Mapping | dict[str, Any] | str | Path | None = None,
    as_of: date | None = None,
    dry_run: bool = False,
    by: Any = None,
    create_missing: bool = False,
    full: bool = False,
) -> dict[str, Any]:
    """Load a file, folder or zip; the document of `manage.py load --format json`.

    `status` is done, problems (rows were set aside) or refused (nothing was changed).
    """
    path = Path(path)
    with tempfile.TemporaryDirectory(prefix="unpacked-") as scratch:
        try:
            plan = make_plan(path, Path(scratch), source or "", _mapping(mapping), as_of)
        except Unreadable as problem:
            return refused(dry_run, [problem.issue])
        if plan.questions or not plan.steps:
            return refused(dry_run, plan.issues)
        load = Load.objects.create(
            name=path.name[:200],
            source=plan.mapping.source,
            by=by,
            mapping=mappings.as_dict(plan.mapping),
            options={"create_missing": create_missing, "full": full, "as_of": _iso(as_of)},
        )
        return store(load, plan, dry_run=dry_run, as_of=as_of)


def make_plan(
    path: Path,
    scratch: Path,
    source: str = "",
    mapping: Mapping | None = None,
    as_of: date | None = None,
) -> plans.Plan:
    """The plan for a path; raises Unreadable when nothing can be read at all."""
    tables, issues = plans.open_tables(path, scratch, mapping)
    if mapping is None:
        mapping = plans.propose(tables, source)
        if not source:
            mapping = memory.completed(mapping, tables)
    if not mapping.entries:
        issues += [Issue("not_mapped", table.file) for table in tables]
        return plans.Plan(mapping, [], issues, tables)
    return plans.make(tables, mapping, setting_of(as_of), issues)


def store(
    load: Load,
    plan: plans.Plan,
    *,
    dry_run: bool,
    as_of: date | None = None,
    run: Any = None,
    patches: dict[str, Patches] | None = None,
    with_effect: bool = False,
) -> dict[str, Any]:
    """Run a plan as a Run of its own: all rows or none. A rehearsal rolls everything back."""
    options = load.options
    run = run or queue_run(kind=KIND, params=run_params(load, dry_run=dry_run), by=load.by)
    ledger = Ledger()
    job = Job(
        run_id=run.pk,
        as_of=moment_of(as_of),
        setting=setting_of(as_of),
        ledger=ledger,
        create_missing=bool(options.get("create_missing")),
        full=bool(options.get("full")),
        patches=patches or {},
    )
    job.progress.total = int(load.check_result.get("rows", 0))
    try:
        with running(run):
            Load.objects.filter(pk=load.pk).update(
                run=run, state=Load.State.CHECKING if dry_run else Load.State.RUNNING
            )
            with Heartbeat(run, job.progress), transaction.atomic():
                before = standing() if with_effect else None
                execute(plan, job)
                if before:
                    job.effect = effect(before, standing(), run.pk)
                if dry_run:
                    transaction.set_rollback(True)
                else:
                    after_load(job, by=load.by)
            load.headers = {table.file: table.header for table in plan.tables}
            document = _record(load, run, job, dry_run=dry_run)
            finish(run, state=_run_state(document), result=_short(document))
        return document
    except Exception:
        Load.objects.filter(pk=load.pk).update(state=Load.State.FAILED, finished_at=timezone.now())
        raise
    finally:
        ledger.close()


def _record(load: Load, run: Any, job: Job, *, dry_run: bool) -> dict[str, Any]:
    """Counts, problems and set-aside rows, after the transaction has ended."""
    problems = bool(job.ledger.rows_set_aside or job.ledger.counts["error"])
    files = [one.as_dict() for one in job.files]
    document = {
        "run": run.pk,
        "dry_run": dry_run,
        "status": "problems" if problems else "done",
        "load": load.pk,
        "files": files,
        "issues": [one.as_dict() for one in job.ledger.shown],
        "issues_left_out": job.ledger.left_out,
        "missing": job.missing,
    }
    result = summary(files, job)
    with transaction.atomic():
        job.ledger.store(load.pk)
        load.run = run
        if dry_run:
            load.check_result, load.state = result, Load.State.CHECKED
        else:
            load.result = result
            load.state = Load.State.PROBLEMS if problems else Load.State.DONE
            load.finished_at = timezone.now()
        load.save(
            update_fields=["run", "headers", "check_result", "result", "state", "finished_at"]
        )
    return document


def summary(files: list[dict[str, Any]], job: Job) -> dict[str, Any]:
    """What pages show of a load; totals over its files."""
    total = {n: sum(f[n] for f in files) for n in files[0] if n not in ("file", "target")}
    return {
        **total,
        "files": files,
        "set_aside": job.ledger.rows_set_aside,
        "counts": dict(job.ledger.counts),
        "missing": job.missing[:1000],
        "missing_count": len(job.missing),
        "as_of": job.as_of.isoformat(),
        "effect": job.effect,
        "new_stages": job.new_stages,
    }


def refused(dry_run: bool, issues: list[Issue]) -> dict[str, Any]:
    return {
        "run": None,
        "dry_run": dry_run,
        "status": "refused",
        "files": [],
        "issues": [one.as_dict() for one in issues],
        "issues_left_out": 0,
        "missing": [],
    }


def run_params(load: Load, *, dry_run: bool) -> dict[str, Any]:
    return {
        "load": load.pk,
        "name": load.name,
        "dry_run": dry_run,
        "source": load.source,
        "options": load.options,
        "mapping": fingerprint(load.mapping),
    }


def setting_of(as_of: date | None = None) -> Setting:
    company = people.company()
    zone = ZoneInfo(company.time_zone)
    return Setting(zone, company.currency, as_of or people.today())


def moment_of(as_of: date | None) -> datetime:
    """A past day's export is as of the end of that day; today's is as of now."""
    if as_of is None or as_of >= people.today():
        return timezone.now()
    return datetime.combine(as_of, time(23, 59, 59), ZoneInfo(people.company().time_zone))


def _mapping(given: Mapping | dict[str, Any] | str | Path | None) -> Mapping | None:
    if given is None or isinstance(given, Mapping):
        return given
    if isinstance(given, dict):
        return mappings.from_dict(given)
    try:
        return mappings.from_yaml(Path(given).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise Unreadable("mapping_broken", file=str(given), reason=str(problem)) from None


def _run_state(document: dict[str, Any]) -> str:
    return "problems" if document["status"] == "problems" else "done"


def _short(document: dict[str, Any]) -> dict[str, Any]:
    """The run keeps counts; the problems themselves are kept with the load."""
    return {k: v for k, v in document.items() if k not in ("issues", "missing")}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
