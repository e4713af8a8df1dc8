"""What the clock asks about territory plans and hand-overs, and what is worked out beside pages."""

from celery import shared_task
from django.contrib.auth import get_user_model

import teams.facts
from territories.services import handovers, placing, reminders, routing
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


@shared_task(name="territories.tasks.place_all", ignore_result=True)
def place_all(model_id: int, user_id: int) -> None:
    """Run the rules of a plan; who asked is kept."""
    placing.place(model_id, by=get_user_model().objects.get(pk=user_id))


@shared_task(name="territories.tasks.ask_rules", ignore_result=True)
def ask_rules() -> None:
    """Nightly: exceptions end and accounts change; what moves is asked, nothing is done."""
    routing.after_load(None, by=None, run_id=None)
