"""All metrics for all rows, as one long table."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import pandas as pd

from kpis.core.columns import Columns
from kpis.core.context import Rows
from kpis.core.metric import Metric

FIGURES = ("value", "numerator", "denominator", "n", "low", "high")
COLUMNS = ("kpi", "scope", "scope_id", "kind", "start", "end", *FIGURES, "note", "as_of")


def evaluate(
    metrics: Iterable[tuple[str, Metric]], rows: Rows, columns: Columns, today: date
) -> pd.DataFrame:
    """Columns as `COLUMNS`. `as_of` is the last day that counts: today, or a past period's last.

    Rows that say nothing at all (no value, no halves, no note) are left out.
    """
    last = [min(today, period.end - timedelta(1)) for period in rows.periods]
    about = {
        "scope": rows.scopes,
        "scope_id": rows.ids,
        "kind": np.array([p.kind for p in rows.periods], dtype=object)[rows.place],
        "start": np.array([p.start for p in rows.periods], dtype=object)[rows.place],
        "end": np.array([p.end for p in rows.periods], dtype=object)[rows.place],
        "as_of": np.array(last, dtype=object)[rows.place],
    }
    found: dict[str, list[np.ndarray]] = {name: [] for name in COLUMNS}
    for slug, metric in metrics:
        answer = metric.answer(columns)
        figures = {name: _finite(getattr(answer, name)) for name in FIGURES}
        halves = np.vstack([figures[n] for n in ("value", "numerator", "denominator")])
        says = ~np.isnan(halves).all(axis=0) | (answer.note != "")
        parts = {"kpi": np.full(columns.size, slug, dtype=object), "note": answer.note}
        for name, values in {**about, **figures, **parts}.items():
            found[name].append(values[says])
    return pd.DataFrame({name: np.concatenate(values) for name, values in found.items()})


def _finite(values: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(values), values, np.nan)
