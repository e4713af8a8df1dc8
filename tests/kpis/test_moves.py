"""Moves back, and how many of a cohort are won: single deals by hand, and what stands behind."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from crm.models import DealChange, Opportunity
from kpis import facts, services
from kpis.facts import KpiValue
from teams import facts as teams
from tests.factories import crm as build
from tests.kpis.second_opinion import Opinion
from tests.kpis.test_second_opinion import differing

pytestmark = pytest.mark.django_db
BACK, COHORT = "regress_rate", "cohort_win_rate"
OLD = date(2025, 11, 3)


def walked(owner, *way: tuple[str, date], stage: str = "", **fields):
    """A deal that was in each of the stages since the day beside it."""
    deal = build.deal(owner, stage=stage or way[-1][0], created_on=way[0][1], **fields)
    old = ""
    for new, day in way:
        build.change(deal, "stage", new, day, old=old)
        old = new
    return deal


def asked(slug: str, scope: str = "company", p: str = "2026-Q1", as_of=None) -> KpiValue:
    period = teams.company().calendar.parse(p)
    return services.compute(teams.find_scope(scope), period, as_of, [slug])[slug]


def halves(slug: str, *args, **more) -> tuple[Decimal | None, Decimal | None]:
    value = asked(slug, *args, **more)
    return value.numerator, value.denominator


def behind(slug: str, scope: str = "company", half: str = "numerator") -> facts.Rows:
    value = asked(slug, scope)
    return facts.explain(value.scope, value.period, slug, value=value).rows(half)


def test_a_move_back_counts_on_its_day_and_is_listed(bob):
    steps = [("propose", OLD), ("qualify", date(2026, 2, 2)), ("propose", date(2026, 2, 9))]
    deal = walked(bob.rep, *steps)
    assert halves(BACK) == (1, 2)
    assert halves(BACK, p="2025-Q4") == (0, 0)
    assert [(row.id, row.amount) for row in behind(BACK)] == [(deal.pk, 1)]
    assert behind(BACK, half="denominator").total == 2


def test_to_win_is_a_move_and_to_lose_is_none(bob):
    walked(bob.rep, ("propose", OLD), stage="won", closed_on=date(2026, 2, 2))
    walked(bob.rep, ("propose", OLD), stage="lost", closed_on=date(2026, 2, 2))
    assert halves(BACK) == (0, 1)


def test_two_changes_of_one_moment_are_one_move(bob):
    day = date(2026, 2, 2)
    walked(bob.rep, ("propose", OLD), ("qualify", day), ("propose", day))
    assert halves(BACK) == (0, 0)


def test_a_deal_without_history_has_no_moves(bob):
    build.deal(bob.rep, stage="won", created_on=OLD, closed_on=date(2026, 2, 2))
    assert halves(BACK) == (0, 0)


def test_moves_are_credited_by_share(bob, charlie):
    deal = walked(bob.rep, ("propose", OLD), ("qualify", date(2026, 2, 2)))
    build.split(deal, bob.rep, 60)
    build.split(deal, charlie.rep, 40)
    assert halves(BACK, "rep:BOB") == (Decimal("0.6"), Decimal("0.6"))
    assert halves(BACK, "team:americas") == (Decimal("0.4"), Decimal("0.4"))
    assert halves(BACK) == (1, 1)


def test_as_of_a_day_only_what_had_happened_by_then(bob):
    walked(bob.rep, ("propose", OLD), ("qualify", date(2026, 2, 2)), ("propose", date(2026, 3, 2)))
    assert halves(BACK, as_of=date(2026, 2, 15)) == (1, 1)
    assert halves(BACK, as_of=date(2026, 2, 1)) == (0, 0)
    assert halves(BACK) == (1, 2)


def qualified(owner, on: date, days: int | None = None, stage: str = "won"):
    """A deal qualified on a day and closed so many days later; without days still open."""
    if days is None:
        return build.deal(owner, created_on=on)
    closed = on + timedelta(days)
    return build.deal(owner, stage=stage, created_on=on, qualified_on=on, closed_on=closed)


def test_a_cohort_counts_wins_within_its_days_whenever_the_period_ended(bob):
    on = date(2025, 1, 15)
    won = qualified(bob.rep, on, 180)
    for late, stage in ((181, "won"), (20, "lost")):
        qualified(bob.rep, on, late, stage)
    assert halves(COHORT, p="2025-Q1") == (1, 3)
    assert float(asked(COHORT, p="2025-Q1").value) == pytest.approx(1 / 3)
    value = asked(COHORT, p="2025-Q1")
    rows = facts.explain(value.scope, value.period, COHORT, value=value).rows("numerator")
    assert [row.id for row in rows] == [won.pk]


def test_a_young_cohort_says_nothing_yet(bob):
    today = teams.today()
    qualified(bob.rep, today - timedelta(5), 3)
    period = teams.company().calendar.of("month", today - timedelta(5)).slug
    value = asked(COHORT, p=period)
    assert (value.value, value.note, value.numerator) == (None, "young", 1)


def test_as_of_a_day_the_cohort_knew_less(bob):
    on = date(2025, 1, 15)
    qualified(bob.rep, on, 170)
    assert asked(COHORT, p="2025-01", as_of=on + timedelta(160)).value is None
    assert halves(COHORT, p="2025-01", as_of=on + timedelta(160)) == (0, 1)
    assert asked(COHORT, p="2025-01").value == 1


@pytest.fixture(scope="module")
def moved(simulated) -> Opinion:
    """Every fifth deal of the made-up company goes back to the first stage and on again, some a day
    later, some at once; a part of it recorded late."""
    rows = []
    for deal in Opportunity.objects.order_by("pk"):
        if deal.pk % 5 == 0:
            there = deal.created_on + timedelta(1 + deal.pk % 90)
            if deal.closed_on is None or there < deal.closed_on:
                rows.append(_change(deal, "qualify", there, deal.pk % 3 * 9))
                rows.append(_change(deal, "propose", there + timedelta(deal.pk % 2), 0))
    DealChange.objects.bulk_create(rows)
    services.recompute()
    return Opinion(teams.today())


def _change(deal: Opportunity, new: str, on: date, late: int) -> DealChange:
    at, learned = (datetime.combine(day, time(13), UTC) for day in (on, on + timedelta(late)))
    return DealChange(opportunity=deal, field="stage", old="", new=new,
                      effective_at=at, recorded_at=learned)  # fmt: skip


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
def test_a_second_opinion(moved, scope, kind):
    calendar = teams.company().calendar
    period = calendar.previous(calendar.of(kind, teams.today()))
    stored = facts.values(scope, period, [BACK])
    assert differing(stored, {BACK: moved.regress(scope, period)}) == {}
    for half in ("numerator", "denominator"):
        told = facts.explain(scope, period, BACK).rows(half)
        assert told.total == getattr(stored[BACK], half)


def test_the_made_up_company_has_both(moved):
    """Else the second opinion would compare nothing."""
    calendar = teams.company().calendar
    year = calendar.previous(calendar.of("year", teams.today()))
    found = facts.values(teams.company_scope(), year, [BACK, COHORT])
    assert 0 < found[BACK].value < 1
    assert 0 < found[COHORT].value < 1
