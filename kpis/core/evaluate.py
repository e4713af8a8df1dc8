"""All metrics for all rows of a period, as one long table."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from kpis.core.columns import Columns
from kpis.core.metric import Metric

FIELDS = ("value", "numerator", "denominator", "n", "low", "high")


def evaluate(
    metrics: Iterable[tuple[str, Metric]], index: pd.Index, columns: Columns
) -> pd.DataFrame:
    """Columns: scope, id, kpi, value, numerator, denominator, n, low, high, note.

    Rows that say nothing at all (no value, no halves, no note) are left out.
    """
    scopes = np.asarray(index.get_level_values(0), dtype=object)
    ids = np.asarray(index.get_level_values(1), dtype="int64")
    parts = []
    for slug, metric in metrics:
        answer = metric.answer(columns)
        part = {name: getattr(answer, name) for name in FIELDS}
        parts.append(
            pd.DataFrame({"scope": scopes, "id": ids, "kpi": slug, **part, "note": answer.note})
        )
    table = pd.concat(parts, ignore_index=True)
    table[list(FIELDS)] = table[list(FIELDS)].replace([np.inf, -np.inf], np.nan)
    says = table[["value", "numerator", "denominator"]].notna().any(axis=1) | (table["note"] != "")
    return table[says]
