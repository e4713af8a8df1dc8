"""Movement against a slow second opinion, and one small story for each bucket."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.core.buckets import BETWEEN, BUCKETS, END, START
from forecasting.core.deals import Deal, Rates, Seats, State
from forecasting.core.movement import Question, totals, walk
from tests.forecasting.slow_walk import slowly

BOB, CAROL, DAVE = 1, 2, 3
NORTH, SOUTH, EMEA, ALL = 10, 11, 12, 13
ABOVE = {NORTH: (NORTH, EMEA, ALL), SOUTH: (SOUTH, EMEA, ALL), None: (ALL,)}
FIRST, LAST = date(2026, 5, 1), date(2026, 8, 1)
SINCE, UNTIL = date(2026, 4, 30), date(2026, 5, 20)


def day(n: int) -> date:
    return SINCE + timedelta(n)


RATES = Rates(
    "USD",
    {"EUR": [day(-30), day(4), day(11)], "JPY": [day(6)]},
    {"EUR": [Decimal("1.07"), Decimal("1.1133"), Decimal("1.0901")], "JPY": [Decimal("0.0065")]},
)
SEATS = Seats(
    {BOB: [date(1900, 1, 1), day(9)], CAROL: [date(1900, 1, 1)], DAVE: [day(5), day(15)]},
    {BOB: [NORTH, SOUTH], CAROL: [NORTH], DAVE: [SOUTH, None]},
)
ASKED = Question(FIRST, LAST, SINCE, UNTIL, RATES, SEATS)
OPEN = State("open", Decimal("100.10"), "USD", day(40), BOB)
NEXT = date(2026, 8, 14)


def moved(*steps: tuple[int, State | None], start: State | None = OPEN, shares=(), asked=ASKED):
    """Totals by bucket, only those with something in them."""
    deal = Deal(7, start, [(day(n), state) for n, state in steps], shares)
    sums = totals(walk(deal, asked))
    assert sums[END] == sums[START] + sum(sums[bucket] for bucket in BETWEEN)
    return {bucket: amount for bucket, amount in sums.items() if amount}


def won(state: State, n: int) -> State:
    return replace(state, status="won", closed_on=day(n))


def lost(state: State, n: int) -> State:
    return replace(state, status="lost", closed_on=day(n))


BIGGER = replace(OPEN, amount=Decimal("150.10"))
LATER = replace(OPEN, close_date=NEXT)
HUNDRED, FIFTY = Decimal("100.10"), Decimal(50)
STORIES = {
    "nothing happens": ([], {"start": HUNDRED, "end": HUNDRED}),
    "grows then slips": (
        [(3, BIGGER), (5, replace(BIGGER, close_date=NEXT))],
        {"start": HUNDRED, "increased": FIFTY, "pushed_out": -HUNDRED - FIFTY},
    ),
    "slips then grows": (
        [(3, LATER), (5, replace(BIGGER, close_date=NEXT))],
        {"start": HUNDRED, "pushed_out": -HUNDRED},
    ),
    "slips and comes back": (
        [(3, LATER), (5, OPEN)],
        {"start": HUNDRED, "pushed_out": -HUNDRED, "pulled_in": HUNDRED, "end": HUNDRED},
    ),
    "grows on the day it is won": (
        [(3, won(BIGGER, 3))],
        {"start": HUNDRED, "increased": FIFTY, "won": -HUNDRED - FIFTY},
    ),
    "is lost": ([(3, lost(OPEN, 3))], {"start": HUNDRED, "lost": -HUNDRED}),
    "is lost, then open again": (
        [(3, lost(OPEN, 3)), (6, OPEN)],
        {"start": HUNDRED, "lost": -HUNDRED, "reopened": HUNDRED, "end": HUNDRED},
    ),
    "was won, is corrected to lost": (
        [(3, won(OPEN, 3)), (6, lost(OPEN, 6))],
        {"start": HUNDRED, "won": -HUNDRED, "reopened": HUNDRED, "lost": -HUNDRED},
    ),
    "goes to an earlier period": (
        [(3, replace(OPEN, close_date=day(-3)))],
        {"start": HUNDRED, "pulled_out": -HUNDRED},
    ),
    "loses its date": (
        [(3, replace(OPEN, close_date=None))],
        {"start": HUNDRED, "pushed_out": -HUNDRED},
    ),
    "is left out": (
        [(3, replace(OPEN, omitted=True))],
        {"start": HUNDRED, "omitted": -HUNDRED},
    ),
    "is deleted": ([(3, None)], {"start": HUNDRED, "deleted": -HUNDRED}),
    "moves with its owner": ([(3, replace(OPEN, owner=CAROL))], {"start": HUNDRED, "end": HUNDRED}),
}


@pytest.mark.parametrize("story", STORIES)
def test_a_deal_that(story):
    steps, expected = STORIES[story]
    assert moved(*steps) == expected


def test_a_new_deal_is_created_and_one_from_before_is_pushed_in():
    assert moved((4, OPEN), start=None) == {"created": HUNDRED, "end": HUNDRED}
    late = replace(OPEN, close_date=day(-2))
    assert moved((4, OPEN), start=late) == {"pushed_in": HUNDRED, "end": HUNDRED}


def test_what_is_won_in_the_period_passes_through_it():
    assert moved((4, won(LATER, 4)), start=LATER) == {"pulled_in": HUNDRED, "won": -HUNDRED}
    assert moved((4, won(OPEN, 4)), start=None) == {"created": HUNDRED, "won": -HUNDRED}
    assert moved((4, lost(LATER, 4)), start=LATER) == {}


def test_a_foreign_deal_moves_with_its_rate():
    foreign = replace(OPEN, amount=Decimal("100.00"), currency="EUR")
    assert moved(start=foreign) == {
        "start": Decimal("107.00"),
        "fx": Decimal("2.01"),
        "end": Decimal("109.01"),
    }


def test_an_amount_without_a_rate_is_worth_nothing_until_there_is_one():
    foreign = replace(OPEN, amount=Decimal(1000), currency="JPY")
    assert moved(start=foreign) == {"fx": Decimal("6.50"), "end": Decimal("6.50")}


def test_a_deal_without_amount_is_there():
    unknown = replace(OPEN, amount=None)
    deal = Deal(7, None, [(day(3), unknown)])
    assert [(m.bucket, m.amount) for m in walk(deal, ASKED)] == [("created", 0), ("end", 0)]


def test_a_transfer_is_nothing_to_both_together():
    deal = Deal(7, OPEN, [(day(3), replace(OPEN, owner=CAROL))])
    found = {(m.rep, m.team): m.amount for m in walk(deal, ASKED) if m.bucket == "reassigned"}
    assert found == {(BOB, NORTH): -HUNDRED, (CAROL, NORTH): HUNDRED}


def test_parts_follow_their_people():
    """Of 100.10 the odd cent goes to the largest remainder; Bob's part goes south with him."""
    shares = [(BOB, Decimal("33.34")), (CAROL, Decimal("33.33")), (DAVE, Decimal("33.33"))]
    found = list(walk(Deal(7, OPEN, [], shares), ASKED))
    north = sum(m.amount for m in found if m.bucket == "end" and m.team == NORTH)
    south = sum(m.amount for m in found if m.bucket == "end" and m.team == SOUTH)
    nowhere = sum(m.amount for m in found if m.bucket == "end" and m.team is None)
    assert (north, south, nowhere) == (Decimal("33.36"), Decimal("33.38"), Decimal("33.36"))


