"""Capacity: the published vocabulary, then months of people who come, go and are away."""

from datetime import date
from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.dated import Days
from planning.core.capacity import (
    AtRisk,
    Worker,
    annual,
    at_risk,
    attrition_of,
    best_number,
    by_breakdown,
    by_month,
    by_workload,
    dollars,
    implied_over_assignment,
    quarterly,
    roll_forward,
    rre,
    survival,
)
from planning.core.proration import Absence
from tests.planning.core.published import CASES, inputs, money, right

MONTHS = [Days(date(2026, m, 1), date(2026 + m // 12, m % 12 + 1, 1)) for m in range(1, 13)]
RAMP = money(0, 0.25, 0.5, 0.75, 1, 1)
SOLD = Decimal(100_000)
DAY = st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1))


@st.composite
def workers(draw):
    hired, left = draw(DAY), draw(DAY)
    if hired and left and left < hired:
        hired, left = left, hired
    away = draw(st.lists(st.tuples(DAY, DAY), max_size=2))
    absences = [Absence(a, b) for a, b in away if a and (b is None or a < b)]
    share = draw(st.decimals(0, 1, places=2))
    return Worker(hired, SOLD, SOLD, left, share, absences, draw(st.booleans()))


def test_published_ramped_people():
    case = inputs("cap-rre")
    groups = zip(money(*case["headcount"]), money(*case["ramp"]), strict=True)
    assert float(rre(groups)) == right("cap-rre")["rre"]


def test_published_dollars():
    case, answer = inputs("cap-current-dollars"), right("cap-current-dollars")
    quotas, ramps = money(*case["quota"]), money(*case["ramp"])
    found = dollars(zip(quotas, ramps, strict=True))
    assert float(found) == answer["capacity"]
    assert float(found / quotas[0]) == pytest.approx(answer["rre"], abs=1e-6)


def test_published_mix_of_ramped_and_ramping():
    case = inputs("cap-simple-ramped-mix")
    groups = [money(*case[name]) for name in ("ramped", "ramping")]
    found = dollars((n * quota, share) for n, quota, share in groups)
    assert float(found) == right("cap-simple-ramped-mix")["capacity"]


def test_published_productive_time():
    case = inputs("cap-productive-time")
    found = rre([(Decimal(case["rre"]), Decimal(str(case["productive"])))])
    assert float(found) == right("cap-productive-time")["productive_rre"]


def test_published_three_hires():
    case, answer = inputs("cap-three-hires"), right("cap-three-hires")
    hired = Worker(date(2026, 1, 1), Decimal(case["monthly_quota"]))
    found = [m.capacity for m in by_month([hired] * case["hires"], MONTHS, money(*case["ramp"]))]
    quarters = [float(sum(found[q : q + 3])) for q in (0, 3, 6)]
    assert quarters == [answer["q1"], answer["q2"], answer["q3"]]


def test_published_roll_forward():
    case, answer = inputs("cap-rollforward"), right("cap-rollforward")
    names = ("begin", "hires", "churn", "ramping_factor")
    found = roll_forward(*money(*(case[name] for name in names)))
    assert found == (answer["headcount"], Decimal(str(answer["rre"])))


def test_published_capacity_at_risk():
    case, answer = inputs("cap-at-risk"), right("cap-at-risk")
    found = at_risk(money(*case["boq"]), money(*case["loss"]), *money(case["next_boq"]))
    assert float(found.last_four) == pytest.approx(answer["t4q"], abs=1e-6)
    assert float(found.last) == pytest.approx(answer["prior"], abs=1e-6)
    assert float(found.same) == pytest.approx(answer["same_q"], abs=1e-6)
    assert found.range == (found.last, found.same)


def test_without_quarters_no_risk_is_known():
    assert at_risk([], [], Decimal(7)) == AtRisk(None, None, None)
    assert AtRisk(None, None, None).range is None
    assert at_risk(money(10, 10), money(1, 2), Decimal(10)).same is None


def test_published_attrition_of_a_year():
    case = inputs("cap-attrition-annual")
    found = attrition_of(money(*case["loss"]), money(*case["boq"]))
    assert float(found * 100) == pytest.approx(
        right("cap-attrition-annual")["annual_pct"], abs=1e-4
    )
    assert attrition_of([], []) is None


def test_published_year_of_a_quarterly_loss_is_compound():
    case, answer = inputs("cap-attrition-annualise"), right("cap-attrition-annualise")
    found = annual(Decimal(str(case["quarterly"])))
    assert float(found * 100) == pytest.approx(answer["compound_pct"], abs=1e-4)
    assert found < 4 * Decimal(str(case["quarterly"])) == Decimal(answer["linear_pct"]) / 100


def test_a_fifth_a_year_is_5_43_percent_a_quarter():
    assert float(quarterly(Decimal("0.2"))) == pytest.approx(0.0543, abs=5e-5)
    assert annual(quarterly(Decimal("0.2"))) == pytest.approx(Decimal("0.2"))
    assert survival(Decimal("0.2"), -3) == 1


def test_published_workload():
    case = inputs("cap-workload-kotler")
    groups = zip(money(*case["accounts"]), money(*case["calls"]), strict=True)
    found = by_workload(groups, Decimal(case["calls_per_rep"]))
    assert found == right("cap-workload-kotler")["reps"]
    assert by_workload([(Decimal(1), Decimal(1001))], Decimal(1000)) == 2


def test_published_workload_in_hours():
    """200, 450 and 1,000 accounts of 4, 2 and 1 hours a month, and people who have 1,200 hours a
    year, are 32,400 hours and 27 people.
    bangalore1965.blogspot.com/2012/09/professional-sales-management.html (cap-workload-hours)."""
    monthly = [(200, 4), (450, 2), (1000, 1)]
    groups = [(Decimal(accounts), Decimal(hours * 12)) for accounts, hours in monthly]
    assert by_workload(groups, Decimal(6 * 5 * 4 * 10)) == 27
    assert by_workload([*groups, (Decimal(1), Decimal(1))], Decimal(1200)) == 28


def test_published_breakdown():
    case = inputs("cap-breakdown")
    assert by_breakdown(*money(case["forecast"], case["per_rep"])) == right("cap-breakdown")["reps"]


def test_published_best_number_of_people():
    case, answer = inputs("cap-marginal"), right("cap-marginal")

    def revenue(people):
        """1,000,000 * sqrt(x), as the case says in words."""
        scale, root = case["revenue"].replace(",", "").split("*")
        assert root == "sqrt(x)"
        return int(scale) * sqrt(people)

    found = best_number(revenue, case["cost_per_rep"], 100)
    assert found == answer["reps"]
    assert revenue(found) - found * case["cost_per_rep"] == answer["profit"]


def test_nobody_is_best_where_everybody_costs_more_than_they_bring():
    assert best_number(lambda people: people, 2, 50) == 0


def test_leave_and_the_time_before_hire_count_for_nothing():
    away = Worker(None, SOLD, SOLD, absences=[Absence(date(2026, 2, 1), date(2026, 3, 1))])
    new = Worker(date(2026, 3, 1), SOLD, SOLD)
    found = by_month([away, new], MONTHS, RAMP)
    assert [(m.people, m.rre, m.capacity) for m in found[:5]] == [
        (1, 1, SOLD), (0, 0, 0), (2, 1, SOLD),
        (2, Decimal("1.25"), SOLD * Decimal("1.25")), (2, Decimal("1.5"), SOLD * Decimal("1.5")),
    ]  # fmt: skip


def test_part_of_a_month_counts_by_days():
    leaver = Worker(None, Decimal(280), left_on=date(2026, 2, 8))
    half = Worker(None, Decimal(280), share=Decimal("0.5"))
    part = Worker(None, Decimal(280), absences=[Absence(date(2026, 2, 1), None, Decimal("0.25"))])
    for worker in (leaver, part):
        assert by_month([worker], MONTHS[1:2], [])[0].capacity == 70
    assert by_month([half], MONTHS[1:2], [])[0].capacity == 140


def test_attrition_takes_from_the_future_and_not_from_leavers_who_are_known():
    stays, leaves = Worker(None, SOLD), Worker(None, SOLD, surviving=False)
    first, *_, last = by_month(
        [stays, leaves], MONTHS, [], attrition=Decimal("0.2"), as_of=date(2026, 3, 1)
    )
    assert (first.survival, first.capacity) == (1, 2 * SOLD)
    assert last.capacity == SOLD + SOLD * last.survival
    assert Decimal("0.8") < last.survival < Decimal("0.9")
    assert last.capacity_before == 2 * SOLD


def test_nobody_leaves_before_they_start():
    """A hire of September was taken for one who might have left since January."""
    september, some = Worker(date(2026, 9, 1), SOLD), Decimal("0.2")
    there = by_month([september], MONTHS, [], attrition=some, as_of=date(2026, 1, 1))[8]
    half_a_month = survival(some, 15 * 12 / 365.25)
    assert there.capacity == SOLD * half_a_month


@given(st.lists(workers(), max_size=5), st.decimals(0, "0.9", places=2))
def test_capacity_is_never_more_than_everybody_at_full_speed(team, attrition):
    for month in by_month(team, MONTHS, RAMP, attrition=attrition):
        assert 0 <= month.capacity <= month.capacity_before <= len(team) * SOLD
        assert month.rre <= month.people <= len(team)


@given(st.decimals(0, "0.99", places=2), st.floats(0, 60), st.floats(0, 60))
def test_survival_multiplies(attrition, a, b):
    product = float(survival(attrition, a) * survival(attrition, b))
    assert float(survival(attrition, a + b)) == pytest.approx(product)


def test_quota_beyond_capacity():
    assert implied_over_assignment(Decimal(115), Decimal(100)) == Decimal("0.15")
    assert implied_over_assignment(Decimal(115), Decimal(0)) is None


def test_the_printed_total_of_the_source_was_wrong():
    assert sum(money(*inputs("cap-at-risk")["boq"])) == Decimal("36.9")
    assert "37.0" in CASES["cap-at-risk"]["note"]
