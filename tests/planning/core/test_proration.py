"""Goals from dated pieces: parts are the whole, steps add up; then the published cases."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.dated import Days
from planning.core.proration import (
    Absence,
    Correction,
    Month,
    Piece,
    Prorated,
    Seat,
    cut,
    prorate,
    spread,
)
from planning.core.season import exact
from tests.planning.core.published import inputs, money, right

YEAR = Days(date(2026, 1, 1), date(2027, 1, 1))
STARTS = [date(2026 + m // 12, m % 12 + 1, 1) for m in range(13)]
SHARE = st.decimals(0, 1, places=3)
DAY = st.dates(date(2025, 6, 1), date(2027, 6, 1))


def year_of(total):
    """Twelve months that are alike."""
    parts = exact(Decimal(total), [])
    return [Month(a, b, x) for a, b, x in zip(STARTS, STARTS[1:], parts, strict=False)]


@st.composite
def pieces(draw):
    start = draw(st.dates(date(2026, 1, 1), date(2026, 12, 30)))
    end = draw(st.dates(start + timedelta(1), date(2027, 1, 1)))
    amount = draw(st.decimals(0, 10**8, places=2))
    return Piece(start, end, amount, YEAR, draw(SHARE), draw(SHARE), draw(SHARE))


@st.composite
def lives(draw):
    """A year in a seat with hire, leaving, and absences anywhere."""
    hired, left = draw(st.none() | DAY), draw(st.none() | DAY)
    if hired and left and left < hired:
        hired, left = left, hired
    away = draw(st.lists(st.tuples(DAY, DAY, SHARE), max_size=3))
    absences = [Absence(min(a, b), max(a, b), share) for a, b, share in away]
    return {"hired_on": hired, "left_on": left, "absences": absences}


@given(st.lists(pieces(), max_size=6), st.lists(st.decimals(-1000, 1000, places=2), max_size=3))
def test_steps_add_up_to_the_amount(parts, more):
    corrections = [Correction(date(2026, 3, 1), date(2026, 4, 1), amount) for amount in more]
    found = prorate(parts, corrections)
    assert sum(step.amount for step in found.steps) == found.amount
    assert len(found.steps) == len(parts) + len(more)


@given(pieces(), st.data())
def test_a_piece_cut_in_two_is_the_whole(piece, data):
    middle = data.draw(st.dates(piece.start, piece.end))
    halves = [
        Piece(a, b, piece.amount, piece.period, piece.share, piece.ramp, piece.presence)
        for a, b in ((piece.start, middle), (middle, piece.end))
    ]
    assert prorate(halves).amount == prorate([piece]).amount


@given(st.lists(pieces(), max_size=5), st.randoms())
def test_the_order_of_pieces_changes_nothing(parts, random):
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert prorate(shuffled).amount == prorate(parts).amount


@given(st.decimals(0, 10**8, places=2))
def test_a_whole_year_in_a_seat_is_its_whole_quota(total):
    whole = cut([Seat(date(2025, 1, 1), None, year_of(total))])
    assert prorate(whole).amount == total


@given(st.decimals(0, 10**8, places=2), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_whoever_takes_over_has_what_is_left(total, change):
    months = year_of(total)
    first = cut([Seat(date(2025, 1, 1), change, months)])
    second = cut([Seat(change, None, months)])
    assert prorate([*first, *second]).amount == total


@given(lives(), st.decimals(0, 10**7, places=2))
def test_months_of_a_person_are_the_year(life, total):
    found = prorate(cut([Seat(date(2025, 1, 1), None, year_of(total))], **life))
    by_month = [found.within(Days(a, b)) for a, b in pairwise(STARTS)]
    assert sum(month.amount for month in by_month) == found.amount
    assert 0 <= found.amount <= total


@given(lives())
def test_pieces_do_not_overlap_and_lie_in_the_time_there(life):
    found = cut([Seat(date(2025, 1, 1), None, year_of(1200))], **life)
    there = Days(life["hired_on"], life["left_on"])
    for before, after in pairwise(found):
        assert before.end <= after.start
    for piece in found:
        assert piece.start < piece.end
        assert piece.start in there
        assert piece.end - timedelta(1) in there


def test_published_hire_with_a_ramp():
    case, answer = inputs("quota-proration-hire-with-ramp"), right("quota-proration-hire-with-ramp")
    found = prorate(
        cut(
            [Seat(YEAR.start, YEAR.end, year_of(case["annual_quota"]))],
            hired_on=date.fromisoformat(case["hire"]),
            shares=money(*case["ramp_by_tenure_month"]),
        )
    )
    months = [found.within(Days(a, b)).amount for a, b in pairwise(STARTS)]
    assert list(map(float, months)) == pytest.approx(answer["by_month"], abs=0.01)
    assert float(found.amount) == pytest.approx(answer["year"], abs=0.01)


def test_a_territory_that_changes_within_a_quarter():
    """45 of 91 days at 300,000 a quarter, then 46 at 240,000: 24,540,000 ÷ 91 = 269,670.33."""
    quarter = Days(date(2026, 4, 1), date(2026, 7, 1))
    change = date(2026, 5, 16)
    found = prorate(
        [
            Piece(quarter.start, change, Decimal(300_000), quarter, why="North"),
            Piece(change, quarter.end, Decimal(240_000), quarter, why="South"),
        ]
    )
    assert found.amount == Decimal("269670.33")
    assert [step.why for step in found.steps] == ["North", "South"]


def test_a_promotion_in_the_middle_of_the_year():
    """Six months of 2.4 m a year and six of 4 m: 3.2 m, however long the months are."""
    promoted = date(2026, 7, 1)
    seats = [
        Seat(YEAR.start, promoted, year_of(2_400_000)),
        Seat(promoted, None, year_of(4_000_000)),
    ]
    assert prorate(cut(seats)).amount == Decimal(3_200_000)


@pytest.mark.parametrize(
    ("weeks", "lost"),
    [
        (
            inputs("quota-leave-relief")["quarter_weeks"],
            right("quota-leave-relief")["capacity_loss"],
        ),
        (13, "323076.92"),
    ],
)
def test_published_relief_for_a_leave_by_days(weeks, lost):
    """The source takes twelve weeks for a quarter, which has thirteen."""
    case = inputs("quota-leave-relief")
    whole = Decimal(case["quarter_quota"])
    start = date(2026, 4, 1)
    quarter = Days(start, start + timedelta(weeks=weeks))
    back = start + timedelta(weeks=case["leave_weeks"])
    parts = [Piece(start, back, whole, quarter, presence=Decimal(0))]
    if back < quarter.end:
        parts.append(Piece(back, quarter.end, whole, quarter))
    assert whole - prorate(parts).amount == Decimal(lost)


def test_a_leave_is_a_step_of_its_own():
    leave = Absence(date(2026, 2, 10), date(2026, 2, 20), why="Leave")
    month = Month(date(2026, 2, 1), date(2026, 3, 1), Decimal(2800))
    found = prorate(cut([Seat(month.start, None, [month], why="North")], absences=[leave]))
    assert [(s.start.day, s.end.day, s.amount, s.why) for s in found.steps] == [
        (1, 10, 900, "North"),
        (10, 20, 0, "Leave"),
        (20, 1, 900, "North"),
    ]


def test_of_two_absences_at_once_the_one_that_leaves_least_counts():
    month = Month(date(2026, 2, 1), date(2026, 3, 1), Decimal(2800))
    absences = [Absence(month.start, None, Decimal("0.5")), Absence(month.start, date(2026, 2, 15))]
    found = prorate(cut([Seat(month.start, None, [month])], absences=absences))
    assert [step.amount for step in found.steps] == [0, 700]


def test_a_share_of_a_seat():
    seats = [Seat(YEAR.start, None, year_of(1200), Decimal("0.25"))]
    assert prorate(cut(seats)).amount == 300


def test_in_a_fiscal_month_that_starts_in_the_calendar_month_before():
    month = Month(date(2026, 3, 29), date(2026, 4, 26), Decimal(2800))
    found = cut(
        [Seat(month.start, None, [month])], hired_on=date(2026, 4, 15), shares=money(0.5, 1)
    )
    assert [(piece.start, piece.ramp) for piece in found] == [(date(2026, 4, 15), Decimal("0.5"))]


def test_an_adjustment_stands_beside_the_pieces():
    piece = Piece(YEAR.start, YEAR.end, Decimal(1000), YEAR)
    found = prorate([piece], [Correction(YEAR.start, YEAR.end, Decimal(-50), "Market")])
    assert found.amount == 950
    assert [(step.amount, step.piece) for step in found.steps] == [(1000, piece), (-50, None)]


@given(st.decimals(-(10**6), 10**6, places=2), DAY, DAY)
def test_an_adjustment_spread_over_months_is_the_whole(amount, a, b):
    correction = Correction(min(a, b), max(a, b) + timedelta(1), amount)
    months = [Days(x, y) for x, y in pairwise(STARTS)]
    assert sum(each.amount for each in spread(correction, months)) == amount


def test_nobody_has_nothing():
    assert prorate([]) == Prorated(Decimal(0), ())
    assert cut([]) == []
