"""What won deals bring towards each measure; every expected sum is worked out by hand beside it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kernel.periods import FiscalCalendar
from planning.facts import counted, results
from planning.facts.basis import ground
from planning.services import plans
from planning.services.plans.goals import Key
from quotas.services import set_quota
from tests.factories import crm
from tests.factories import planning as build

pytestmark = pytest.mark.django_db
NAMES = ("Bob", "EMEA North", "EMEA", "Charlie", "Americas", "")
MAY = (date(2026, 5, 1), date(2026, 6, 1))


@dataclass(frozen=True)
class Aim:
    measure: str
    product_family: str = ""
    segment: str = ""


def won(rep, amount, day=4, **more):
    return crm.deal(rep, amount=amount, stage="won", closed_on=date(2026, 5, day), **more)


def reached(aim):
    return results.by_rep(aim, *MAY)


def test_the_margin_is_what_is_left_of_each_line_in_the_base_currency(bob, charlie):
    euros = won(bob.rep, 1000, currency="EUR", value=Decimal(1100))
    crm.line(euros, quantity=2, amount=600, unit_cost=Decimal(200))
    crm.line(euros, quantity=1, amount=400, unit_cost=Decimal(150))
    crm.line(won(bob.rep, 300), quantity=3, amount=300, unit_cost=Decimal("120.50"))
    crm.line(won(charlie.rep, 50), amount=50, unit_cost=Decimal(0))
    # (600 − 2 · 200) · 1.1 + (400 − 150) · 1.1 + (300 − 3 · 120.50), which is below 0
    assert reached(Aim("margin")) == {
        bob.rep.pk: Decimal("220") + Decimal("275") - Decimal("61.5"),
        charlie.rep.pk: 50,
    }


def test_a_margin_of_a_family_leaves_the_other_lines_out(bob):
    deal = won(bob.rep, 500)
    crm.line(deal, product=crm.product(family="Readers"), amount=300, unit_cost=Decimal(100))
    crm.line(deal, product=crm.product(family="Covers"), amount=200)
    assert reached(Aim("margin", "Readers")) == {bob.rep.pk: 200}
    assert reached(Aim("margin")) == {bob.rep.pk: None}


def test_recurring_revenue_is_that_of_a_year(bob):
    forever, once = crm.product(recurring=True), crm.product(recurring=False)
    long = won(bob.rep, 3600, term_months=36)
    crm.line(long, product=forever, amount=3000)
    crm.line(long, product=once, amount=600)
    crm.line(won(bob.rep, 50, term_months=6), product=forever, amount=50)
    # 3,000 in 36 months and 50 in 6 are 1,000 and 100 in 12
    assert reached(Aim("recurring")) == {bob.rep.pk: 1100}


@pytest.mark.parametrize(
    ("deal", "product"),
    [({"term_months": None}, {"recurring": True}), ({"term_months": 12}, {"recurring": None})],
    ids=["no term", "nobody said whether it recurs"],
)
def test_one_part_that_is_unknown_leaves_the_sum_unknown(bob, charlie, deal, product):
    known = {"product": crm.product(recurring=False)}
    crm.line(won(bob.rep, 100), **known)
    crm.line(won(bob.rep, 100, **deal), product=crm.product(**product))
    crm.line(won(charlie.rep, 100), **known)
    aim = Aim("recurring")
    assert reached(aim) == {bob.rep.pk: None, charlie.rep.pk: 0}
    assert counted.unknown(aim, *MAY) == 1
    company = results.before(aim, [month(5)])["", 0]
    assert (company.result, company.is_unknown) == (None, True)
    assert results.by_month(aim, [month(5)]) == [None]


def test_a_deal_without_lines_has_an_unknown_margin(bob):
    won(bob.rep, 100)
    assert reached(Aim("margin")) == {bob.rep.pk: None}
    assert reached(Aim("units")) == {}
    assert counted.unknown(Aim("margin"), *MAY) == 1
    assert counted.unknown(Aim("revenue"), *MAY) == 0


def test_months_before_the_first_deal_are_unknown_and_later_ones_nothing(bob):
    crm.line(won(bob.rep, 100), amount=100, unit_cost=Decimal(40))
    months = [month(4), month(5), month(6)]
    assert results.by_month(Aim("margin"), months) == [None, 60, 0]


def test_nobody_adds_up_a_team_with_an_unknown_margin(bob, charlie, dora, draft):
    goal = plans.add_goal(by=dora, plan=draft, key=Key("margin"))
    last = results.months_before(draft.days.lower, draft.days.upper)[-1].start
    for rep, cost in ((bob.rep, None), (charlie.rep, Decimal(30))):
        deal = crm.deal(rep, amount=100, stage="won", created_on=last, closed_on=last)
        crm.line(deal, amount=100, unit_cost=cost)
    found = ground(goal).results[0]
    by_name = {name: found[build.line(draft, name, goal=goal).pk] for name in NAMES}
    assert by_name == {
        "Bob": None, "EMEA North": None, "EMEA": None, "Charlie": 70, "Americas": 70, "": None
    }  # fmt: skip


def test_units_of_a_family_are_counted_once(bob):
    deal, readers = won(bob.rep, 500), crm.product(family="Readers")
    crm.line(deal, product=readers, quantity=3, amount=300)
    crm.line(deal, product=readers, quantity=4, amount=200)
    assert reached(Aim("units", "Readers")) == reached(Aim("units")) == {bob.rep.pk: 7}
    assert reached(Aim("revenue", "Readers")) == {bob.rep.pk: 500}


def test_a_new_customer_is_of_no_family(bob):
    won(bob.rep, 500, account=crm.account())
    assert reached(Aim("new_customers")) == {bob.rep.pk: 1}
    assert reached(Aim("new_customers", "Readers")) == {}


def month(number):
    return FiscalCalendar().parse(f"2026-0{number}")


def test_quotas_before_of_other_goals_are_those_in_force(bob, dora, draft):
    """What reaches beyond the months before counts with its part; other measures do not."""
    goal = plans.add_goal(by=dora, plan=draft, key=Key("units"))
    before = ground(goal).spans[0]
    days = {"start": before[0].start, "end": before[-1].end, "by": dora, "rep_id": bob.rep.pk}
    set_quota(amount=Decimal(120), measure="units", **days)
    set_quota(amount=Decimal(999), **days)
    found = ground(goal).quotas
    by_name = {name: found[build.line(draft, name, goal=goal).pk] for name in NAMES}
    assert by_name == {
        "Bob": 120, "EMEA North": 120, "EMEA": 120, "Charlie": None, "Americas": None, "": 120
    }  # fmt: skip
    half = days | {"start": days["start"] - timedelta(365)}
    set_quota(amount=Decimal(200), measure="units", **half)
    found = ground(goal).quotas[build.line(draft, "Bob", goal=goal).pk]
    assert found == pytest.approx(Decimal(100), abs=1)
