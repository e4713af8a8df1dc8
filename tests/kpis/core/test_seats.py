"""Where a rep counts: every day exactly once."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kernel.dated import Days
from kpis.core.seats import FIRST, LAST, last_teams, seats
from teams.core.access import Belonging


def member(team: int, start: date | None, end: date | None = None, leads: bool = False):
    return Belonging(1, team, leads, Days(start, end))


JAN, APR, JUL = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)


def told(*rows) -> list[tuple]:
    return [(s.team_id, s.start, s.stop) for s in seats([1], rows)]


def test_without_membership_one_seat_nowhere():
    assert told() == [(None, FIRST, LAST)]


def test_a_move():
    assert told(member(5, JAN, APR), member(6, APR)) == [
        (None, FIRST, JAN),
        (5, JAN, APR),
        (6, APR, LAST),
    ]


def test_who_only_leads_counts_where_they_lead():
    assert told(member(5, JAN, leads=True))[-1] == (5, JAN, LAST)


def test_home_comes_before_leading():
    rows = told(member(5, JAN, leads=True), member(6, APR, JUL))
    assert [team for team, _, _ in rows] == [None, 5, 6, 5]


def test_one_team_without_break_is_one_seat():
    assert told(member(5, JAN, APR), member(5, APR)) == [(None, FIRST, JAN), (5, JAN, LAST)]


day = st.integers(0, 400).map(lambda n: JAN + timedelta(n))
rows = st.lists(
    st.tuples(st.integers(1, 4), day, st.integers(1, 200), st.booleans()), max_size=6
).map(lambda found: [member(t, d, d + timedelta(n), leads) for t, d, n, leads in found])


@given(rows)
def test_seats_tile_all_time(memberships):
    found = seats([1], memberships)
    assert found[0].start == FIRST
    assert found[-1].stop == LAST
    for before, after in pairwise(found):
        assert before.stop == after.start
        assert before.team_id != after.team_id


def test_the_last_team_of_a_period():
    found = seats([1], [member(5, JAN, APR), member(6, APR, JUL)])
    assert last_teams(found, JAN, date(2026, 5, 1)) == {1: 6}
    assert last_teams(found, JAN, APR) == {1: 5}
    assert last_teams(found, JUL, date(2026, 9, 1)) == {}
