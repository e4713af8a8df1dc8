"""A second opinion on movement: after every single change of a field the whole universe is added
up anew, and what it differs by goes to the bucket that the field stands for. Slow and simple.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from crm.core.splits import parts
from forecasting.core.deals import Deal, State
from forecasting.core.movement import Question

type Node = tuple[int, int | None]


def balance(deal: Deal, state: State | None, asked: Question, rate_day: date, seat_day: date):
    """What the deal is worth to each (person, team) while it stands in the universe."""
    inside = (
        state is not None
        and state.status == "open"
        and not state.omitted
        and state.close_date is not None
        and asked.start <= state.close_date < asked.stop
    )
    if not inside:
        return {}
    value = asked.rates.value(state.amount, state.currency, rate_day)
    shares = deal.shares or ((state.owner, Decimal(100)),)
    pieces = parts(value, [share for _, share in shares], asked.rates.base)
    return {
        (rep, asked.seats.team(rep, seat_day)): piece
        for (rep, _), piece in zip(shares, pieces, strict=True)
    }


class Ledger:
    """Sums by node and bucket; the balance before is kept, the next one is compared with it."""

    def __init__(self, deal: Deal, asked: Question):
        self.deal, self.asked = deal, asked
        self.sums: dict[tuple[Node, str], Decimal] = defaultdict(Decimal)
        self.before: dict[Node, Decimal] = {}
        self.state: State | None = None
        self.day = asked.since

    def now(self, bucket: str, state: State | None, *, seats: date | None = None) -> None:
        self.state = state
        after = balance(self.deal, state, self.asked, self.day, seats or self.day)
        for node in self.before.keys() | after.keys():
            change = after.get(node, Decimal(0)) - self.before.get(node, Decimal(0))
            if change:
                self.sums[node, bucket] += change
        self.before = after


def slowly(deal: Deal, asked: Question) -> dict[tuple[Node, str], Decimal]:
    """The movement of a deal by (person, team) and bucket, without the zeros."""
    book, changes = Ledger(deal, asked), dict(deal.steps)
    book.now("start", deal.start)
    while book.day < asked.until:
        yesterday, book.day = book.day, book.day + timedelta(1)
        book.now("fx", book.state, seats=yesterday)
        new = changes.get(book.day, book.state)
        old = book.state
        if old is None and new is None:
            continue
        if new is None:
            book.now("reassigned", old)
            book.now("deleted", None)
            continue
        if old is None:
            closes = new.closed_on if new.status == "won" else new.close_date
            omitted = new.omitted and new.status == "open"
            born = replace(new, status="open", close_date=closes, omitted=omitted)
            old = born
            book.now("created", born)
        book.now("reassigned", replace(old, owner=new.owner))
        bigger = asked.rates.value(new.amount, new.currency, book.day) > asked.rates.value(
            old.amount, old.currency, book.day
        )
        old = replace(book.state, amount=new.amount, currency=new.currency)
        book.now("increased" if bigger else "decreased", old)
        _close(book, old, new)
    for node, amount in book.before.items():
        if amount:
            book.sums[node, "end"] += amount
    return {key: amount for key, amount in book.sums.items() if amount}


def _close(book: Ledger, old: State, new: State) -> None:
    """The close date and the category, then the status; see the rules of the walk."""
    if old.status != "open" and new.status != old.status:
        to = new.closed_on if new.status == "won" else old.closed_on
        if new.status == "open":
            to = new.close_date
        old = replace(old, close_date=to, omitted=new.omitted and new.status == "open")
        old = replace(old, status="open")
        book.now("reopened", old)
    if old.status == "open":
        if new.status == "lost":
            to, omitted = old.close_date, old.omitted
        elif new.status == "won":
            to, omitted = new.closed_on, False
        else:
            to, omitted = new.close_date, new.omitted
        book.now(
            _name(old.close_date, to, book.asked), replace(old, close_date=to, omitted=omitted)
        )
    book.now(new.status, new)


def _name(before: date | None, after: date | None, asked: Question) -> str:
    def place(day: date | None) -> int:
        if day is None:
            return 2
        return 0 if day < asked.start else 1 if day < asked.stop else 2

    names = {(0, 1): "pushed_in", (2, 1): "pulled_in", (1, 0): "pulled_out", (1, 2): "pushed_out"}
    return names.get((place(before), place(after)), "omitted")
