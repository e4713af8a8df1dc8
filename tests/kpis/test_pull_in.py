"""Pull-in: single deals by hand, and a made-up company worked out a second time."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command

from crm.models import DealChange, Opportunity
from kpis import facts, services
from kpis.facts import KpiValue
from teams import facts as teams
from tests.factories import crm as build
from tests.kpis.second_opinion import Opinion
from tests.kpis.test_second_opinion import differing

pytestmark = pytest.mark.django_db
SLUG = "pull_in_rate"
BEFORE = date(2025, 11, 3)
LATER = "2026-05-10"


def won(owner, on: date, *dates: tuple[str, date], created: date = BEFORE, **fields):
    """A deal won, with the close dates that it was given and when."""
    deal = build.deal(owner, stage="won", created_on=created, closed_on=on, **fields)
    old = ""
    for new, told in dates:
        build.change(deal, "close_date", new, told, old=old)
        old = new
    return deal


def pulled(owner, on: date, **fields):
    """Due in May, won in the first quarter."""
    return won(owner, on, (LATER, BEFORE), (on.isoformat(), on), **fields)


def asked(scope: str = "company", p: str = "2026-Q1", as_of: date | None = None) -> KpiValue:
    period = teams.company().calendar.parse(p)
    return services.compute(teams.find_scope(scope), period, as_of, [SLUG])[SLUG]


def halves(*args, **more) -> tuple[Decimal | None, Decimal | None]:
    value = asked(*args, **more)
    return value.numerator, value.denominator


def behind(scope: str = "company", p: str = "2026-Q1") -> facts.Rows:
    value = asked(scope, p)
    return facts.explain(value.scope, value.period, SLUG, value=value).rows("numerator")


def test_a_deal_pulled_in_counts_and_is_listed(bob):
    deal = pulled(bob.rep, date(2026, 2, 25), amount=300)
    won(bob.rep, date(2026, 2, 26), ("2026-03-01", BEFORE), amount=700)
    assert asked().value == Decimal("0.3")
    assert [(row.id, row.amount) for row in behind()] == [(deal.pk, 300)]


def test_a_deal_created_in_the_period_does_not_count(bob):
    created = date(2026, 1, 1)
    won(bob.rep, date(2026, 3, 2), (LATER, created), created=created)
    assert halves() == (0, 1000)
    assert halves(p="2026-03") == (1000, 1000)


def test_what_moves_within_the_period_is_not_pulled_in(bob):
    """Of the quarter; when March began it was due in May."""
    moves = ("2026-02-15", BEFORE), (LATER, date(2026, 2, 10)), ("2026-03-20", date(2026, 3, 19))
    won(bob.rep, date(2026, 3, 20), *moves)
    assert halves() == (0, 1000)
    assert halves(p="2026-03") == (1000, 1000)
    assert halves(p="FY2026") == (0, 1000)


def test_the_first_day_after_the_period_is_after_it(bob):
    won(bob.rep, date(2026, 2, 2), ("2026-04-01", BEFORE), amount=10)
    won(bob.rep, date(2026, 2, 2), ("2026-03-31", BEFORE), amount=500)
    assert halves() == (10, 510)


def test_credit_is_shared(bob, charlie):
    deal = pulled(bob.rep, date(2026, 2, 25))
    build.split(deal, bob.rep, 60)
    build.split(deal, charlie.rep, 40)
    assert halves("rep:BOB") == (600, 600)
    assert halves("team:americas") == (400, 400)
    assert halves() == (1000, 1000)
    assert [(row.share, row.amount) for row in behind("rep:CHARLIE")] == [(Decimal("0.4"), 400)]


def test_who_won_it_is_credited_whoever_had_it_at_the_start(bob, charlie):
    deal = pulled(bob.rep, date(2026, 2, 25))
    build.change(deal, "owner", "CHARLIE", BEFORE)
    build.change(deal, "owner", "BOB", date(2026, 2, 1), old="CHARLIE")
    assert halves("rep:BOB") == (1000, 1000)
    assert halves("rep:CHARLIE") == (0, 0)


def test_a_date_moved_before_the_start_but_recorded_after_the_win_counts_once_known(bob):
    deal = won(bob.rep, date(2026, 3, 10), (LATER, BEFORE))
    truly, known = date(2025, 12, 20), date(2026, 4, 10)
    build.change(deal, "close_date", "2026-03-10", truly, old=LATER, known=known)
    assert halves(as_of=date(2026, 3, 31)) == (1000, 1000)
    assert halves() == (0, 1000)


def test_what_the_first_change_replaced_stood_before_it(bob):
    deal = won(bob.rep, date(2026, 3, 10), close_date=date(2026, 3, 10))
    build.change(deal, "close_date", "2026-03-10", date(2026, 3, 9), old=LATER)
    assert halves() == (1000, 1000)


def test_without_history_the_deal_says_it(bob):
    won(bob.rep, date(2026, 3, 10), close_date=date.fromisoformat(LATER), amount=10)
    won(bob.rep, date(2026, 3, 10), close_date=date(2026, 3, 10), amount=20)
    won(bob.rep, date(2026, 3, 10), ("", BEFORE), (LATER, date(2026, 2, 1)), amount=40)
    assert halves() == (10, 70)


def test_a_range_of_days_is_a_period_of_its_own(bob):
    pulled(bob.rep, date(2026, 2, 25))
    assert halves(p="2026-02-10..2026-05-10") == (1000, 1000)
    assert halves(p="2026-02-10..2026-05-11") == (0, 1000)


def test_the_command_prints_it(bob, capsys):
    pulled(bob.rep, date(2026, 2, 25))
    services.recompute()
    call_command("kpi", "--scope", "rep:BOB", "--period", "2026-Q1", "--kpi", SLUG)
    assert "100" in capsys.readouterr().out


@pytest.fixture(scope="module")
def moved(simulated) -> Opinion:
    """Dates of deals won in the made-up company that lay later before, some recorded late."""
    rows = []
    for deal in Opportunity.objects.filter(status="won").order_by("pk"):
        after = deal.closed_on + timedelta(deal.pk * 7 % 500 + 1)  # never the same day
        near = deal.closed_on - timedelta(deal.pk % 40)
        noted = near + timedelta(deal.pk % 3 * 9)
        rows += [
            _change(deal, "", after, deal.created_on, deal.created_on),
            _change(deal, after, deal.closed_on, max(near, deal.created_on), noted),
        ]
    DealChange.objects.bulk_create(rows)
    services.recompute()
    return Opinion(teams.today())


def _change(deal: Opportunity, old: object, new: date, on: date, known: date) -> DealChange:
    at, learned = (datetime.combine(day, time(13), UTC) for day in (on, max(on, known)))
    return DealChange(opportunity=deal, field="close_date", old=str(old), new=str(new),
                      effective_at=at, recorded_at=learned)  # fmt: skip


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
def test_a_second_opinion(moved, scope, kind):
    calendar = teams.company().calendar
    period = calendar.previous(calendar.of(kind, teams.today()))
    stored = facts.values(scope, period, [SLUG])
    assert differing(stored, {SLUG: moved.flows(scope, period)[SLUG]}) == {}
    told = facts.explain(scope, period, SLUG)
    assert told.rows("numerator").total == stored[SLUG].numerator


def test_some_are_pulled_in(moved):
    """Else the comparison would compare nothing."""
    calendar = teams.company().calendar
    for kind in ("month", "quarter", "year"):
        period = calendar.previous(calendar.of(kind, teams.today()))
        assert 0 < facts.values(teams.company_scope(), period, [SLUG])[SLUG].value < 1
