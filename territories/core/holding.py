"""What a hold may be: from today on, no longer than the company allows, with credit that ends."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Code = Literal["past", "backwards", "too_long", "credit_early", "credit_late"]


@dataclass(frozen=True, slots=True)
class Terms:
    """[start, end); deals that close before `credit_until` still count for the owner of today."""

    reason: str
    start: date
    end: date
    words: str = ""
    credit_until: date | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """In days: how long a hold lasts, and how long after its end credit may go on."""

    hold_days: int
    credit_days: int

    def last_end(self, start: date) -> date:
        return start + timedelta(self.hold_days)

    def last_credit(self, end: date) -> date:
        return end + timedelta(self.credit_days)


@dataclass(frozen=True, slots=True)
class Problem:
    """`day` and `days`: the limit that the terms go beyond."""

    code: Code
    day: date
    days: int = 0


def problem(terms: Terms, limits: Limits, today: date) -> Problem | None:
    """The first reason why there can be no such hold. Past days are not held afterwards."""
    if terms.start < today:
        return Problem("past", today)
    if terms.end <= terms.start:
        return Problem("backwards", terms.start)
    if terms.end > (last := limits.last_end(terms.start)):
        return Problem("too_long", last, limits.hold_days)
    if terms.credit_until is None:
        return None
    if terms.credit_until <= terms.start:
        return Problem("credit_early", terms.start)
    if terms.credit_until > (last := limits.last_credit(terms.end)):
        return Problem("credit_late", last, limits.credit_days)
    return None
