"""What metrics need beside the sums of their own period: past periods, the calendar, the path.

`frame` has one row per (scope, id, kind, start) and one column per measure, NaN where a measure
has no rows. The result has one Columns row per wanted row of the frame.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from kernel.periods import FiscalCalendar, Period
from kpis.core.columns import Array, Columns, divide
from kpis.core.like import MOST, USUAL, lead, like
from kpis.core.pacing import Path

Key = tuple[str, int, str, str]
LOGGED = timedelta(90)
LEADS = ("lead_value", "lead_won_value", "lead_deals")


@dataclass(frozen=True)
class Setting:
    """`today` counts; `path_of` gives a scope's usual path and spread of a period, if known.

    `unknown`: measures that are unknown, not zero, without rows. `activities`: first day of a
    fiscal month → activities logged by anybody in it.
    """

    calendar: FiscalCalendar
    today: date
    unknown: frozenset[str]
    measures: Sequence[str]
    activities: Mapping[date, float]
    path_of: Callable[[str, int, Period], tuple[Path, float] | None]


def needed_periods(calendar: FiscalCalendar, wanted: Iterable[Period]) -> list[Period]:
    """The wanted periods and the earlier ones that they are compared with."""
    found = set(wanted)
    return sorted(found | {past for p in found for past in like(calendar, p, MOST)})


def columns(
    frame: pd.DataFrame, wanted: Sequence[Period], setting: Setting
) -> dict[Period, tuple[pd.Index, Columns]]:
    """For each wanted period the rows (scope, id) that exist in it, and their columns."""
    by_period = {
        (kind, start): rows.droplevel(["kind", "start"])
        for (kind, start), rows in frame.groupby(level=["kind", "start"], sort=False)
    }
    found = {}
    for period in wanted:
        rows = by_period.get((period.kind, period.start.isoformat()))
        if rows is not None and len(rows):
            found[period] = (rows.index, _of_period(rows, by_period, period, setting))
    return found


def _of_period(rows: pd.DataFrame, by_period: Mapping, period: Period, setting: Setting) -> Columns:
    own = Columns(len(rows), {slug: _filled(rows, slug, setting) for slug in setting.measures})
    past = [
        by_period.get((p.kind, p.start.isoformat()), rows.iloc[:0])
        for p in like(setting.calendar, period, MOST)
    ]
    return own.plus(
        {
            **_past(rows.index, past[:USUAL]),
            **_leads(rows, past, period, setting),
            **_calendar(len(rows), period, setting),
            **_paths(rows.index, period, setting),
            **_joined(own, period),
        }
    )


def _filled(rows: pd.DataFrame, slug: str, setting: Setting) -> Array:
    if slug not in rows:
        return np.full(len(rows), np.nan if slug in setting.unknown else 0.0)
    found = rows[slug].to_numpy(dtype=float)
    return found if slug in setting.unknown else np.nan_to_num(found)


def _past(index: pd.Index, past: Sequence[pd.DataFrame]) -> dict[str, Array]:
    """Means over the last four periods of the kind that had wins; unknown without any."""
    out = {}
    for slug in ("won_value", "won_count", "won_square"):
        values = [p[slug].reindex(index).to_numpy(dtype=float) for p in past if slug in p]
        if not values:
            out[f"like_{slug}"] = np.full(len(index), np.nan)
            continue
        table = np.vstack(values)
        known = ~np.isnan(table)
        out[f"like_{slug}"] = divide(np.nansum(table, axis=0), known.sum(axis=0).astype(float))
    return out


def _leads(
    rows: pd.DataFrame, past: Sequence[pd.DataFrame], period: Period, setting: Setting
) -> dict[str, Array]:
    """Pipeline of past periods as far into them as this one is, and what was won of it."""
    gone = 0
    if period.start <= setting.today < period.end:
        gone = len(setting.calendar.months(period.start, setting.today + timedelta(1))) - 1
    at = lead(period, gone)
    out = {}
    for name in LEADS:
        slug = f"{name}_{at}"
        values = [p[slug].reindex(rows.index).to_numpy(dtype=float) for p in past if slug in p]
        total = np.nansum(np.vstack(values), axis=0) if values else np.zeros(len(rows))
        known = any_known(values) if values else np.zeros(len(rows), dtype=bool)
        out[name] = np.where(known, total, np.nan)
    zero = np.zeros(len(rows))
    for name, slug in (("start_value", "lead_value_0"), ("start_deals", "lead_deals_0")):
        out[name] = np.nan_to_num(rows[slug].to_numpy(dtype=float)) if slug in rows else zero
    out["usual_yield"] = divide(np.nan_to_num(out["lead_won_value"]), out["lead_value"])
    return out


def any_known(values: Sequence[Array]) -> np.ndarray:
    return (~np.isnan(np.vstack(values))).any(axis=0)


def _calendar(size: int, period: Period, setting: Setting) -> dict[str, Array]:
    first = max(period.start, setting.today)
    left = setting.calendar.workdays_between(first, period.end)
    over = float(period.end <= setting.today)
    until = min(setting.today, period.end - timedelta(1))
    months = setting.calendar.months(until - LOGGED, until + timedelta(1))
    logged = sum(setting.activities.get(month.start, 0.0) for month in months)
    if period.kind == "range":
        logged = sum(setting.activities.values())
    found = {"workdays_left": float(left), "is_over": over, "company_activities": float(logged)}
    return {name: np.full(size, value) for name, value in found.items()}


def _paths(index: pd.Index, period: Period, setting: Setting) -> dict[str, Array]:
    """The usual share by the end of today; all of a past period, nothing of a future one."""
    names = ("usual_share", "usual_low", "usual_high", "usual_periods", "spread")
    out = {name: np.full(len(index), np.nan) for name in names}
    day = (setting.today - period.start).days
    for row, (scope, pk) in enumerate(index):
        known = setting.path_of(scope, pk, period)
        if known is None:
            continue
        path, spread = known
        share = (0.0, 0.0, 0.0) if day < 0 else (1.0, 1.0, 1.0)
        if 0 <= day < period.days:
            share = (path.usual[day], path.low[day], path.high[day])
        out["usual_share"][row], out["usual_low"][row], out["usual_high"][row] = share
        out["usual_periods"][row], out["spread"][row] = path.periods, spread
    return out


def _joined(own: Columns, period: Period) -> dict[str, Array]:
    """Measures that depend on the kind of period, and products that metrics share."""
    kind = period.kind if period.kind in ("month", "quarter", "year") else "month"
    closed = own["won_count"] + own["lost_count"]
    return {
        "won_created_value": own[f"won_created_{kind}_value"],
        "usual_worth": divide(own["won_value"], closed),
    }
