"""What metrics need beside the sums of their own period: past periods, the calendar, the path.

`frame` has one row per (scope, id, kind, start) and one column per measure, NaN where a measure
has no rows. All rows of one kind of period are worked out together, as arrays.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kernel.periods import FiscalCalendar, Period
from kpis.core.columns import Array, Columns, divide
from kpis.core.kinds import BY_KIND, of_kind
from kpis.core.like import MOST, USUAL, lead, like

Ints = NDArray[np.int64]
LOGGED = timedelta(90)
LEADS = ("lead_value", "lead_won_value", "lead_deals")
PAST = ("won_value", "won_count", "won_square")
PATH = ("usual_share", "usual_low", "usual_high", "usual_periods", "spread")
NO_PATH = (np.nan,) * len(PATH)


@dataclass(frozen=True)
class Setting:
    """`today` counts; `path_of` gives a scope's usual share, low, high, past periods and spread at
    today's place in a period.

    `unknown`: measures that are unknown, not zero, without rows. `activities`: first day of a
    fiscal month → activities logged by anybody in it.
    """

    calendar: FiscalCalendar
    today: date
    unknown: frozenset[str]
    measures: Sequence[str]
    activities: Mapping[date, float]
    path_of: Callable[[str, int, Period], tuple[float, ...]]


@dataclass(frozen=True)
class Rows:
    """Scope, id and period of each row; `place` is the period's place in `periods`."""

    scopes: np.ndarray
    ids: Ints
    place: Ints
    periods: Sequence[Period]


@dataclass(frozen=True)
class Grid:
    """The measures of one kind of period: a line per scope, a column per period, NaN unknown.

    The last column is of no period: there, everything is unknown.
    """

    frame: pd.DataFrame
    line: Ints
    column: Ints
    columns: Mapping[str, int]
    lines: int

    def of(self, slug: str) -> Array:
        table = np.full((self.lines, len(self.columns) + 1), np.nan)
        if slug in self.frame:
            table[self.line, self.column] = self.frame[slug].to_numpy(dtype=float)
        return table

    def place(self, period: Period) -> int:
        return self.columns.get(period.start.isoformat(), len(self.columns))


def needed_periods(calendar: FiscalCalendar, wanted: Iterable[Period]) -> list[Period]:
    """The wanted periods and the earlier ones that they are compared with."""
    found = set(wanted)
    return sorted(found | {past for p in found for past in like(calendar, p, MOST)})


def columns(
    frame: pd.DataFrame, wanted: Sequence[Period], setting: Setting
) -> Iterator[tuple[Rows, Columns]]:
    """For each kind of period, the rows that exist in the wanted periods, and their columns."""
    kinds = frame.index.get_level_values("kind")
    for kind in dict.fromkeys(p.kind for p in wanted):
        periods = [p for p in wanted if p.kind == kind]
        part = frame[kinds == kind]
        if len(part):
            yield _of_kind(part, periods, setting)


def _of_kind(
    frame: pd.DataFrame, periods: Sequence[Period], setting: Setting
) -> tuple[Rows, Columns]:
    names = frame.index.get_level_values("start").astype(str)
    scope_names = frame.index.get_level_values("scope")
    scope_ids = frame.index.get_level_values("id").to_numpy(dtype=np.int64)
    line, each = pd.factorize(pd.MultiIndex.from_arrays([scope_names, scope_ids]))
    column, starts = pd.factorize(names)
    grid = Grid(frame, line, column, {s: n for n, s in enumerate(starts)}, len(each))
    order = {p.start.isoformat(): n for n, p in enumerate(periods)}
    place = np.array([order.get(name, -1) for name in names], dtype=np.int64)
    mine = place >= 0
    rows = Rows(
        np.asarray(scope_names, dtype=object)[mine],
        scope_ids[mine],
        place[mine],
        periods,
    )
    own = Columns(
        len(rows.ids), {slug: _filled(frame[mine], slug, setting) for slug in setting.measures}
    )
    more = {
        **_past(grid, line[mine], rows, setting),
        **_leads(grid, line[mine], rows, setting),
        **_calendar(rows, setting),
        **_paths(rows, setting),
        **_joined(own, periods[0].kind),
    }
    return rows, own.plus(more)


