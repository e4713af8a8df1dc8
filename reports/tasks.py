"""Making a report, as a Celery task."""

from celery import Task, shared_task

import audit.facts
from reports import services


@shared_task(name="reports.tasks.make", bind=True, max_retries=360, ignore_result=True)
def make(self: Task, run_pk: int) -> None:
    """Make one; while the numbers are being computed it waits for them, half an hour at most."""
    run = audit.facts.run(run_pk)
    if run is None or run.state != "queued":
        return
    try:
        services.work(run)
    except services.NumbersChange as wait:
        raise self.retry(countdown=5, exc=wait) from wait
