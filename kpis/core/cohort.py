"""How likely a deal that qualified in a period is won within `HORIZON` days of it.

Cumulative incidence with two ways to end (Aalen & Johansen 1978, Scandinavian Journal of Statistics
5, 141-150): day by day, the share that is still open times the share of those won on that day. An
open deal is watched until today and no longer; leaving it out, or calling it not won, would be
wrong in opposite directions. When every deal had its days this is won ÷ all, to the last digit.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kernel.periods import Period
from kpis.core.columns import Columns
from kpis.core.intervals import wilson
from kpis.core.medians import expanded, placed
from kpis.core.metric import Answer
from kpis.core.sums import INDEX, Below

HORIZON = 180
ENOUGH = 0.5  # the share of deals that must have had their days
FIGURES = ("cohort_chance", "cohort_ripe")
WHERE = ["id", "start"]


def cohorts(deals: pd.DataFrame, periods: Sequence[Period], below: Below) -> pd.DataFrame:
    """`deals` as `kpis.queries.qualified` gives them; `below` as for `kpis.core.medians`.

    Index as `INDEX`; `cohort_chance`: of winning in time; `cohort_ripe`: the share of the deals
    that had their days by now.
    """
    found = []
    for kind in dict.fromkeys(p.kind for p in periods):
        mine = placed(deals, [p for p in periods if p.kind == kind], "qualified_on")
        for scope in ("company", "rep", "team", "territory"):
            rows = expanded(mine, scope, below.get(scope, []))
            if len(rows):
                found.append(_incidence(rows).reset_index().assign(scope=scope, kind=kind))
    if not found:
        return pd.DataFrame(columns=[*INDEX, *FIGURES]).set_index(INDEX).astype(float)
    return pd.concat(found).set_index(INDEX)


def _incidence(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each place and period; who is watched until day d was there on day d."""
    days = rows.groupby([*WHERE, "age"])[["share", "won", "lost", "ripe"]].sum()
    groups = days.groupby(level=WHERE)
    at_risk = groups["share"].transform("sum") - (groups["share"].cumsum() - days["share"])
    ended = (days["won"] + days["lost"]) / at_risk
    # On the last day of a group perhaps nobody is left, and nobody asks any more.
    step = pd.Series(np.log1p(-np.minimum(ended.to_numpy(), 1 - 1e-12)), index=days.index)
    open_before = np.exp(step.groupby(level=WHERE).cumsum() - step)
    chance = (open_before * days["won"] / at_risk).groupby(level=WHERE).sum()
    ripe = groups["ripe"].sum() / groups["share"].sum()
    return pd.DataFrame({"cohort_chance": chance, "cohort_ripe": ripe})


def won_in_time(columns: Columns, found: Answer) -> None:
    """The rule of the metric: unknown while too many deals are young."""
    ripe = columns["cohort_ripe"]
    found.value = np.where(ripe >= ENOUGH, columns["cohort_chance"], np.nan)
    found.note[(found.n > 0) & ~(ripe >= ENOUGH)] = "young"
    found.low, found.high = wilson(found.value, np.round(found.n * ripe))
