from datetime import date, timedelta
from decimal import Decimal

import pytest

from dashboards.core.next_steps import Deal, most_promising, reason, to_do

TODAY = date(2026, 6, 16)


def deal(**changes):
    """A deal that needs nothing."""
    fields = {
        "id": 1,
        "name": "Harrow Biotech",
        "account": "Harrow",
        "stage": "Negotiate",
        "value": Decimal(42_000),
        "close_date": TODAY + timedelta(10),
        "next_step": "Call",
        "next_step_on": TODAY + timedelta(2),
        "last_activity_on": TODAY - timedelta(3),
        "pushes": 0,
    }
    return Deal(**(fields | changes))


def test_a_deal_in_order_needs_nothing():
    assert reason(deal(), TODAY) is None


@pytest.mark.parametrize(
    ("changes", "word", "count"),
    [
        pytest.param({"close_date": TODAY - timedelta(4)}, "overdue", 4, id="close date passed"),
        pytest.param({"close_date": TODAY}, None, 0, id="closing today is not late"),
        pytest.param({"next_step_on": TODAY - timedelta(1)}, "step_passed", 1, id="step passed"),
        pytest.param({"last_activity_on": TODAY - timedelta(15)}, "quiet", 15, id="fifteen days"),
        pytest.param({"last_activity_on": TODAY - timedelta(14)}, None, 0, id="fourteen days"),
        pytest.param({"last_activity_on": None}, None, 0, id="nothing logged is not quiet"),
        pytest.param({"next_step": "", "next_step_on": None}, "no_step", 0, id="no step"),
        pytest.param({"next_step_on": None}, None, 0, id="a step without a day is a step"),
        pytest.param({"pushes": 2}, "pushed", 2, id="pushed twice"),
        pytest.param({"pushes": 1}, None, 0, id="pushed once"),
        pytest.param(
            {"close_date": TODAY - timedelta(1), "pushes": 5}, "overdue", 1, id="one reason only"
        ),
    ],
)
def test_reason(changes, word, count):
    found = reason(deal(**changes), TODAY)
    assert (found.reason, found.count) == (word, count) if word else found is None


def test_late_deals_first_then_the_most_money():
    small_late = deal(id=1, value=Decimal(1), close_date=TODAY - timedelta(1))
    large = deal(id=2, value=Decimal(900), next_step="", next_step_on=None)
    unknown = deal(id=3, value=None, next_step="", next_step_on=None)
    middling = deal(id=4, value=Decimal(500), pushes=3)
    found = to_do([unknown, middling, large, small_late, deal(id=5)], TODAY)
    assert [one.deal.id for one in found] == [1, 2, 4, 3]


def test_first_comes_what_most_can_be_expected_of() -> None:
    deals = [
        deal(id=1, value=Decimal(100), chance=None),
        deal(id=2, value=Decimal(50), chance=Decimal("0.8")),
        deal(id=3, value=Decimal(90), chance=Decimal("0.3")),
        deal(id=4, value=None, chance=Decimal("0.9")),
    ]
    assert [one.id for one in most_promising(deals)] == [2, 3, 1]
