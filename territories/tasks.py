"""What the clock and people ask of workers about territory plans and hand-overs."""

from contextlib import suppress

from celery import shared_task
from django.contrib.auth import get_user_model
from django.utils.translation import override

import audit.facts
import teams.facts
from teams.services.refused import Refused
from territories.services import (
    appeal_mails,
    handovers,
    placing,
    proposing,
    reminders,
    routing,
    weighing,
)
from territories.services.activation import activate_due
from territories.services.bulk import running


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
    """Each person once for each hand-over and appeal."""
    reminders.remind()
    appeal_mails.remind()


@shared_task(name="territories.tasks.place_all", ignore_result=True)
def place_all(model_id: int, user_id: int) -> None:
    """Run the rules of a plan; who asked is kept."""
    placing.place(model_id, by=get_user_model().objects.get(pk=user_id))


@shared_task(name="territories.tasks.ask_rules", ignore_result=True)
def ask_rules() -> None:
    """Nightly: exceptions end and accounts change; what moves is asked, nothing is done."""
    routing.after_load(None, by=None, run_id=None)


@shared_task(ignore_result=True)
def propose(run_pk: int) -> None:
    """Answer a question to the optimiser; one that was answered or stopped is left alone."""
    run = audit.facts.run(run_pk)
    if run is not None and run.state == "queued":
        proposing.work(run)


@shared_task(ignore_result=True)
def import_rows(run_pk: int) -> None:
    """Check or store a large file, or undo that; what is refused stands with the run, in the
    asker's language."""
    run = audit.facts.run(run_pk)
    if run is None or run.state != "queued":
        return
    said = run.by.language if run.by else ""
    with override(said or teams.facts.company().language), suppress(Refused):
        running.work(run)


@shared_task(ignore_result=True)
def weigh(model_id: int) -> None:
    """What the territories of a model carry, after its rules ran."""
    weighing.weigh(model_id)


@shared_task(ignore_result=True)
def weigh_all() -> None:
    """What territories carry follows deals and accounts."""
    weighing.weigh_all()
