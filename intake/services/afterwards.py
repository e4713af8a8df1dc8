"""What follows a load: the touched months are computed again, and pages know how fresh they are."""

from datetime import datetime
from typing import Any

from intake.services.pipeline import Job
from kernel.merge import Touched
from kpis import services as kpis
from teams import facts as people
from teams.services import calendar


def after_load(job: Job, *, by: Any) -> None:
    """Inside the load's transaction; what it queues starts after commit."""
    note_freshness(job.as_of, by=by)
    recompute(job.touched, by=by)


def note_freshness(as_of: datetime, *, by: Any) -> None:
    """Pages say until when the CRM is known; an older export does not turn that back."""
    company = people.company()
    if company.is_set_up and (company.data_as_of is None or company.data_as_of < as_of):
        calendar.set_company(by=by, data_as_of=as_of)


def recompute(touched: Touched, *, by: Any) -> None:
    """The waiting run is written with the load; the queue is asked after the commit."""
    kpis.recompute_after_load(touched, by=by)
