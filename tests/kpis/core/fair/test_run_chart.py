"""Run charts: one slow month is no signal, eight on one side are."""

import numpy as np
import pytest

from kpis.core.fair.run_chart import run_chart

USUAL = [1.0, 0.8, 1.1, 0.9, 1.2, 0.8, 1.0, 0.9, 1.1, 0.8, 1.2, 1.0]


def test_limits_by_hand():
    """Values 1 and 3 in turn: mean 2, every move 2, so 2 ± 5.32; no negative limit."""
    found = run_chart([1.0, 3.0] * 4)
    assert (found.mean, found.low, found.high) == pytest.approx((2, 0, 7.32))
    negative = run_chart([-1.0, 1.0] * 4)
    assert negative.low == pytest.approx(-5.32)


def test_one_slow_month_is_no_signal():
    assert set(run_chart([*USUAL, 0.5]).marks) == {""}


def test_a_month_far_out_is_one():
    found = run_chart([*USUAL, 2.6])
    assert found.marks == ("",) * 12 + ("outside",)


def test_eight_on_one_side_are_and_seven_are_not():
    low, high = [0.8, 0.9] * 4, [1.1, 1.2] * 4
    found = run_chart(low + high)
    assert found.marks == ("run",) * 16
    seven = [*low[:7], 1.2, *low[:7], 1.2]
    assert set(run_chart(seven).marks) == {""}


def test_unknown_months_and_the_mean_itself_neither_count_nor_end_a_run():
    values = [0.25, 0.75, None, 0.25, 0.75, 1.0, *[0.25, 0.75] * 2, *[1.25, 1.75] * 4]
    marks = run_chart(values).marks
    assert run_chart(values).mean == 1
    assert (marks[2], marks[5]) == ("", "")
    assert [m for i, m in enumerate(marks[:10]) if i not in (2, 5)] == ["run"] * 8


@pytest.mark.parametrize("known", [0, 1, 7])
def test_too_few_months(known):
    assert run_chart([None, *[1.0] * known]) is None


def test_always_alike():
    assert set(run_chart([1.0] * 9).marks) == {""}


def test_chance_alone_seldom_signals():
    """Months that are chance: few are outside, and few of a year lie in a run."""
    outside = run = 0
    for seed in range(400):
        found = run_chart(list(np.random.default_rng(seed).normal(1.0, 0.2, 24)))
        outside += found.marks.count("outside")
        run += found.marks.count("run")
    assert outside / (400 * 24) < 0.01
    assert run / (400 * 24) < 0.08
