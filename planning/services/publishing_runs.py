"""Publishing plans of many people is a worker's task, with a run that says how it went."""

import logging
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


def ask(plan: QuotaPlan, by: Any, reason: str) -> Any:
    """The run; the one that is under way when there is one. Publishing twice is once anyway."""
    open_ones = audit.facts.runs().filter(kind=PUBLISH, params__plan=plan.pk, state__in=OPEN)
    if (known := open_ones.first()) is not None:
        return known
    params = {"plan": plan.pk, "reason": reason}
    run = runs.queue_run(kind=PUBLISH, params=params, by=by, total=1)
    transaction.on_commit(lambda: _send(run))
    return run


def work(run: Any) -> None:
    """Says in the run why it was refused; a fault is raised again."""
    by = get_user_model().objects.filter(pk=run.by_id).first()
    plan = QuotaPlan.objects.get(pk=run.params["plan"])
    try:
        with runs.running(run):
            made = publish(plan, by, run.params["reason"])
            run.result = {"publication": made.pk, "letters": made.letters.count()}
    except Refused as refused:
        log.info("publishing of plan %s was refused: %s", plan.pk, refused)
    except runs.AlreadyTaken:
        return


def _send(run: Any) -> None:
    try:
        current_app.send_task("planning.tasks.publish", [run.pk])
    except OperationalError:
        log.exception("run %s could not be sent to a worker", run.pk)
