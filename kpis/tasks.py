"""The recompute as Celery tasks: a start, a task per piece, and what the clock asks."""

from celery import shared_task
from django.db import transaction

from audit import facts as audit
from kpis.services import clock, runs, stale


@shared_task(name="kpis.tasks.start")
def start(parent_pk: int) -> None:
    """Begin a waiting recompute and hand out its pieces; one that has begun is left alone."""
    hand_out(runs.begin(audit.run(parent_pk)))


@shared_task(name="kpis.tasks.piece")
def piece(part_pk: int) -> None:
    """Do one piece and hand out what comes next."""
    if (part := audit.run(part_pk)) is None or part.parent_id is None:
        return
    try:
        runs.work(part)
    finally:
        hand_out(runs.advance(part.parent_id))


@shared_task(name="kpis.tasks.nightly", ignore_result=True)
def nightly() -> None:
    """Start the day's recompute once it is night where the company is; mend what got stuck, and
    follow what people changed."""
    for parent_pk in clock.stuck():
        hand_out(runs.resume(parent_pk))
    for parent_pk in clock.waiting():
        start.delay(parent_pk)
    if (parent := clock.tonight()) is not None:
        start.delay(parent.pk)
    if (change := stale.due()) is not None:
        follow.delay(change.pk)
    stale.answer_edits()


@shared_task(name="kpis.tasks.follow", ignore_result=True)
def follow(run_pk: int) -> None:
    """Bring the numbers after a change of settings."""
    if (run := audit.run(run_pk)) is not None:
        stale.follow(run)


def hand_out(parts: list[object]) -> None:
    """Send pieces to workers once they are committed."""
    for part in parts:
        transaction.on_commit(lambda pk=part.pk: piece.delay(pk))  # type: ignore[attr-defined, misc]
