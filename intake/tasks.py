"""Background work of imports."""

from celery import Task, shared_task

from intake.services import wizard


@shared_task(bind=True, max_retries=60, ignore_result=True)
def work(self: Task, load_id: int) -> None:
    """Check or store one load. A message that comes again after a crash waits for silence."""
    if not wizard.work(load_id):
        raise self.retry(countdown=10)
