"""A move adds days, closes one row, and leaves every other day as it was."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kernel.dated import Days
from teams.core.moves import AlreadyThere, Row, StartsThatDay, in_the_way, plan_move

DAY = date(2026, 1, 1)


def at(n):
    return DAY + timedelta(n)


@st.composite
def histories(draw):
    """Rows one after the other, with gaps, the last perhaps without end."""
    cuts = sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    rows = [Row(n, draw(st.integers(1, 3)), Days(at(a), at(b))) for n, (a, b) in enumerate(pairs)]
    if draw(st.booleans()):
        last = rows[-1]
        rows[-1] = Row(last.id, last.team_id, Days(last.days.start, None))
    return rows


def team_on(rows, day):
    found = [row.team_id for row in rows if day in row.days]
    assert len(found) < 2
    return found[0] if found else None


@given(histories(), st.integers(1, 4), st.integers(-5, 70))
def test_only_days_from_the_move_to_the_next_row_change(rows, team, n):
    on = at(n)
    current = next((row for row in rows if on in row.days), None)
    assume(current is None or (current.team_id != team and current.days.start != on))
    move = plan_move(rows, team, on)
    after = [
        Row(row.id, row.team_id, Days(row.days.start, on)) if row == move.closed else row
        for row in rows
    ]
    after.append(Row(99, team, move.opens))
    for k in range(-10, 100):
        day = at(k)
        if day in move.opens:
            assert team_on(after, day) == team
        elif move.closed is None or day not in move.closed.days or day < on:
            assert team_on(after, day) == team_on(rows, day)


@given(histories(), st.integers(0, 70), st.integers(1, 20))
def test_in_the_way_is_what_shares_a_day(rows, start, length):
    wanted = Days(at(start), at(start + length))
    days = [at(k) for k in range(start, start + length)]
    expected = [row.id for row in rows if any(day in row.days for day in days)]
    assert [row.id for row in in_the_way(rows, wanted)] == expected


@given(histories(), st.integers(0, 70))
def test_moving_to_where_one_is_is_refused(rows, n):
    team = team_on(rows, at(n))
    assume(team is not None)
    with pytest.raises(AlreadyThere):
        plan_move(rows, team, at(n))


def test_a_row_that_begins_that_day_is_not_emptied():
    row = Row(1, 1, Days(DAY, None))
    with pytest.raises(StartsThatDay) as caught:
        plan_move([row], 2, DAY)
    assert caught.value.row == row


def test_what_is_planned_later_stays():
    rows = [Row(1, 1, Days(at(0), at(30))), Row(2, 2, Days(at(30), None))]
    move = plan_move(rows, 3, at(10))
    assert move.closed == rows[0]
    assert move.opens == Days(at(10), at(30))
