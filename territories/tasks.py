"""What the clock asks about territory plans and hand-overs."""

from celery import shared_task

import teams.facts
from territories.services import handovers, reminders
from territories.services.activation import activate_due


@shared_task(name="territories.tasks.begin_day", ignore_result=True, expires=240)
def begin_day() -> None:
    """Start the model whose day has come; let dated changes take effect."""
    activate_due(teams.facts.today())


@shared_task(name="territories.tasks.follow_hand_overs", ignore_result=True, expires=3000)
def follow_hand_overs() -> None:
    """Nothing is written where nothing changed."""
    handovers.follow()


@shared_task(name="territories.tasks.remind", ignore_result=True, expires=3000)
def remind() -> None:
    """Each person once for each hand-over."""
    reminders.remind()
