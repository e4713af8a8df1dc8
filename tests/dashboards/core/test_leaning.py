"""One's own past, drawn to the team's as long as it is short."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dashboards.core.leaning import Usual, usual

D = Decimal
NOBODY = (D(0), D(0))


def test_as_if_five_deals_of_the_team_were_theirs() -> None:
    assert usual((D(30), D(1)), (D(100), D(10)), 5) == Usual(D(80) / 6, True)


def test_with_many_cases_it_is_their_own() -> None:
    found = usual((D(300), D(10)), (D(100), D(10)), 5)
    assert found == Usual(D(350) / 15, False)


def test_who_has_none_gets_the_team() -> None:
    assert usual(NOBODY, (D(100), D(10)), 5) == Usual(D(10), True)


def test_without_a_team_it_is_their_own_and_says_nothing_of_a_team() -> None:
    assert usual((D(30), D(1)), NOBODY, 5) == Usual(D(30), False)


def test_of_nobody_nothing_is_usual() -> None:
    assert usual(NOBODY, NOBODY, 5) is None


CASES = st.integers(1, 500).map(D)
MEANS = st.integers(0, 10**6).map(D)


@given(CASES, MEANS, CASES, MEANS, st.integers(1, 30))
def test_it_lies_between_their_own_and_the_team_s(n, own, m, team, weight) -> None:
    found = usual((own * n, n), (team * m, m), weight)
    assert found is not None
    assert min(own, team) <= round(found.value, 6) <= max(own, team)
