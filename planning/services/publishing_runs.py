"""Publishing plans of many people is a worker's task, with a run that says how it went."""

import logging
from datetime import date
from typing import Any

from celery import current_app
from django.contrib.auth import get_user_model
from django.db import transaction
from kombu.exceptions import OperationalError

import audit.facts
from audit import services as runs
from planning.models import QuotaLine, QuotaPlan
from planning.services.publishing import publish
from teams.services.refused import Refused

log = logging.getLogger(__name__)
PUBLISH = "planning.publish"
OPEN = ("queued", "running")
# From so many people on nobody waits in front of the page: about five seconds of work.
MANY = 300


def is_many(plan: QuotaPlan) -> bool:
    rows = QuotaLine.objects.filter(goal__plan=plan, rep__isnull=False)
    return rows.values("rep").distinct().count() >= MANY


def ask(plan: QuotaPlan, by: Any, reason: str, start: date | None = None) -> Any:
    """The run; the one that is under way when there is one. Asking again sends it again."""
    runs.close_silent_runs(kind=PUBLISH)
    with transaction.atomic():
        QuotaPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        known = audit.facts.runs().filter(kind=PUBLISH, params__plan=plan.pk, state__in=OPEN)
        params = {"plan": plan.pk, "reason": reason, "start": start and start.isoformat()}
        run = known.first() or runs.queue_run(kind=PUBLISH, params=params, by=by)
    transaction.on_commit(lambda: _send(run.pk))
    return run


def work(run: Any) -> None:
    """Says in the run why it was refused; a fault is raised again."""
    by = get_user_model().objects.filter(pk=run.by_id).first()
    plan = QuotaPlan.objects.get(pk=run.params["plan"])
    said = run.params["start"]
    start = date.fromisoformat(said) if said else None
    try:
        with runs.running(run):
            made = publish(plan, by, run.params["reason"], start)
            run.result = {"publication": made.pk, "letters": made.letters.count()}
    except Refused as refused:
        log.info("publishing of plan %s was refused: %s", plan.pk, refused)
    except runs.AlreadyTaken:
        return


def _send(run_pk: int) -> None:
    """By name: tasks stand above services. Without a broker it waits; asking again sends it."""
    try:
        current_app.send_task("planning.tasks.publish", [run_pk])
    except (OperationalError, ConnectionError):
        log.warning("publishing of run %s waits: the broker does not answer", run_pk)
