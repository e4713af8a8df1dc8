"""What follows a load: accounts find their territory, the touched months are computed again, and
pages know how fresh they are."""

from datetime import datetime
from typing import Any

from intake.models import Load
from intake.services.pipeline import Job
from kernel.merge import Touched
from kpis import services as kpis
from teams import facts as people
from teams.services import calendar
from territories.services import routing


def after_load(job: Job, *, by: Any) -> None:
    """Inside the load's transaction; what it queues starts after commit."""
    note_freshness(job.as_of, by=by)
    if any(one.target == "accounts" for one in job.files):
        routing.after_run(job.run_id, by=by, day=job.as_of.date())
    recompute(job.touched, by=by)


def note_freshness(as_of: datetime, *, by: Any) -> None:
    """Pages say until when the CRM is known; an older export does not turn that back."""
    company = people.company()
    if company.is_set_up and (company.data_as_of is None or company.data_as_of < as_of):
        calendar.set_company(by=by, data_as_of=as_of)


def note_undone(run_id: int, *, by: Any) -> None:
    """Pages go back to the newest export that is still stored; to unknown when none is."""
    company = people.company()
    stored = Load.objects.filter(state__in=[Load.State.DONE, Load.State.PROBLEMS])
    texts = dict(stored.values_list("run_id", "result__as_of"))
    moments = {run: datetime.fromisoformat(text) for run, text in texts.items() if text}
    if company.is_set_up and moments.pop(run_id, None) == company.data_as_of:
        calendar.set_company(by=by, data_as_of=max(moments.values(), default=None))


def recompute(touched: Touched, *, by: Any) -> None:
    """The waiting run is written with the load; the queue is asked after the commit."""
    kpis.recompute_after_load(touched, by=by)
