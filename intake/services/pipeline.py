"""From a plan to stored rows, inside the caller's transaction: read, stage, merge, tell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop

from audit.services import told
from audit.services.heartbeat import Progress
from crm import facts as crm
from intake.core.columns.base import ConventionBroken
from intake.core.issues import Issue, Severity
from intake.core.plan import Part, Plan, Step, row_reader
from intake.core.rows import Patches
from intake.core.study import Setting
from intake.core.tables import Row
from intake.core.target import TARGETS
from intake.services.familiar import Familiar, familiar
from intake.services.ledger import Ledger
from intake.services.merges import MERGES
from intake.services.staging import (
    FILE_STEP,
    Stage,
    drop_repetitions,
    follow_changes,
    rows_that_say,
)
from kernel.merge import Merged, Touched

TOLD_PER_STAGE = 1000
FROM = gettext_noop("%(what)s from %(file)s")


@dataclass(slots=True)
class FileResult:
    """Counts of one file and target, as `manage.py load` prints them."""

    file: str
    target: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    skipped: int = 0

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class Job:
    """Everything a load needs besides the plan."""

    run_id: int
    as_of: datetime
    setting: Setting
    ledger: Ledger
    create_missing: bool = False
    full: bool = False
    patches: dict[str, Patches] = field(default_factory=dict)
    progress: Progress = field(default_factory=Progress)
    files: list[FileResult] = field(default_factory=list)
    touched: Touched = field(default_factory=Touched)
    missing: list[str] = field(default_factory=list)
    effect: dict[str, Any] = field(default_factory=dict)
    stages: set[str] = field(default_factory=set)
    new_stages: list[str] = field(default_factory=list)


def execute(plan: Plan, job: Job) -> None:
    """All steps in order; results are in the job. Nothing is committed here."""
    job.ledger.add(plan.issues)
    for number, step in enumerate(plan.steps):
        job.progress.enter(told(FROM, what=TARGETS[step.target].label, file=step.file))
        _run_step(Stage(f"stage_{number}", step.target), step, job)


def _run_step(stage: Stage, step: Step, job: Job) -> None:
    result, known = _read(stage, step, job)
    job.files.append(result)
    if not stage.columns:
        return
    if step.entry.distinct:
        result.rows -= drop_repetitions(stage)
    if TARGETS[step.target].widen and "field" not in step.entry.columns:
        follow_changes(stage)
    stage.finish()
    job.stages = job.stages or {one.name for one in crm.stages()}
    full = job.full and step.target == "opportunities"
    merged = MERGES[step.target](
        stage.name,
        run_id=job.run_id,
        as_of=job.as_of,
        create_missing=job.create_missing,
        full=full,
        **({"recall": known.recall} if known else {}),
    )
    _book(merged, step, result, job)
    if "stage" in stage.columns:
        _tell_new_stages(stage, step, job)
    stage.drop()


def _read(stage: Stage, step: Step, job: Job) -> tuple[FileResult, Familiar | None]:
    """Stage the rows; again when a later row contradicts what the first ones seemed to say, or
    speaks of a record of which another row was left out as known.
    """
    mark, rows = job.ledger.mark(), job.progress.rows
    again, sift = False, True
    while True:
        try:
            result, known = _stage_step(stage, step, job, again=again, sift=sift)
            if not known or not known.recall.clashes():
                return result, known
            sift = False
        except ConventionBroken:
            if again:
                raise
            again = True
        job.ledger.rewind(mark)
        job.progress.rows = rows
        stage.drop()


def _stage_step(
    stage: Stage, step: Step, job: Job, *, again: bool, sift: bool
) -> tuple[FileResult, Familiar | None]:
    result, known = FileResult(step.file, step.target), None
    target = TARGETS[step.target]
    for place, part in enumerate(step.parts):
        reader = row_reader(part, job.setting, job.patches, again=again)
        if sift and not job.patches:
            known = familiar(stage.name, step, part, job.setting, job.as_of)
        fields = _field_names(part)
        for chunk in part.table.chunks(_long_rows(part, result, job)):
            whole = len(chunk.rows)
            block = reader.read(known.sift(chunk) if known else chunk)
            if known:
                known.mark(block)
            numbers = [place * FILE_STEP + n * target.stride for n in block.numbers]
            columns = block.columns
            if target.widen:
                columns, numbers = target.widen(columns, numbers)
            stage.add(numbers, columns)
            result.skipped += block.skipped
            result.rows += whole - block.skipped
            result.rejected += len(block.set_aside)
            job.ledger.add(block.issues, fields)
            job.ledger.set_aside(part.table.file, block.set_aside)
            job.progress.rows += whole - block.skipped
    return result, known


def _long_rows(part: Part, result: FileResult, job: Job) -> Callable[[Issue, Row], None]:
    """Rows that are longer than the header cannot be read; short ones are only told."""

    def tell(issue: Issue, row: Row) -> None:
        job.ledger.add([issue])
        if issue.severity is Severity.ERROR and issue.row is not None:
            job.ledger.set_aside(part.table.file, [(issue.row, row)])
            result.rows += 1
            result.rejected += 1

    return tell


def _field_names(part: Part) -> dict[str, str]:
    """Their column → our field, for the problems of a load."""
    entry = part.extract.entry
    return {column: name for name, rule in entry.columns.items() for column in rule.columns()}


def _book(merged: Merged, step: Step, result: FileResult, job: Job) -> None:
    result.created, result.updated = merged.created, merged.updated
    result.unchanged = merged.unchanged
    stride = TARGETS[step.target].stride
    wanted: dict[int, set[int]] = {}
    for rejection in merged.rejections:
        place, rest = divmod(rejection.row, FILE_STEP)
        part, row = step.parts[place], rest // stride
        named = rejection.column in step.entry.columns
        column = part.extract.column_of(rejection.column if named else "") or rejection.column
        issue = Issue(
            "said",
            part.table.file,
            row,
            column,
            rejection.value,
            Severity(rejection.severity),
            {
                "text": rejection.message,
                "code": rejection.code,
                "column": rejection.column,
                "value": rejection.value,
            },
        )
        job.ledger.add([issue], {column: rejection.column})
        if rejection.severity == "error":
            wanted.setdefault(place, set()).add(row)
    for place, rows in wanted.items():
        part = step.parts[place]
        result.rejected += len(rows)
        job.ledger.set_aside(part.table.file, _find_rows(part, rows))
    for known in merged.missing:
        job.missing.append(known)
    job.touched.add(merged.touched.reps, merged.touched.start, merged.touched.end)


def _tell_new_stages(stage: Stage, step: Step, job: Job) -> None:
    """Stages that nobody had described: created to be reviewed, and told at their rows."""
    known = {one.name for one in crm.stages()}
    for name in sorted(known - job.stages):
        job.new_stages.append(name)
        for number in rows_that_say(stage, "stage", name, TOLD_PER_STAGE):
            place, row = divmod(number, FILE_STEP)
            part = step.parts[place]
            column = part.extract.column_of("stage")
            issue = Issue("stage_created", part.table.file, row, column, name, Severity.WARNING)
            job.ledger.add([issue], {column: "stage"})
    job.stages = known


def _find_rows(part: Part, wanted: set[int]) -> list[tuple[int, Row]]:
    """The cells of some rows: the file is read again, rows are not kept in memory."""
    found: list[tuple[int, Row]] = []
    for chunk in part.table.chunks():
        found += [
            (number, row)
            for number, row in zip(chunk.numbers, chunk.rows, strict=True)
            if number in wanted
        ]
        if len(found) == len(wanted):
            break
    return found
