"""What the clock asks about hand-overs."""

from celery import shared_task

from territories.services import handovers, reminders


@shared_task(name="territories.tasks.follow_hand_overs", ignore_result=True, expires=3000)
def follow_hand_overs() -> None:
    """Nothing is written where nothing changed."""
    handovers.follow()


@shared_task(name="territories.tasks.remind", ignore_result=True, expires=3000)
def remind() -> None:
    """Each person once for each hand-over."""
    reminders.remind()
