"""What the clock and people ask of workers about quota plans."""

from celery import shared_task

import audit.facts
from planning.facts import misses
from planning.services import chances, publishing_runs, reminders


@shared_task(name="planning.tasks.weigh_in_force", ignore_result=True)
def weigh_in_force() -> None:
    """Nothing to do while numbers and day are the same; who misses again is kept for home pages."""
    chances.nightly()
    misses.remember()


@shared_task(name="planning.tasks.weigh", ignore_result=True)
def weigh(run_pk: int) -> None:
    """Weigh a plan that somebody asked about; one that was stopped is left alone."""
    run = audit.facts.run(run_pk)
    if run is not None and run.state == "queued":
        chances.work(run)


@shared_task(name="planning.tasks.publish", ignore_result=True)
def publish(run_pk: int) -> None:
    """Publish a plan of many people; one that was done already is left alone."""
    run = audit.facts.run(run_pk)
    if run is not None and run.state == "queued":
        publishing_runs.work(run)


@shared_task(name="planning.tasks.remind", ignore_result=True, expires=3000)
def remind() -> None:
    """Each person once for each letter."""
    reminders.remind()
