"""What may be said of an effect, and what not."""

import pytest

from operations.core.effect import Measure, effect


def share(bad, cases):
    return Measure(bad, cases, bad / cases if cases else None, None, None)


def days(mean, half, cases=40):
    return Measure(0, cases, mean, mean - half, mean + half)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((60, 100), (20, 100), "better"),
        ((20, 100), (60, 100), "worse"),
        ((50, 100), (48, 100), "same"),
        ((50, 100), (2, 19), "few"),
        ((50, 100), (0, 0), "few"),
    ],
)
def test_shares(before, after, verdict):
    found = effect(share(*before), share(*after), days=False)
    assert found.verdict == verdict
    if verdict == "few":
        assert found.change is None
    else:
        assert found.low < found.change < found.high
        assert found.change == pytest.approx(after[0] / after[1] - before[0] / before[1])


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (days(40, 3), days(25, 4), "better"),
        (days(25, 3), days(40, 4), "worse"),
        (days(30, 5), days(28, 6), "same"),
        (days(30, 5), days(10, 1, cases=5), "few"),
        (days(30, 5), Measure(0, 50, None, None, None), "few"),
    ],
)
def test_times(before, after, verdict):
    assert effect(before, after, days=True).verdict == verdict
