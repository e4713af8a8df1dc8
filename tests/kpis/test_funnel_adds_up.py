"""The stored funnel of a simulated company: a second opinion, and what must add up."""

from datetime import timedelta

import pytest
from django.db.models import Count, Sum

from kpis.facts import funnel as facts
from kpis.models import FunnelStep
from kpis.services import funnel, recompute
from kpis.services.recompute import window_for
from teams import facts as teams
from tests.kpis import second_way

pytestmark = pytest.mark.django_db


def keep():
    return funnel.keep(window_for(None, None, None))


def test_a_second_run_writes_nothing(simulated):
    assert FunnelStep.objects.exists()
    assert keep() == 0


def test_a_load_brings_its_months_up_to_date(simulated):
    deal = teams.reps().get(external_id="S-10").opportunities.filter(status="open").latest("pk")
    period = teams.company().calendar.month_of(deal.created_on)
    company = teams.company_scope()
    before = sum(s.leaks for s in facts.funnel(company, period, "cohort"))
    type(deal).objects.filter(pk=deal.pk).update(status="lost", closed_on=teams.today())
    recompute(start=deal.created_on, end=teams.today() + timedelta(1))
    assert sum(s.leaks for s in facts.funnel(company, period, "cohort")) == before + 1
    assert keep() == 0


@pytest.mark.parametrize("basis", ["cohort", "period"])
def test_the_second_opinion_agrees(simulated, basis):
    calendar = teams.company().calendar
    year = calendar.year_of(teams.today() - timedelta(400))
    found, times = second_way.counts(year.start, year.end, cohort=basis == "cohort")
    for number, step in enumerate(facts.funnel(teams.company_scope(), year, basis), 1):
        for name in ("entered", "passed", "lost", "skipped", "leaks", "moves", "backs"):
            assert getattr(step, name) == found[number][name], (number, name)
        assert step.stay_median == second_way.median(times[number])
        assert step.stay_slow == second_way.median(times[number], 0.75)


@pytest.mark.parametrize("basis", ["cohort", "period"])
def test_people_add_up_to_teams_and_months_to_the_year(simulated, basis):
    calendar = teams.company().calendar
    year = calendar.year_of(teams.today() - timedelta(400))
    rows = FunnelStep.objects.filter(basis=basis, dim="")

    def total(**where):
        names = ("entered", "passed", "lost", "leaks", "backs", "entered_value", "leak_value")
        return rows.filter(**where).aggregate(**{name: Sum(name) for name in names})

    whole = total(scope="company", kind="year", start=year.start)
    assert total(scope="rep", kind="year", start=year.start) == whole
    within = {"start__gte": year.start, "start__lt": year.end}
    assert total(scope="company", kind="month", **within) == whole
    assert total(scope="company", kind="quarter", **within) == whole
    regions = [t.id for t in teams.team_facts() if t.parent_id is None]
    assert total(scope="team", scope_id__in=regions, kind="year", start=year.start) == whole


@pytest.mark.parametrize("basis", ["cohort", "period"])
@pytest.mark.parametrize("key", ["company", "team:region-1", "rep:S-10"])
def test_every_number_opens_its_deals(simulated, basis, key):
    scope = teams.find_scope(key)
    quarter = teams.company().calendar.quarter_of(teams.today() - timedelta(150))
    for step in facts.funnel(scope, quarter, basis):
        expected = {
            "entered": (step.entered, step.entered_value),
            "passed": (step.passed, step.passed_value),
            "lost": (step.lost, step.lost_value),
            "open": (step.open, step.open_value),
            "leaked": (step.leaks, step.leak_value),
        }
        for kind, numbers in expected.items():
            asked = facts.Behind(scope, quarter, basis, step.stage_id, kind)
            sums = facts.funnel_deals(asked).aggregate(n=Count("pk"), v=Sum("value"))
            assert (sums["n"], sums["v"] or 0) == numbers, kind
