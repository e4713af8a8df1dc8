"""The sample company from nothing: settings, files through the importer, sign-ins."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model

import reports.facts
import reports.services
from intake.services import load_path
from kernel.periods import Period
from sample import coaching, company, goals, organisation, plans, proposals, territories
from teams import facts as teams
from teams.services.calendar import add_holidays, set_company
from teams.services.demo import create_demo_sign_ins

MANAGER, REP = "M2", "8"  # a team that has something to talk about, and somebody in it


class NotTheSample(Exception):
    """The database holds a real company; the sample is not mixed into it."""


def load_sample(*, today: date | None = None, by: Any = None) -> dict[str, Any]:
    """Load it, with `today` inside the data; the document of the load. Twice changes nothing."""
    known = teams.company()
    if known.is_set_up and not known.is_sample:
        raise NotTheSample
    day = today or teams.today()
    calendar = organisation.calendar(day)
    if not known.is_set_up:
        set_company(
            by=by,
            name=company.NAME,
            currency="USD",
            time_zone="America/New_York",
            language="en",
            country="US",
            fiscal_year_start=calendar.start_month,
            is_sample=True,
        )
        add_holidays(by=by, years=range(day.year - 3, day.year + 2))
    with tempfile.TemporaryDirectory(prefix="sample-") as folder:
        company.write(Path(folder), day)
        document = load_path(folder, source="own", as_of=day, by=by)
    if document["status"] != "refused":
        manager, rep = (teams.reps().get(external_id=one) for one in (MANAGER, REP))
        create_demo_sign_ins(manager=manager, rep=rep)
        coaching.write(manager, rep, day)
        plans.ask(manager=manager, rep=rep, today=day)
        now = teams.today()  # plans start on days of the clock, whatever day the data are of
        territories.draw(today=now, following=calendar.next(calendar.quarter_of(now)))
        proposals.prepare()
        goals.draw()
        _review(calendar.previous(calendar.quarter_of(day)))
    return document


def _review(quarter: Period) -> None:
    """One quarterly review, of the last whole quarter: asked for now, made by a worker once the
    numbers of the load are computed. Nobody waits for it."""
    scope, author = teams.company_scope(), get_user_model().objects.filter(role="executive").first()
    if quarter.end <= teams.today() and reports.facts.in_force(scope, quarter) is None:
        reports.services.ask_for(scope, quarter, by=author)


def load_simulated(folder: Path, *, as_of: date, by: Any = None) -> dict[str, Any]:
    """Load the files of a simulation into an empty database, or over an earlier simulation."""
    known = teams.company()
    if known.is_set_up and not known.is_sample:
        raise NotTheSample
    if not known.is_set_up:
        set_company(by=by, name="Simulated company", currency="USD", is_sample=True)
    document = load_path(folder, source="own", as_of=as_of, by=by)
    if document["status"] != "refused":
        create_demo_sign_ins()
    return document
