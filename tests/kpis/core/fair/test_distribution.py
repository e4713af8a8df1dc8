"""The middle half."""

from kpis.core.fair.distribution import distribution


def test_the_middle_half():
    found = distribution([1.0, 2.0, 3.0, 4.0, 5.0])
    assert (found.low, found.middle, found.high) == (2, 3, 4)
    assert distribution([1.0]) is None
