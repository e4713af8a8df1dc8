"""Complete shares, and parts that add up to the cent."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.splits import Problem, Share, parts, problems


@st.composite
def complete_percents(draw: st.DrawFn) -> list[Decimal]:
    """Shares with four decimals that add up to exactly 100."""
    cuts = sorted(draw(st.sets(st.integers(1, 999_999), max_size=5)))
    edges = [0, *cuts, 1_000_000]
    return [Decimal(b - a) / 10_000 for a, b in itertools.pairwise(edges)]


@given(complete_percents())
def test_complete_shares_have_no_problem(percents: list[Decimal]) -> None:
    assert problems(Share(n, p) for n, p in enumerate(percents)) == []


@given(complete_percents(), st.decimals("0.0001", "1", places=4))
def test_a_little_less_is_incomplete(percents: list[Decimal], missing: Decimal) -> None:
    shares = [Share(n, p) for n, p in enumerate(percents)]
    shares[0] = Share(0, percents[0] - missing)
    assert Problem("incomplete", total=100 - missing) in problems(shares)


@given(
    st.decimals("-999999999", "999999999", places=4),
    complete_percents(),
    st.sampled_from(["USD", "JPY", "KWD"]),
)
def test_parts_add_up_exactly(value: Decimal, percents: list[Decimal], currency: str) -> None:
    shared = parts(value, percents, currency)
    assert sum(shared) == value
    assert len(shared) == len(percents)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([], []),
        ([Share("bob", Decimal(60)), Share("charlie", Decimal(40))], []),
        ([Share("bob", Decimal(100)), Share("erin", Decimal(30), "overlay")], []),
        ([Share("erin", Decimal(30), "overlay")], []),
        (
            [Share("bob", Decimal(60)), Share("charlie", Decimal(50))],
            [Problem("incomplete", total=Decimal(110))],
        ),
        (
            [Share("bob", Decimal(50)), Share("bob", Decimal(50))],
            [Problem("twice", "bob")],
        ),
        (
            [Share("bob", Decimal(100)), Share("charlie", Decimal(0))],
            [Problem("range", "charlie")],
        ),
        ([Share("erin", Decimal(101), "overlay")], [Problem("range", "erin")]),
    ],
    ids=[
        "none",
        "two",
        "overlay-on-top",
        "only-overlay",
        "too-much",
        "twice",
        "zero",
        "overlay-too-much",
    ],
)
def test_problems(shares: list[Share], expected: list[Problem]) -> None:
    assert problems(shares) == expected


def test_a_cent_goes_to_the_largest_remainder() -> None:
    thirds = [Decimal("33.3333"), Decimal("33.3333"), Decimal("33.3334")]
    assert parts(Decimal("100.00"), thirds, "USD") == [
        Decimal("33.33"),
        Decimal("33.33"),
        Decimal("33.34"),
    ]


def test_incomplete_shares_are_not_divided() -> None:
    with pytest.raises(ValueError, match="100"):
        parts(Decimal(10), [Decimal(50)], "USD")
