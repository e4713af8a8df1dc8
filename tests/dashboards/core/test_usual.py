from decimal import Decimal

import pytest

from dashboards.core.usual import middle, relative, verdict

PAST = [Decimal(n) for n in (10, 12, 11, 13)]


@pytest.mark.parametrize(
    ("value", "better", "found"),
    [
        pytest.param(12, "higher", "normal", id="inside what was seen"),
        pytest.param(10, "higher", "warn", id="as low as the lowest is not usual"),
        pytest.param(14, "higher", "good", id="above, and higher is better"),
        pytest.param(14, "lower", "warn", id="above, and lower is better"),
        pytest.param(9, "higher", "warn", id="below, and higher is better"),
        pytest.param(9, "lower", "good", id="below, and lower is better"),
        pytest.param(99, "neither", "normal", id="no direction, no judgement"),
        pytest.param(None, "higher", "none", id="unknown"),
    ],
)
def test_verdict(value, better, found):
    assert verdict(None if value is None else Decimal(value), PAST, better) == found


def test_one_odd_period_does_not_hide_the_next():
    rates = [Decimal(n) / 100 for n in (34, 47, 63, 78, 40, 44, 72)]
    assert verdict(Decimal("0.357"), rates, "higher") == "warn"
    assert verdict(Decimal("0.40"), rates, "higher") == "normal"


def test_a_value_that_rests_on_few_cases_is_judged_by_its_range():
    wide, narrow = (Decimal(5), Decimal(14)), (Decimal(8), Decimal(10))
    assert verdict(Decimal(9), PAST, "higher", wide) == "normal"
    assert verdict(Decimal(9), PAST, "higher", narrow) == "warn"


def test_a_past_that_did_not_move_leaves_room_for_a_little():
    assert verdict(Decimal(104), [Decimal(100)] * 6, "higher") == "normal"
    assert verdict(Decimal(106), [Decimal(100)] * 6, "higher") == "good"


def test_three_known_periods_are_too_few():
    past = [None, *PAST[:3]]
    assert verdict(Decimal(99), past, "higher") == "few"
    assert middle(past) is None


def test_the_usual_value_is_the_median_of_the_known():
    assert middle([None, *PAST]) == Decimal("11.5")


@pytest.mark.parametrize(
    ("value", "before", "change"),
    [(Decimal(110), Decimal(100), Decimal("0.1")), (Decimal(1), Decimal(0), None)],
)
def test_relative_change_needs_a_positive_start(value, before, change):
    assert relative(value, before) == change
