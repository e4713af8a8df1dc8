"""Medians of won deals for every scope and period: of values, of cycles, of drift.

A deal whose credit is split counts once in a scope, whole.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kernel.periods import Period
from kpis.core.sums import INDEX, Below

FIGURES = {"value": "value_median", "cycle": "cycle_median", "drift": "drift_median"}


def medians(won: pd.DataFrame, periods: Sequence[Period], below: Below) -> pd.DataFrame:
    """`won` as `kpis.queries.won` gives it; `below`: (node, node under it) of teams and
    territories. Index as `INDEX`; columns are the values of `FIGURES`."""
    found = []
    for kind in dict.fromkeys(p.kind for p in periods):
        mine = placed(won, [p for p in periods if p.kind == kind])
        for scope in ("company", "rep", "team", "territory"):
            rows = expanded(mine, scope, below.get(scope, []))
            if len(rows):
                grouped = rows.groupby(["id", "start"])[list(FIGURES)].median()
                grouped = grouped.reset_index().assign(scope=scope, kind=kind)
                found.append(grouped.rename(columns=FIGURES))
    if not found:
        empty = pd.DataFrame(columns=[*INDEX, *FIGURES.values()])
        return empty.set_index(INDEX).astype(float)
    return pd.concat(found).set_index(INDEX)


def placed(rows: pd.DataFrame, periods: Sequence[Period], day: str = "closed_on") -> pd.DataFrame:
    """The rows that fall into one of the periods (which do not overlap), with its first day."""
    ordered = sorted(periods)
    starts = np.array([p.start.isoformat() for p in ordered], dtype="datetime64[D]")
    stops = np.array([p.end.isoformat() for p in ordered], dtype="datetime64[D]")
    days = rows[day].to_numpy(dtype="datetime64[D]")
    place = np.searchsorted(starts, days, side="right") - 1
    inside = (place >= 0) & (days < stops[np.maximum(place, 0)])
    names = np.array([p.start.isoformat() for p in ordered], dtype=object)
    return rows[inside].assign(start=names[place[inside]])


def expanded(rows: pd.DataFrame, scope: str, below: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """One row per deal and scope that holds it; rows that do not say `divided` stay as they are."""
    if scope == "company":
        found = rows.assign(id=0)
    elif scope == "rep":
        found = rows.assign(id=rows["rep"])
    else:
        pairs = pd.DataFrame(below, columns=["id", scope], dtype=float)
        found = rows[rows[scope].notna()].merge(pairs, on=scope)
        found = found.assign(id=found["id"].astype("int64"))
    if "divided" not in found:
        return found
    again = (found["divided"] == 1) & found.duplicated(["id", "deal", "start"])
    return found[~again]