def _filled(frame: pd.DataFrame, slug: str, setting: Setting) -> Array:
    if slug not in frame:
        return np.full(len(frame), np.nan if slug in setting.unknown else 0.0)
    found = frame[slug].to_numpy(dtype=float)
    return found if slug in setting.unknown else np.nan_to_num(found)


def _earlier(grid: Grid, rows: Rows, setting: Setting, count: int) -> Ints:
    """For each row the places in the grid of the earlier periods it is compared with."""
    places = [[grid.place(p) for p in like(setting.calendar, one, count)] for one in rows.periods]
    return np.array(places, dtype=np.int64)[rows.place]


def _past(grid: Grid, line: Ints, rows: Rows, setting: Setting) -> dict[str, Array]:
    """Means over the last four periods of the kind that had wins; unknown without any."""
    earlier = _earlier(grid, rows, setting, USUAL)
    return {f"like_{slug}": _mean(grid.of(slug)[line[:, None], earlier]) for slug in PAST}


def _mean(table: Array) -> Array:
    known = ~np.isnan(table)
    return divide(np.where(known, table, 0).sum(axis=1), known.sum(axis=1).astype(float))


def _leads(grid: Grid, line: Ints, rows: Rows, setting: Setting) -> dict[str, Array]:
    """Pipeline of past periods as far into them as this one is, and what was won of it; and the
    pipeline that this period started with."""
    at = np.array([_gone(period, setting) for period in rows.periods])[rows.place]
    earlier = _earlier(grid, rows, setting, MOST)
    out = {name: np.full(len(line), np.nan) for name in LEADS}
    for months in np.unique(at):
        mine = at == months
        for name in LEADS:
            table = grid.of(f"{name}_{months}")[line[mine, None], earlier[mine]]
            known = ~np.isnan(table)
            total = np.where(known, table, 0).sum(axis=1)
            out[name][mine] = np.where(known.any(axis=1), total, np.nan)
    own = np.array([grid.place(period) for period in rows.periods])[rows.place]
    for name, slug in (("start_value", "lead_value_0"), ("start_deals", "lead_deals_0")):
        out[name] = np.nan_to_num(grid.of(slug)[line, own])
    out["usual_yield"] = divide(np.nan_to_num(out["lead_won_value"]), out["lead_value"])
    return out


def _gone(period: Period, setting: Setting) -> int:
    """How many months into the period it is looked at today; its start when it is not running."""
    gone = 0
    if period.start <= setting.today < period.end:
        gone = len(setting.calendar.months(period.start, setting.today + timedelta(1))) - 1
    return lead(period, gone)


def _calendar(rows: Rows, setting: Setting) -> dict[str, Array]:
    found: dict[str, list[float]] = {"workdays_left": [], "is_over": [], "company_activities": []}
    for period in rows.periods:
        first = max(period.start, setting.today)
        left = setting.calendar.workdays_between(first, period.end)
        found["workdays_left"].append(float(left))
        found["is_over"].append(float(period.end <= setting.today))
        found["company_activities"].append(_logged(period, setting))
    return {name: np.array(values)[rows.place] for name, values in found.items()}


def _logged(period: Period, setting: Setting) -> float:
    """Activities of anybody in the months that touch the 90 days before the last day."""
    if period.kind == "range":
        return float(sum(setting.activities.values()))
    until = min(setting.today, period.end - timedelta(1))
    months = setting.calendar.months(until - LOGGED, until + timedelta(1))
    return float(sum(setting.activities.get(month.start, 0.0) for month in months))


def _paths(rows: Rows, setting: Setting) -> dict[str, Array]:
    found = [
        setting.path_of(scope, pk, rows.periods[place])
        for scope, pk, place in zip(rows.scopes, rows.ids.tolist(), rows.place, strict=True)
    ]
    table = np.array(found, dtype=float).reshape(len(found), len(PATH))
    return {name: table[:, n] for n, name in enumerate(PATH)}


def _joined(own: Columns, kind: str) -> dict[str, Array]:
    """Measures that depend on the kind of period, and products that metrics share."""
    closed = own["won_count"] + own["lost_count"]
    return {
        **{name: own[of_kind(name, kind)] for name in BY_KIND},
        "usual_worth": divide(own["won_value"], closed),
    }
