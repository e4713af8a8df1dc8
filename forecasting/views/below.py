"""The same movement one level further down: teams of the company, teams and people of a team."""

from dataclasses import dataclass
from decimal import Decimal

import teams.facts
from forecasting import facts
from forecasting.core import buckets as b
from forecasting.facts import Movement
from forecasting.views.asked import Asked
from ui import formats, links

# What stands in one column; with start and end every bucket is there once.
COLUMNS = (
    (b.START,),
    (b.CREATED, b.PULLED_IN, b.PUSHED_IN, b.REOPENED),
    (b.INCREASED, b.DECREASED, b.FX),
    (b.REASSIGNED, b.OMITTED, b.DELETED),
    (b.PUSHED_OUT, b.PULLED_OUT),
    (b.LOST,),
    (b.WON,),
    (b.END,),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A team or person, ready to print."""

    name: str
    href: str
    values: tuple[str, ...]


def lines(ask: Asked, found: Movement) -> list[Line]:
    """Those whom the reader sees and with something in some bucket, the largest start first."""
    if ask.scope.kind not in ("company", "team"):
        return []
    start, end = min(ask.start, ask.period.start), max(ask.end, ask.period.end)
    seen = [
        scope
        for scope in teams.facts.children(ask.scope, start, end)
        if ask.access.sees_scope(scope, start, end)
    ]
    moved = [one for one in facts.movements(found.walk, seen).values() if not one.is_empty]
    moved.sort(key=lambda one: one[b.START].value, reverse=True)
    return [_line(ask, one) for one in moved]


def _line(ask: Asked, one: Movement) -> Line:
    sums = (sum((one[slug].value for slug in column), Decimal(0)) for column in COLUMNS)
    href = links.changed(ask.params, scope=one.scope.key)
    return Line(str(one.scope), href, tuple(formats.thousands(value) for value in sums))
