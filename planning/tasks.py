"""What the clock and people ask of workers about quota plans."""

from celery import shared_task

import audit.facts
from planning.services import chances


@shared_task(name="planning.tasks.weigh_in_force", ignore_result=True)
def weigh_in_force() -> None:
    """Nothing to do while numbers and day are the same."""
    chances.nightly()


@shared_task(name="planning.tasks.weigh", ignore_result=True)
def weigh(run_pk: int) -> None:
    """Weigh a plan that somebody asked about; one that was stopped is left alone."""
    run = audit.facts.run(run_pk)
    if run is not None and run.state == "queued":
        chances.work(run)
