"""What the clock asks of workers about quota plans."""

from celery import shared_task

from planning.services import reminders


@shared_task(name="planning.tasks.remind", ignore_result=True, expires=3000)
def remind() -> None:
    """Each person once for each letter."""
    reminders.remind()
