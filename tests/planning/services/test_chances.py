"""Chances are worked out of deals and results as they stood, kept once a morning, and held against
what happened."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

import teams.facts
from audit import services as runs
from kernel.dated import Days
from kernel.periods import FiscalCalendar
from planning.facts import limits, realism
from planning.facts.asked import in_force
from planning.facts.evidence import Evidence, Span
from planning.models import Chance
from planning.services import chances
from tests.factories import crm as build
from tests.factories import kpis as numbers
from tests.factories.planning import figures
from tests.factories.publishing import away

CALENDAR = FiscalCalendar()
MORNING = date(2026, 5, 1)
QUARTER = CALENDAR.quarter_of(MORNING)
SPAN = Span(QUARTER.start, QUARTER.end, "quarter", MORNING)
WON = [900, 1100, 1000, 950, 1050, 1000, 900, 1100, 1000, 950, 1050, 1000, 1000]


@pytest.fixture
def months(bob, emea_north):
    """A year of results of about 1,000 a month, the last one April; quotas were 1,000."""
    sold(bob.rep, emea_north, date(2026, 4, 1))


def sold(rep, team, last):
    month = CALENDAR.month_of(last)
    for amount in reversed(WON):
        for scope in ("company", rep, team):
            numbers.stored(scope, month, won_value=amount, quota=1000)
        numbers.won_on(rep, team, month.start, amount)
        month = CALENDAR.previous(month)


@pytest.fixture
def deals(bob):
    """Of forty deals that stood in Propose on first days of past months, half were won in time; two
    are open now."""
    for n in range(40):
        begun = date(2025, 7, 20) + timedelta(n % 5)
        won = "won" if n % 2 else "lost"
        stages = {"stage": won, "closed_on": begun + timedelta(40), "close_date": None}
        deal = build.deal(bob.rep, amount=100, created_on=begun, **stages)
        build.change(deal, "stage", won, begun + timedelta(40), old="propose")
        build.change(deal, "status", won, begun + timedelta(40), old="open")
        build.change(deal, "close_date", "", begun + timedelta(40), old="2025-08-25")
    for amount in (1500, 1200):
        build.deal(bob.rep, amount=amount, created_on=date(2026, 3, 1), close_date=date(2026, 6, 1))


def ask(rep, amount):
    numbers.stored(rep, QUARTER, quota=amount)
    return chances.weigh_in_force(MORNING, ["quarter"])


def kept(rep):
    return {row.view: row for row in Chance.objects.filter(rep=rep, line=None)}


def test_nothing_is_asked_without_a_quota(company):
    assert chances.weigh_in_force(MORNING) == 0


def test_three_views_are_kept_once(bob, months):
    assert ask(bob.rep, 3000) == 3
    first = {view: row.chance for view, row in kept(bob.rep).items()}
    assert ask(bob.rep, 3000) == 3
    assert {view: row.chance for view, row in kept(bob.rep).items()} == first
    assert Chance.objects.count() == 3


def test_the_run_rate_knows_what_is_won_and_what_remains(bob, months):
    ask(bob.rep, 3000)
    row = kept(bob.rep)["run_rate"]
    assert row.inputs["won"] == 1000  # April
    assert row.inputs["gap"] == 2000
    assert row.inputs["own"] == pytest.approx(6100 / 6)
    assert row.inputs["left"] == pytest.approx(2, abs=0.1)
    assert float(row.chance) == pytest.approx(0.45, abs=0.2)


def test_the_pipeline_has_the_deals_that_can_close_in_time(bob, months, deals):
    ask(bob.rep, 3000)
    evidence = Evidence(SPAN)
    (one,) = in_force(QUARTER, MORNING)
    assert sorted(value for value, _p in evidence.known(one).deals) == [1200, 1500]
    build.deal(bob.rep, amount=900, created_on=date(2026, 3, 1), close_date=QUARTER.end)
    assert chances.weigh_in_force(MORNING, ["quarter"]) == 3
    assert kept(bob.rep)["pipeline"].inputs["deals"] == 2


def test_comparable_quotas_are_counted(bob, months):
    ask(bob.rep, 3000)
    row = kept(bob.rep)["history"]
    assert row.inputs["stretch"] == pytest.approx(1.0, abs=0.02)
    assert row.chance is None
    assert row.inputs["why"] == "few_alike"


def test_what_was_said_is_held_against_what_happened(bob, months):
    ask(bob.rep, 2900)
    Chance.objects.update(days=("2025-04-01", "2025-07-01"), as_of=date(2025, 5, 1))
    found = realism.calibrations(realism.cases())
    assert found["run_rate"].n == 1
    assert found["run_rate"].base_rate == 1.0  # 900 + … was more than asked
    assert found["history"] is None


def test_however_many_periods_are_over_their_results_are_asked_for_once(
    bob, months, django_assert_num_queries
):
    for month in range(1, 13):
        first = CALENDAR.month_of(date(2025, month, 1))
        Chance.objects.create(
            rep=bob.rep,
            days=(first.start, first.end),
            as_of=first.start,
            view="run_rate",
            amount=950,
            chance="0.5",
        )
    with django_assert_num_queries(3):
        found = realism.cases()  # today, what was said, what was won
    # The first of WON is April; nothing was won before.
    assert len(found) == 12
    assert sum(one.reached for one in found) == sum(amount >= 950 for amount in WON[:9]) == 7


def test_standing_is_the_latest(bob, months):
    ask(bob.rep, 3000)
    seen = realism.standing([bob.rep.pk], Days(QUARTER.start, QUARTER.end))
    assert set(seen[bob.rep.pk]) == {"run_rate", "pipeline", "history"}


def test_a_goal_raised_by_forty_percent_goes_beyond_the_limit(bob, emea_north, draft, dora):
    this_month = CALENDAR.month_of(teams.facts.today())
    sold(bob.rep, emea_north, CALENDAR.previous(this_month).start)
    figures(dora, draft, company=12_000, Bob=11_500)
    assert "middle" not in kinds(draft)
    figures(dora, draft, Bob=11_500 * Decimal("1.4"))
    assert "middle" in kinds(draft)


def kinds(plan):
    return {one.kind for one in limits.beyond(plan)}


def test_each_night_weighs_once(bob, emea_north, draft, dora):
    assert chances.nightly() == 0
    this_month = CALENDAR.month_of(teams.facts.today())
    sold(bob.rep, emea_north, CALENDAR.previous(this_month).start)
    numbers.stored(bob.rep, this_month, quota=1000)
    figures(dora, draft, Bob=11_500)
    runs.finish(runs.queue_run(kind="kpis.recompute", params={}))
    assert chances.nightly() == 6
    assert Chance.objects.filter(line__rep=bob.rep).count() == 3
    assert chances.nightly() == 0


def test_a_person_is_asked_for_what_falls_to_them(bob, emea_north, draft, dora):
    """Away for half of the plan's year, then for all of it."""
    this_month = CALENDAR.month_of(teams.facts.today())
    sold(bob.rep, emea_north, CALENDAR.previous(this_month).start)
    figures(dora, draft, Bob=12_000)
    away(bob.rep, draft.days.lower, draft.days.lower.replace(month=7))
    seen = view_of(draft, bob.rep)
    assert (seen.inputs["asked"], seen.inputs["gap"]) == (6000, 6000)
    assert seen.chance > Decimal("0.9")
    away(bob.rep, draft.days.lower.replace(month=7), draft.days.upper)
    seen = view_of(draft, bob.rep)
    assert seen.chance is None
    assert seen.inputs["why"] == "nothing_asked"


def test_what_was_weighed_is_kept_with_the_figure_it_came_from(bob, emea_north, draft, dora):
    figures(dora, draft, Bob=12_000)
    away(bob.rep, draft.days.lower, draft.days.lower.replace(month=7))
    assert chances.weigh_open_plans(teams.facts.today()) == 3
    assert realism.weighed(draft).behind == 0
    figures(dora, draft, Bob=6_000)
    assert realism.weighed(draft).behind == 1


def view_of(plan, rep):
    (one,) = (line for line in realism.now(plan).people if line.key == ("rep", rep.pk))
    return one.views["run_rate"]
