"""Whether a plan asks alike of all: its quotas against potential, and what attainment went with.

Attainment is that of the last twelve whole months, of everybody with a line for all revenue.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import territories.facts.potentials as territories
from kernel.periods import Period
from kpis.core.fair.ramp import tenure
from kpis.facts import won
from planning.core.attainment import Attainment, distribution
from planning.core.fairness import Correlation, Person, Spread, correlations, spread
from planning.facts.asked import revenue
from planning.models import QuotaLine, QuotaPlan
from teams import facts as teams

YEAR = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A person of the plan. `asked`: with the plan's quota; `past`: of the last twelve months."""

    id: int
    name: str
    team: str
    asked: Person
    past: Person


@dataclass(frozen=True)
class Fairness:
    lines: tuple[Line, ...]
    spread: Spread | None
    correlations: tuple[Correlation, ...]
    distribution: Attainment | None
    without_quota: int
    since: date
    until: date


def of_plan(plan: QuotaPlan) -> Fairness:
    """About eight queries, however many people there are."""
    months = _months()
    last, before = months[YEAR:], months[:YEAR]
    results = won.results(months)
    held = territories.potentials(last[0].start, last[-1].end)
    lines = tuple(_line(row, results, held, last, before) for row in _rows(plan))
    attained = [one.past.attainment for one in lines if one.past.attainment is not None]
    sold = [one.past.result or 0.0 for one in lines if one.past.attainment is not None]
    return Fairness(
        lines,
        spread([one.asked for one in lines]),
        tuple(correlations([one.past for one in lines])),
        distribution(attained, sold),
        len(lines) - len(attained),
        last[0].start,
        last[-1].end - timedelta(1),
    )


def _months() -> list[Period]:
    calendar = teams.company().calendar
    now = calendar.month_of(teams.today())
    return [calendar.back(now, n) for n in range(2 * YEAR, 0, -1)]


def _rows(plan: QuotaPlan) -> list[QuotaLine]:
    rows = QuotaLine.objects.filter(goal__in=revenue(plan), rep__isnull=False)
    found = rows.select_related("rep", "parent__team", "parent__territory").order_by("rep__name")
    return list(found)


def _line(
    row: QuotaLine,
    results: dict[won.Key, dict[date, won.Result]],
    held: dict[int, territories.Held],
    last: list[Period],
    before: list[Period],
) -> Line:
    by_start = results.get(("rep", row.rep_id or 0), {})
    above = row.parent and (row.parent.team or row.parent.territory)
    share = held.get(row.rep_id or 0)
    potential = share.potential if share else None
    hired = row.rep.hired_on if row.rep else None
    traits = {
        "potential": None if potential is None else float(potential),
        "prior": _sum(by_start, before, "won"),
        "tenure": tenure(hired, last[-1].start),
    }
    planned = None if row.planned is None else float(row.planned)
    result = _sum(by_start, last, "won")
    return Line(
        row.pk,
        str(row.rep),
        above.name if above else "",
        Person(row.rep_id, planned, result, **traits),
        Person(row.rep_id, _sum(by_start, last, "quota"), result, **traits),
    )


def _sum(by_start: dict[date, won.Result], months: list[Period], half: str) -> float | None:
    """Of the months that are known; None when none is."""
    found = [getattr(by_start[m.start], half) for m in months if m.start in by_start]
    known = [value for value in found if value is not None]
    return float(sum(known, Decimal(0))) if known else None
