"""Whether a plan asks alike of all: its quotas against potential, and what attainment went with.

Attainment is that of the last twelve whole months, of everybody with a line for all revenue: of
the months in which they had a quota. What stands beside the potential is of all of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

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
    """A person of the plan, once however many lines they have. `asked`: the plan's quota beside
    the result of the last twelve months; `past`: quotas of those months beside their results."""

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
    since: date
    until: date


def of_plan(plan: QuotaPlan) -> Fairness:
    """About eight queries, however many people there are."""
    months = _months()
    last, before = months[YEAR:], months[:YEAR]
    results = won.results(months)
    held = territories.potentials(last[0].start, last[-1].end)
    lines = tuple(_line(rows, results, held, last, before) for rows in _by_person(plan))
    attained = [one.past.attainment for one in lines if one.past.attainment is not None]
    sold = [one.asked.result for one in lines if one.asked.result is not None]
    return Fairness(
        lines,
        spread([one.asked for one in lines]),
        tuple(correlations([one.past for one in lines])),
        distribution(attained, sold),
        last[0].start,
        last[-1].end - timedelta(1),
    )


def _months() -> list[Period]:
    calendar = teams.company().calendar
    now = calendar.month_of(teams.today())
    return [calendar.back(now, n) for n in range(2 * YEAR, 0, -1)]


def _by_person(plan: QuotaPlan) -> list[list[QuotaLine]]:
    rows = QuotaLine.objects.filter(goal__in=revenue(plan), rep__isnull=False)
    rows = rows.select_related("rep", "parent__team", "parent__territory")
    found: dict[int, list[QuotaLine]] = defaultdict(list)
    for row in rows.order_by("rep__name", "pk"):
        found[row.rep_id or 0].append(row)
    return list(found.values())


def _line(
    rows: Sequence[QuotaLine],
    results: dict[won.Key, dict[date, won.Result]],
    held: dict[int, territories.Held],
    last: list[Period],
    before: list[Period],
) -> Line:
    rep = rows[0].rep
    assert rep is not None
    by_start = results.get(("rep", rep.pk), {})
    share = held.get(rep.pk)
    potential = share.potential if share else None
    traits = {
        "potential": None if potential is None else float(potential),
        "prior": _sum(by_start, before, "won"),
        "tenure": tenure(rep.hired_on, last[-1].start),
    }
    planned = [row.planned for row in rows if row.planned is not None]
    quota = float(sum(planned)) if planned else None
    with_quota = [m for m in last if by_start.get(m.start, won.Result()).quota is not None]
    counted = _sum(by_start, with_quota, "won")
    return Line(
        rep.pk,
        str(rep),
        ", ".join(above.name for row in rows if (above := _above(row))),
        Person(rep.pk, quota, _sum(by_start, last, "won"), **traits),
        Person(rep.pk, _sum(by_start, with_quota, "quota"), counted, **traits),
    )


def _above(row: QuotaLine) -> Any:
    """The team or territory whose line theirs is a part of."""
    return row.parent and (row.parent.team or row.parent.territory)


def _sum(by_start: dict[date, won.Result], months: list[Period], half: str) -> float | None:
    """Of the months that are known; None when none is."""
    found = [getattr(by_start[m.start], half) for m in months if m.start in by_start]
    known = [value for value in found if value is not None]
    return float(sum(known, Decimal(0))) if known else None
