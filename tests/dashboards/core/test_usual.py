from decimal import Decimal

import pytest

from dashboards.core.usual import middle, relative, verdict

PAST = [Decimal(n) for n in (10, 12, 11, 13)]


@pytest.mark.parametrize(
    ("value", "better", "found"),
    [
        pytest.param(12, "higher", "normal", id="inside what was seen"),
        pytest.param(13, "higher", "normal", id="the edge is inside"),
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
