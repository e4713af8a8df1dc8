"""The parts that deals are told apart by: their segment, source or product."""

from typing import Any

import numpy as np
import pandas as pd

from kpis.core.funnel.visits import Ints

DIMS = ("segment", "source", "product")
# Of each, so many are told apart; the rest is one part with this key.
MOST, OTHERS = 24, "*"


def keys(frame: pd.DataFrame, dim: str) -> tuple[Ints, list[Any]]:
    """The number of each row's part, and the parts; the smallest of very many are one."""
    if not dim:
        return np.zeros(len(frame), np.int64), [""]
    texts = frame[dim].astype(object).where(frame[dim].notna(), "")
    counts = texts.value_counts()
    ranked = sorted(counts.index, key=lambda key: (-counts[key], key))
    kept = ranked if len(ranked) <= MOST else [*ranked[: MOST - 1], OTHERS]
    number = {key: n for n, key in enumerate(kept)}
    return texts.map(number).fillna(len(kept) - 1).to_numpy(np.int64), kept