# Against the second opinion ----------------------------------------------------------------------

amounts = st.one_of(st.none(), st.decimals("0", "5000", places=2), st.just(Decimal("12.3456")))
dates = st.one_of(st.none(), st.sampled_from([day(-3), day(2), day(10), day(60), NEXT]))


@st.composite
def states(draw, on: int) -> State:
    status = draw(st.sampled_from(["open", "open", "open", "won", "lost"]))
    return State(
        status,
        draw(amounts),
        draw(st.sampled_from(["USD", "EUR", "JPY"])),
        draw(dates),
        draw(st.sampled_from([BOB, CAROL, DAVE])),
        draw(st.booleans()) and draw(st.booleans()),
        None if status == "open" else day(draw(st.integers(on - 3, on))),
    )


@st.composite
def deals(draw) -> Deal:
    numbers = sorted(draw(st.sets(st.integers(1, 19), max_size=6)))
    steps: list[tuple[date, State | None]] = [(day(n), draw(states(n))) for n in numbers]
    if steps and draw(st.integers(0, 9)) == 0:
        steps[-1] = (steps[-1][0], None)
    start = draw(st.one_of(st.none(), states(0)))
    shares = draw(
        st.sampled_from(
            [
                (),
                (),
                [(BOB, Decimal(60)), (CAROL, Decimal(40))],
                [(DAVE, Decimal("33.34")), (BOB, Decimal("33.33")), (CAROL, Decimal("33.33"))],
            ]
        )
    )
    return Deal(draw(st.integers(1, 99)), start, _tidied(start, steps), shares)


def _tidied(start: State | None, steps: list) -> list:
    """A closed deal keeps the day it closed on until its status changes."""
    found, before = [], start
    for when, state in steps:
        if state and before and state.status == before.status:
            state = replace(state, closed_on=before.closed_on)
        found.append((when, state))
        before = state
    return found


@given(deals())
def test_the_second_opinion_agrees(deal):
    found: dict = defaultdict(Decimal)
    for move in walk(deal, ASKED):
        found[(move.rep, move.team), move.bucket] += move.amount
    assert {key: amount for key, amount in found.items() if amount} == slowly(deal, ASKED)


@given(st.lists(deals(), max_size=8))
def test_every_node_adds_up(many):
    """Start + buckets = end: for every person, every team, every region and the company."""
    nodes: dict = defaultdict(lambda: dict.fromkeys(BUCKETS, Decimal(0)))
    for deal in many:
        for move in walk(deal, ASKED):
            for node in (("rep", move.rep), *ABOVE[move.team]):
                nodes[node][move.bucket] += move.amount
    for sums in nodes.values():
        assert sums[END] == sums[START] + sum(sums[bucket] for bucket in BETWEEN)


@given(deals(), st.integers(1, 19))
def test_two_ranges_together_are_the_whole(deal, middle):
    """The end of one range is the start of the next, and every bucket is the sum of both."""
    known = [state for when, state in deal.steps if when <= day(middle)]
    between = known[-1] if known else deal.start
    first = totals(walk(deal, replace(ASKED, until=day(middle))))
    second = totals(walk(replace(deal, start=between), replace(ASKED, since=day(middle))))
    whole = totals(walk(deal, ASKED))
    assert first[END] == second[START]
    for bucket in BETWEEN:
        assert first[bucket] + second[bucket] == whole[bucket]
