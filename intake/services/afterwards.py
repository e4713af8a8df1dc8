"""What follows a load: the touched months are computed again, and pages know how fresh they are."""

from typing import Any

from intake.services.pipeline import Job
from kernel.merge import Touched
from kpis import services as kpis
from teams.services import calendar


def after_load(job: Job, *, by: Any) -> None:
    """Inside the load's transaction; what it queues starts after commit."""
    if hasattr(calendar, "note_data_as_of"):
        calendar.note_data_as_of(job.as_of)
    recompute(job.touched, by=by)


def recompute(touched: Touched, *, by: Any) -> None:
    """The waiting run is written with the load; the queue is asked after the commit."""
    kpis.recompute_after_load(touched, by=by)
