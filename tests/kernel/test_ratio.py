import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.ratio import Ratio, wilson

halves = st.none() | st.integers(0, 10**6)


@given(halves, halves)
def test_unknown_or_empty_is_unknown_not_zero(numerator, denominator):
    value = Ratio(numerator, denominator).value
    assert (value is None) == (numerator is None or not denominator)


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 1000)), min_size=1, max_size=9))
def test_a_team_is_the_ratio_of_the_sums(pairs):
    total = Ratio(None, None)
    for pair in pairs:
        total += Ratio(*pair)
    assert total.value == sum(n for n, _ in pairs) / sum(d for _, d in pairs)


@given(st.integers(1, 5000), st.floats(0, 1))
def test_wilson_holds_the_share_and_stays_a_share(n, share):
    successes = round(n * share)
    low, high = wilson(successes, n)
    assert 0 <= low <= successes / n + 1e-12
    assert successes / n - 1e-12 <= high <= 1


@given(st.integers(1, 500), st.integers(2, 10))
def test_more_cases_make_it_narrower(n, times):
    def width(successes, cases):
        low, high = wilson(successes, cases)
        return high - low

    assert width(n * times, 2 * n * times) < width(n, 2 * n)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(successes, n, low, high):
    """Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3."""
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_without_cases_there_is_no_interval():
    assert wilson(0, 0) is None
