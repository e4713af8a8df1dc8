"""KPIs as of any day: the same as stored for today, and untouched by what is learned later."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.models import DealChange, Opportunity
from kpis import facts, services
from quotas.models import Quota
from teams import facts as teams

pytestmark = pytest.mark.django_db
FIGURES = ("value", "numerator", "denominator", "n", "low", "high", "note")


def figures(values) -> dict:
    return {slug: [getattr(one, name) for name in FIGURES] for slug, one in values.items()}


@pytest.mark.parametrize("name", ["month", "quarter", "year", "before"])
def test_today_is_what_is_stored(scope, name):
    calendar = teams.company().calendar
    period = calendar.of("quarter" if name == "before" else name, teams.today())
    if name == "before":
        period = calendar.previous(period)
    live, stored = services.compute(scope, period), facts.values(scope, period)
    assert figures(live) == figures(stored)


def test_a_quarter_as_days_is_the_quarter(scope, simulated):
    """What does not look at other periods is the same for the quarter and for its days."""
    calendar = teams.company().calendar
    quarter = calendar.previous(calendar.quarter_of(teams.today()))
    days = calendar.parse(f"{quarter.start}..{quarter.end}")
    slugs = ["won_value", "won_count", "quota", "attainment", "win_rate", "win_rate_value"]
    slugs += ["open_pipeline", "pipeline_generated", "sales_cycle", "deal_value", "stale_share"]
    slugs += ["overdue_share", "created_and_won_share", "slippage_rate", "activities_per_day"]
    as_days = figures(services.compute(scope, days, kpis=slugs))
    assert as_days == figures(facts.values(scope, quarter, slugs))


DAY = date(2026, 5, 20)


def at(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


@st.composite
def later_rows(draw) -> dict:
    """Something that the company learned after DAY: of before or after it."""
    known = DAY + timedelta(draw(st.integers(1, 100)))
    true = min(known, DAY + timedelta(draw(st.integers(-40, 100))))
    field = draw(st.sampled_from(["amount", "close_date", "owner", "won", "reopened"]))
    amount = draw(st.integers(1, 90_000))
    return {"known": known, "true": true, "field": field, "amount": amount,
            "deal": draw(st.integers(0, 1_000)), "days": draw(st.integers(-60, 120))}  # fmt: skip


def learn(row: dict, later: timedelta) -> None:
    """Write the change as a load does: the row of history, and the deal as it is now.

    Each is a load of its own, `later` than the one before: its `old` is what that one wrote.
    """
    known = Opportunity.objects.filter(created_on__lt=DAY).order_by("pk")
    closed = row["field"] in ("won", "reopened")
    pick = known.filter(status="lost") if closed else known
    deal = pick[row["deal"] % pick.count()]
    old, new = _changed(deal, row)
    DealChange.objects.get_or_create(
        opportunity=deal,
        field=_field(row),
        new=new,
        effective_at=at(max(row["true"], deal.created_on)),
        defaults={"old": old, "recorded_at": at(row["known"]) + later},
    )
    deal.save()


def _field(row: dict) -> str:
    return "status" if row["field"] in ("won", "reopened") else row["field"]


def _changed(deal: Opportunity, row: dict) -> tuple[str, str]:
    if row["field"] == "amount":
        old, deal.amount = deal.amount, Decimal(row["amount"])
        deal.value = deal.amount if deal.currency == "USD" else deal.amount * Decimal("1.1")
        return str(old), str(deal.amount)
    if row["field"] == "close_date":
        old = deal.close_date
        deal.close_date = old + timedelta(row["days"])
        return old.isoformat(), deal.close_date.isoformat()
    if row["field"] == "owner":
        old = deal.owner.external_id
        deal.owner = teams.reps().exclude(pk=deal.owner_id).order_by("pk")[row["days"] % 5]
        return old, deal.owner.external_id
    old = deal.status
    deal.status = "won" if row["field"] == "won" else "open"
    deal.closed_on = max(row["true"], deal.created_on) if deal.status == "won" else None
    return old, deal.status


@pytest.fixture(scope="module")
def as_known(simulated) -> dict:
    """Values as of DAY, before anything else was learned."""
    return {key: figures(services.compute(*asked, as_of=DAY)) for key, asked in asked_for().items()}


def asked_for() -> dict:
    parse = teams.company().calendar.parse
    pairs = [("company", "2026-Q2"), ("team:team-3", "2026-05"), ("rep:S-7", "2026-Q1")]
    return {key: (teams.find_scope(key), parse(period)) for key, period in pairs}


@settings(max_examples=12)
@given(rows=st.lists(later_rows(), min_size=1, max_size=6))
def test_later_rows_change_nothing(as_known, rows):
    with transaction.atomic():
        for second, row in enumerate(sorted(rows, key=lambda row: row["known"])):
            learn(row, timedelta(seconds=second))
        now = {k: figures(services.compute(*asked, as_of=DAY)) for k, asked in asked_for().items()}
        transaction.set_rollback(True)
    assert now == as_known


def test_lost_deals_were_in_the_pipeline_while_they_were_open(simulated):
    """CRMs leave a deal out of the forecast when it is lost; the day before it was in."""
    company = teams.company_scope()
    period = teams.company().calendar.parse("2026-Q2")
    asked = (company, period, DAY, ["open_pipeline", "coverage"])
    before = figures(services.compute(*asked))
    lost = Opportunity.objects.filter(status="lost", closed_on__gt=DAY, created_on__lt=DAY)
    assert lost.filter(close_date__range=(DAY, period.end)).update(forecast_category="omitted")
    assert figures(services.compute(*asked)) == before


def test_a_quota_that_came_later_was_not_known(simulated):
    rep = teams.find_scope("rep:S-7")
    period = teams.company().calendar.parse("2026-Q2")
    before = services.compute(rep, period, as_of=DAY, kpis=["quota"])["quota"].value
    old = Quota.objects.get(rep=rep.id, valid__contains=DAY)
    Quota.objects.filter(pk=old.pk).update(superseded_at=at(DAY + timedelta(9)))
    Quota.objects.create(
        rep_id=rep.id, valid=old.valid, amount=old.amount * 2, recorded_at=at(DAY + timedelta(9))
    )
    assert services.compute(rep, period, as_of=DAY, kpis=["quota"])["quota"].value == before
    assert services.compute(rep, period, kpis=["quota"])["quota"].value == before * 2
