"""Whatever people do with seats, shares stay whole and past days stay as they were."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kernel.dated import Days
from territories.core import seating
from territories.core.seating import Sitting

JANUARY, JUNE, JULY, AUGUST = (date(2026, m, 1) for m in (1, 6, 7, 8))
AE, SE = 1, 2
BOB, CARL, DAN = 11, 12, 13


def sits(rep, share=100, start=JANUARY, end=None, *, id=None, role=AE):
    return Sitting(id, role, rep, Decimal(share), Days(start, end))


def in_force(rows, day, role=AE):
    return sorted(
        ((row.rep, row.share) for row in rows if row.role == role and day in row.days), key=str
    )


def test_dividing_cuts_what_was_there_and_leaves_what_comes_after():
    rows = [sits(BOB, id=1)]
    after = seating.divided(rows, AE, [(BOB, Decimal(60)), (CARL, Decimal(40))], Days(JUNE, JULY))
    assert in_force(after, JANUARY) == in_force(after, JULY) == [(BOB, 100)]
    assert in_force(after, JUNE) == [(BOB, 60), (CARL, 40)]
    assert [row.id for row in after if row.days.start == JANUARY] == [1]
    seating.check(rows, after, None)


def test_who_keeps_the_same_share_keeps_the_row():
    rows = [sits(BOB, 50, id=1), sits(CARL, 50, id=2)]
    shares = [(BOB, Decimal(50)), (DAN, Decimal(50))]
    after = seating.divided(rows, AE, shares, Days(JUNE))
    assert rows[0] in after
    assert in_force(after, JUNE) == [(BOB, 50), (DAN, 50)]


def test_another_role_is_left_alone():
    rows = [sits(BOB, id=1), sits(CARL, id=2, role=SE)]
    after = seating.divided(rows, AE, [], Days(JUNE))
    assert rows[1] in after
    assert in_force(after, JUNE) == []


def test_a_seat_handed_over_on_its_first_day_becomes_the_others():
    after = seating.handed_over([sits(BOB, id=1)], 1, CARL, JANUARY)
    assert [(row.id, row.rep, row.days.start) for row in after] == [(None, CARL, JANUARY)]


def test_a_seat_that_ends_leaves_nobody():
    after = seating.ended([sits(BOB, id=1)], 1, JUNE)
    assert [(row.id, row.days) for row in after] == [(1, Days(JANUARY, JUNE))]


@pytest.mark.parametrize(
    ("after", "wrong", "day"),
    [
        ([sits(BOB, 90)], seating.NotWhole, JANUARY),
        ([sits(BOB, 60), sits(CARL, 60)], seating.NotWhole, JANUARY),
        ([sits(BOB, 50), sits(CARL, 50, end=JUNE)], seating.NotWhole, JUNE),
        ([sits(BOB, 50), sits(CARL, 50), sits(DAN, 50, JUNE)], seating.NotWhole, JUNE),
        ([sits(BOB, 50), sits(BOB, 50, JUNE)], seating.Twice, JUNE),
        ([sits(BOB, start=JUNE, end=JUNE)], seating.Empty, JUNE),
    ],
    ids=["too little", "too much", "a part ends", "a part begins", "twice", "no day"],
)
def test_what_is_wrong_is_named_with_its_day(after, wrong, day):
    with pytest.raises(wrong) as raised:
        seating.check([], after, None)
    assert raised.value.day == day


@pytest.mark.parametrize(
    "after",
    [
        [],
        [sits(CARL, id=1)],
        [sits(BOB, id=1, end=JUNE)],
        [sits(BOB, 50, id=1), sits(CARL, 50)],
        [sits(BOB, id=1, start=JUNE)],
    ],
    ids=["removed", "another person", "ended earlier", "divided", "begins later"],
)
def test_days_that_are_over_stay(after):
    with pytest.raises(seating.Past):
        seating.check([sits(BOB, id=1)], after, JULY)


def test_from_the_first_open_day_everything_goes():
    rows = [sits(BOB, id=1)]
    seating.check(rows, seating.ended(rows, 1, JULY), JULY)
    seating.check(rows, seating.handed_over(rows, 1, None, AUGUST), JULY)


PEOPLE = some.sampled_from([BOB, CARL, DAN, None])
DAYS = some.dates(JANUARY, JANUARY + timedelta(400))


@some.composite
def acts(draw):
    """Somebody divides, hands over or ends, over some days."""
    kind = draw(some.sampled_from(["divide", "hand over", "end"]))
    start, length = draw(DAYS), draw(some.none() | some.integers(1, 200))
    people = draw(some.lists(PEOPLE, min_size=1, max_size=3, unique=True))
    return kind, Days(start, length and start + timedelta(length)), people, draw(some.integers(0))


def done(rows, kind, days, people, which):
    if kind == "divide":
        share = Decimal(100) / len(people)
        shares = [(rep, share.quantize(Decimal("0.01"))) for rep in people]
        rest = Decimal(100) - sum(part for _rep, part in shares)
        return seating.divided(rows, AE, [(shares[0][0], shares[0][1] + rest), *shares[1:]], days)
    chosen = rows[which % len(rows)] if rows else None
    if chosen is None:
        return rows
    if kind == "hand over":
        return seating.handed_over(rows, chosen.id, people[0], days.start)
    return seating.ended(rows, chosen.id, days.start)


@given(some.lists(acts(), max_size=8), DAYS)
def test_acts_that_pass_leave_whole_shares_and_the_past(history, today):
    rows = [sits(BOB, id=0)]
    for act in history:
        after = done(rows, *act)
        try:
            seating.check(rows, after, today)
        except seating.Wrong:
            continue
        yesterday = today - timedelta(1)
        assert in_force(rows, yesterday) == in_force(after, yesterday)
        for day in {d for row in after for d in (row.days.start, row.days.end) if d}:
            assert sum(share for _rep, share in in_force(after, day)) in (0, 100)
        rows = [Sitting(n, r.role, r.rep, r.share, r.days) for n, r in enumerate(after)]
