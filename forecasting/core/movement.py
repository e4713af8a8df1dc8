"""Pipeline movement: why the open pipeline of a period is not what it was.

The universe is what is open, not left out of the forecast, and to close in the period. Each deal
is walked from day to day; what its money does goes to exactly one bucket, at the value of that
day, so that start + all buckets = end, to the last decimal, for every person and every sum of
people. A day is one step: what was entered and taken back on the same day is no movement, and the
movement of a range is that of its days together.

Within a step the order is: exchange rate, person and team, amount, then in or out. So a deal that
grew before it slipped is in both buckets, and slips at its new value. A deal that closes passes
through where it closes: one that is won in the period although it was expected in another is
pulled in, then won; the won of the period are all there. Forecasting reference, section 4.15.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from operator import itemgetter

from forecasting.core import buckets as b
from forecasting.core.deals import Credit, Deal, Rates, Seats, State, credit

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Question:
    """Movement of [start, stop), a period, from the end of the day `since` to that of `until`."""

    start: date
    stop: date
    since: date
    until: date
    rates: Rates
    seats: Seats

    def holds(self, day: date | None) -> bool:
        return day is not None and self.start <= day < self.stop

    def counts(self, state: State | None) -> bool:
        """Whether a deal in that state is in the universe."""
        if state is None or state.status != "open" or state.omitted:
            return False
        return self.holds(state.close_date)


@dataclass(frozen=True, slots=True)
class Move:
    """What a deal adds to a bucket for one person, in the team of that day."""

    deal: int
    day: date
    rep: int
    team: int | None
    bucket: str
    amount: Decimal


def walk(deal: Deal, asked: Question) -> Iterator[Move]:
    """Every move of a deal, its start and end included."""
    state, day = deal.start, asked.since
    value = _value(state, asked, day)
    if asked.counts(state):
        yield from _whole(deal, asked, b.START, state, value, day, 1)
    for then, new in steps(deal, asked):
        fresh = _value(state, asked, then)
        if asked.counts(state):
            yield from _change(deal, asked, b.FX, (state, value, day), (state, fresh, day), then)
        yield from _step(deal, asked, (state, fresh, day), new, then)
        state, day, value = new, then, _value(new, asked, then)
    if asked.counts(state):
        last = _value(state, asked, asked.until)
        yield from _change(deal, asked, b.FX, (state, value, day), (state, last, day), asked.until)
        yield from _whole(deal, asked, b.END, state, last, asked.until, 1)


def steps(deal: Deal, asked: Question) -> list[tuple[date, State | None]]:
    """The days on which the deal changed, or somebody credited for it came to another team."""
    found = {day: state for day, state in deal.steps if asked.since < day <= asked.until}
    everybody = {rep for rep, _ in deal.shares}
    if not everybody:
        everybody = {s.owner for s in (deal.start, *found.values()) if s is not None}
    moved = {
        day for rep in everybody for day in asked.seats.moves(rep, asked.since, asked.until)
    } - found.keys()
    state = deal.start
    for day in sorted(found.keys() | moved):
        state = found.get(day, state)
        if state is not None:
            found[day] = state
    return sorted(found.items(), key=itemgetter(0))


# One step ----------------------------------------------------------------------------------------

# A state, what it is worth, and the day whose teams count.
type Stand = tuple[State | None, Decimal, date]


def _step(deal: Deal, asked: Question, old: Stand, new: State | None, day: date) -> Iterator[Move]:
    """Person and team, amount, then in and out; the rate has been seen to."""
    before, value, _ = old
    if before is None and new is None:
        return
    shown = before if new is None else new
    worth = _value(shown, asked, day)
    if before is not None and shown is not None and asked.counts(before):
        moved = (_owned(before, shown), value, day)
        yield from _change(deal, asked, b.REASSIGNED, old, moved, day)
        if worth != value:
            bucket = b.INCREASED if worth > value else b.DECREASED
            yield from _change(deal, asked, bucket, moved, (shown, worth, day), day)
    for bucket, sign in route(before, new, asked):
        yield from _whole(deal, asked, bucket, shown, worth, day, sign)


def route(old: State | None, new: State | None, asked: Question) -> list[tuple[str, int]]:
    """The buckets through which a deal goes in or out of the universe in a step, in order."""
    if new is None:
        return [(b.DELETED, -1)] if asked.counts(old) else []
    was_open = old is not None and old.status == "open"
    if new.status == "open":
        if old is not None and not was_open:
            return [(b.REOPENED, 1)] if asked.counts(new) else []
        return _entered(old, new, new.close_date, asked.counts(new), asked)
    if old is not None and old.status == new.status:
        return []
    if old is not None and not was_open:
        through = old.closed_on if new.status == "lost" else new.closed_on
        return [(b.REOPENED, 1), (new.status, -1)] if asked.holds(through) else []
    if new.status == "won":
        passes = asked.holds(new.closed_on)
        entered = _entered(old, new, new.closed_on, passes, asked)
    else:
        passes = asked.holds(new.close_date) if old is None else asked.counts(old)
        entered = _entered(old, new, new.close_date, passes, asked) if old is None else []
    return [*entered, (new.status, -1)] if passes else entered


def _entered(
    old: State | None, new: State, to: date | None, counts: bool, asked: Question
) -> list[tuple[str, int]]:
    """How an open deal came in or left by its creation, close date or category."""
    if old is None:
        return [(b.CREATED, 1)] if counts else []
    if asked.counts(old) == counts:
        return []
    if asked.holds(old.close_date) == asked.holds(to):
        return [(b.OMITTED, 1 if counts else -1)]
    if counts:
        came = old.close_date is not None and old.close_date < asked.start
        return [(b.PUSHED_IN if came else b.PULLED_IN, 1)]
    earlier = to is not None and to < asked.start
    return [(b.PULLED_OUT if earlier else b.PUSHED_OUT, -1)]


# Amounts -----------------------------------------------------------------------------------------


def _value(state: State | None, asked: Question, day: date) -> Decimal:
    return NOTHING if state is None else asked.rates.value(state.amount, state.currency, day)


def _owned(before: State, after: State) -> State:
    """The deal as it was, in the hands of its new owner."""
    return before if before.owner == after.owner else replace(before, owner=after.owner)


def _credit(deal: Deal, asked: Question, stand: Stand) -> Credit:
    state, value, day = stand
    return {} if state is None else credit(value, state, deal, asked.seats, day, asked.rates.base)


def _whole(
    deal: Deal,
    asked: Question,
    bucket: str,
    state: State | None,
    value: Decimal,
    day: date,
    sign: int,
) -> Iterator[Move]:
    """All of a deal goes in or out; also one without an amount is there."""
    for (rep, team), amount in _credit(deal, asked, (state, value, day)).items():
        yield Move(deal.id, day, rep, team, bucket, sign * amount)


def _change(
    deal: Deal, asked: Question, bucket: str, old: Stand, new: Stand, day: date
) -> Iterator[Move]:
    """The difference between two stands, for everybody for whom there is one."""
    if old[1] == new[1] and (bucket != b.REASSIGNED or not (old[1] or new[1])):
        return
    before, after = _credit(deal, asked, old), _credit(deal, asked, new)
    for at in before.keys() | after.keys():
        amount = after.get(at, NOTHING) - before.get(at, NOTHING)
        if amount:
            yield Move(deal.id, day, *at, bucket, amount)


def totals(moves: Iterable[Move]) -> dict[str, Decimal]:
    """What the moves add up to, by bucket; those without any are there with nothing."""
    found = dict.fromkeys(b.BUCKETS, NOTHING)
    for move in moves:
        found[move.bucket] += move.amount
    return found
