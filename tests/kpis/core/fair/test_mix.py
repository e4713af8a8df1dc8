"""What the mix of segments gives."""

import pytest

from kpis.core.fair.mix import advantages


def test_easy_deals_are_an_advantage():
    easy, hard = {"renewal": (90.0, 81.0), "new": (10.0, 2.0)}, {"new": (100.0, 20.0)}
    first, second = advantages([easy, hard])
    assert first > 0 > second
    # Renewals 0.9, new 0.2, all 103/200: expected 0.83 and 0.2
    assert (first, second) == pytest.approx((0.83 - 0.515, 0.2 - 0.515))


def test_weighted_by_cases_they_cancel_out():
    people = [{"a": (10.0, 4.0), "b": (5.0, 1.0)}, {"b": (30.0, 3.0)}, {"a": (7.0, 7.0)}]
    sizes = [15.0, 30.0, 7.0]
    found = advantages(people)
    assert sum(n * a for n, a in zip(sizes, found, strict=True)) == pytest.approx(0)


@pytest.mark.parametrize(
    "people",
    [[], [{}, {}], [{"a": (3.0, 1.0)}, {"a": (9.0, 1.0)}], [{"": (3.0, 1.0)}, {"": (1.0, 0.0)}]],
    ids=["nobody", "no deals", "one segment", "segments unknown"],
)
def test_nothing_to_allow_for(people):
    assert advantages(people) == [0.0] * len(people)


def test_somebody_without_deals_has_no_advantage():
    found = advantages([{"a": (3.0, 1.0), "b": (3.0, 2.0)}, {}])
    assert found[1] == 0
