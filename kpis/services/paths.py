"""Usual paths of the company and its teams, worked out from stored days of won value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from kernel.periods import FiscalCalendar, Period
from kpis.core.columns import Array
from kpis.core.like import MOST, like
from kpis.core.pacing import Curve, Path, curve, gone_of, path, spread
from kpis.queries.ground import Ground
from kpis.queries.rollup import read

Node = tuple[str, int]
COMPANY: Node = ("company", 0)

DAYS = """
SELECT 'company' AS scope, 0 AS id, m.start AS day, sum(m.value) AS value
FROM {table} m WHERE m.slug = 'won_value' AND m.grain = 'day' AND m.start < %(until)s GROUP BY 3
UNION ALL
SELECT 'team', b.above, m.start, sum(m.value)
FROM {table} m JOIN kpis_below b ON b.kind = 'team' AND b.below = m.team_id
WHERE m.slug = 'won_value' AND m.grain = 'day' AND m.start < %(until)s GROUP BY 2, 3
"""


@dataclass
class Paths:
    """Paths of a set of scopes, each worked out when first asked for.

    `home` gives the last team of a rep in a period. Past periods count from the first one that
    the data cover wholly.
    """

    calendar: FiscalCalendar
    today: date
    daily: Mapping[Node, tuple[date, Array]]
    home: Any
    _curves: dict[tuple[Node, Period], Curve | None] = field(default_factory=dict)
    _places: dict[tuple[Node, Period], tuple[float, ...]] = field(default_factory=dict)
    _past: dict[tuple[Node, Period], list[Curve]] = field(default_factory=dict)
    _paths: dict[tuple[Node, Period], Path] = field(default_factory=dict)

    def of(self, scope: str, pk: int, period: Period) -> tuple[float, ...]:
        """Usual share, low and high by the end of today, past periods, and spread of the rest.

        All of a past period, nothing of a future one.
        """
        key = (self.node(scope, pk, period), period)
        if key not in self._places:
            self._places[key] = self._place(*key)
        return self._places[key]

    def _place(self, node: Node, period: Period) -> tuple[float, ...]:
        found = self.path(node, period)
        day = (self.today - period.start).days
        past = self.past(node, period) or self.past(COMPANY, period)
        if day < 0:
            return 0.0, 0.0, 0.0, found.periods, spread(0.0, past)
        if day >= period.days:
            return 1.0, 1.0, 1.0, found.periods, spread(1.0, past)
        shares = (float(line[day]) for line in (found.usual, found.low, found.high))
        gone = float(gone_of(self.works(period))[day])
        return *shares, found.periods, spread(gone, past)

    def node(self, scope: str, pk: int, period: Period) -> Node:
        """Reps follow their team, territories the company."""
        if scope == "rep":
            team = self.home(period).get(pk)
            return ("team", team) if team else COMPANY
        return ("team", pk) if scope == "team" else COMPANY

    def path(self, node: Node, period: Period) -> Path:
        key = (node, period)
        if key not in self._paths:
            company = None if node == COMPANY else self.path(COMPANY, period)
            gone = gone_of(self.works(period))
            self._paths[key] = path(gone, self.past(node, period), company)
        return self._paths[key]

    def past(self, node: Node, period: Period) -> list[Curve]:
        key = (node, period)
        if key not in self._past:
            earlier = like(self.calendar, period, MOST)
            self._past[key] = [c for p in earlier if (c := self.curve(node, p)) is not None]
        return self._past[key]

    def curve(self, node: Node, period: Period) -> Curve | None:
        key = (node, period)
        if key not in self._curves:
            self._curves[key] = self._curve(node, period)
        return self._curves[key]

    def _curve(self, node: Node, period: Period) -> Curve | None:
        company = self.daily.get(COMPANY)
        if period.end > self.today or company is None or period.start < company[0]:
            return None
        first, values = self.daily.get(node, company)
        if node not in self.daily:
            return None
        start = (period.start - first).days
        daily = np.zeros(period.days)
        known = values[max(start, 0) : max(start + period.days, 0)]
        daily[max(-start, 0) : max(-start, 0) + len(known)] = known
        return curve(self.works(period), daily)

    def works(self, period: Period) -> Array:
        return _works(self.calendar, period)


@lru_cache(maxsize=2048)
def _works(calendar: FiscalCalendar, period: Period) -> Array:
    days = (period.start + timedelta(n) for n in range(period.days))
    return np.array([calendar.is_workday(day) for day in days], dtype=float)


def daily(on: Ground, until: date, table: str = "kpis_measure") -> dict[Node, tuple[date, Array]]:
    """Won value per day of the company and each team, from the first month with wins on."""
    rows = read(on.cursor, DAYS.format(table=table), {"until": until})
    if rows.empty:
        return {}
    rows["day"] = rows["day"].to_numpy(dtype="datetime64[D]")
    first = on.calendar.month_of(pd.Timestamp(rows["day"].min()).date()).start
    size = (until - first).days
    found = {}
    for (scope, pk), part in rows.groupby(["scope", "id"]):
        values = np.zeros(size)
        place = (part["day"].to_numpy(dtype="datetime64[D]") - np.datetime64(first)).astype(int)
        values[place] = part["value"].to_numpy(dtype=float)
        found[(str(scope), int(str(pk)))] = (first, values)
    return found


def stored_rows(paths: Paths, nodes: Iterable[Node], periods: Sequence[Period]) -> list[list[Any]]:
    """Rows of `UsualPath` for every node and period; lists as PostgreSQL writes them."""
    written: dict[int, str] = {}
    return [
        [scope, pk, p.kind, p.start, found.periods, *(_written(s, written) for s in shares)]
        for p in periods
        for scope, pk in nodes
        for found in [paths.path((scope, pk), p)]
        for shares in [(found.usual, found.low, found.high)]
    ]


def _written(shares: Array, known: dict[int, str]) -> str:
    """`{0.1,0.2}`; many nodes share the company's path, which lives as long as the paths."""
    if (text := known.get(id(shares))) is None:
        text = known[id(shares)] = "{" + ",".join(map(repr, shares.round(6).tolist())) + "}"
    return text
