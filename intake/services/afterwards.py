"""What follows a load: the touched months are computed again, and pages know how fresh they are."""

from importlib import import_module
from typing import Any

from django.db import transaction

from intake.services.pipeline import Job
from kernel.merge import Touched
from teams.services import calendar


def after_load(job: Job, *, by: Any) -> None:
    """Inside the load's transaction; what it queues starts after commit."""
    if hasattr(calendar, "note_data_as_of"):
        calendar.note_data_as_of(job.as_of)
    recompute(job.touched, by=by)


def recompute(touched: Touched, *, by: Any) -> None:
    try:
        kpis = import_module("kpis.services")
    except ModuleNotFoundError:
        return
    if touched.start is not None:
        transaction.on_commit(lambda: kpis.recompute_after_load(touched, by=by), robust=True)
