"""Goals besides all revenue: what of them falls on a period, and what was reached."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from dashboards.facts.other_goals import in_force, other_goals
from kernel.periods import FiscalCalendar
from quotas.facts import Aim, OtherQuota, promised
from quotas.services import set_quota
from tests.factories import crm

pytestmark = pytest.mark.django_db
CALENDAR = FiscalCalendar()
MAY = CALENDAR.parse("2026-05")
YEAR = {"start": date(2026, 1, 1), "end": date(2027, 1, 1)}


def told(rep):
    now = datetime(2100, 1, 1, tzinfo=UTC)
    return promised(now, MAY.start, MAY.end, rep_ids=[rep.pk], team_ids=[]).others


def reached(rep):
    found = other_goals(rep.pk, told(rep), MAY, CALENDAR)
    return {(o.aim.measure, o.aim.product_family, o.aim.segment): o.reached for o in found}


def promise(by, rep, measure, **narrowed):
    set_quota(by=by, rep_id=rep.pk, amount=Decimal(100), measure=measure, **YEAR, **narrowed)


def test_without_such_goals_there_is_nothing(bob, dora):
    promise(dora, bob.rep, "revenue")
    assert other_goals(bob.rep.pk, told(bob.rep), MAY, CALENDAR) == []


def test_the_parts_of_the_months_make_up_the_year(bob) -> None:
    units = OtherQuota(Aim("units", "", ""), YEAR["start"], YEAR["end"], Decimal(261))
    months = CALENDAR.months(YEAR["start"], YEAR["end"])
    parts = [in_force([units], month, CALENDAR) for month in months]
    assert abs(sum(parts) - 261) < Decimal("0.01")
    assert in_force([units], MAY, CALENDAR) == 21  # working days of May, one of 261 each


def test_units_and_a_family_count_what_is_in_the_deals(bob, dora):
    deal = crm.deal(bob.rep, amount=300, stage="won", closed_on=date(2026, 5, 4))
    crm.line(deal, product=crm.product(family="Readers"), quantity=3, amount=200)
    crm.line(deal, product=crm.product(family="Covers"), quantity=5, amount=100)
    late = crm.deal(bob.rep, amount=900, stage="won", closed_on=date(2026, 6, 1))
    crm.line(late, product=crm.product(family="Readers"), quantity=9, amount=900)
    promise(dora, bob.rep, "units")
    promise(dora, bob.rep, "units", product_family="Readers")
    promise(dora, bob.rep, "revenue", product_family="Readers")
    assert reached(bob.rep) == {
        ("units", "", ""): 8,
        ("units", "Readers", ""): 3,
        ("revenue", "Readers", ""): 200,
    }


def test_a_segment_counts_its_deals(bob, charlie, dora):
    day = date(2026, 5, 4)
    crm.deal(bob.rep, amount=300, stage="won", closed_on=day, segment="Public")
    crm.deal(bob.rep, amount=500, stage="won", closed_on=day, segment="Retail")
    crm.deal(charlie.rep, amount=700, stage="won", closed_on=day, segment="Public")
    promise(dora, bob.rep, "revenue", segment="Public")
    assert reached(bob.rep) == {("revenue", "", "Public"): 300}


def test_a_customer_is_new_once(bob, charlie, dora):
    old, new = crm.account(), crm.account()
    crm.deal(charlie.rep, account=old, stage="won", closed_on=date(2026, 2, 4))
    for account, day in ((old, 5), (new, 6), (new, 7)):
        crm.deal(bob.rep, account=account, stage="won", closed_on=date(2026, 5, day))
    promise(dora, bob.rep, "new_customers")
    assert reached(bob.rep) == {("new_customers", "", ""): 1}


def test_what_the_deals_do_not_say_is_unknown(bob, dora):
    deal = crm.deal(bob.rep, amount=300, stage="won", closed_on=date(2026, 5, 4))
    crm.line(deal, amount=300)
    promise(dora, bob.rep, "margin")
    promise(dora, bob.rep, "recurring")
    assert reached(bob.rep) == {("margin", "", ""): None, ("recurring", "", ""): None}
