"""Chances worked out from what is known, without storing them."""

from collections.abc import Iterable, Sequence
from datetime import date

from planning.core.weighing import Answer, weigh
from planning.facts.asked import Asked
from planning.facts.evidence import Evidence, Span
from planning.models import QuotaPlan


def span_of(plan: QuotaPlan, as_of: date) -> Span:
    """The plan's days; compared with past periods of the nearest kind."""
    days = plan.days
    months = round((days.upper - days.lower).days / 30.4)
    kind = "year" if months >= 9 else "quarter" if months >= 2 else "month"
    return Span(days.lower, days.upper, kind, as_of)


def answers(span: Span, asked: Sequence[Asked]) -> Iterable[tuple[Asked, list[Answer]]]:
    """The three views of each, in the order asked."""
    evidence = Evidence(span)
    for one in asked:
        yield one, weigh(evidence.known(one))
