"""Background work of imports."""

from celery import Task, shared_task
from django.conf import settings

from audit.services.recall import forget_unused
from intake.services import retention, waiting, wizard

UNUSED_DAYS = 60  # without a load that reads rows in the same way


@shared_task(bind=True, max_retries=60, ignore_result=True)
def work(self: Task, load_id: int) -> None:
    """Check or store one load. A message that comes again after a crash waits for silence."""
    if not wizard.work(load_id):
        raise self.retry(countdown=10)


@shared_task(ignore_result=True)
def work_waiting(load_id: int) -> None:
    """Begin a load whose first message was lost; one that has begun is left alone."""
    waiting.work(load_id)


@shared_task(ignore_result=True)
def wake_waiting() -> None:
    """Send waiting loads again. The message expires before the next one, so none pile up."""
    wizard.settle_all()
    for load_id in waiting.forgotten():
        work_waiting.apply_async((load_id,), expires=waiting.EVERY)


@shared_task(ignore_result=True)
def remove_old_uploads() -> None:
    """Files that no import needs any more, and what is known of rows that nobody loads."""
    retention.remove_old(days=settings.UPLOAD_DAYS)
    forget_unused(days=UNUSED_DAYS)
