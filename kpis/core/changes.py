"""Which rows of a table that was worked out differ from what is stored."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

KEY = ("scope", "scope_id", "kind", "start", "kpi")


@dataclass(frozen=True)
class Changes:
    """`new` and `changed` rows as worked out (`changed` with the `id` stored); `gone` ids."""

    new: pd.DataFrame
    changed: pd.DataFrame
    gone: list[int]


def changes(fresh: pd.DataFrame, stored: pd.DataFrame) -> Changes:
    """Both have the columns of `KEY`, texts and numbers that compare; `stored` has `id` besides.

    Unknown equals unknown. A key stands once in each table.
    """
    mine, theirs = _codes(fresh, stored)
    order = np.argsort(theirs)
    at = np.searchsorted(theirs[order], mine)
    at = np.minimum(at, max(len(order) - 1, 0))
    if not len(order):
        return Changes(fresh, fresh[:0].assign(id=0), [])
    found = theirs[order][at] == mine
    place = order[at]
    differs = np.zeros(len(fresh), dtype=bool)
    for name in fresh.columns:
        if name not in KEY:
            differs |= ~_equal(fresh[name], stored[name], place)
    rest = np.ones(len(stored), dtype=bool)
    rest[place[found]] = False
    ids = stored["id"].to_numpy()
    changed = found & differs
    return Changes(
        fresh[~found],
        fresh[changed].assign(id=ids[place[changed]]),
        [int(one) for one in ids[rest]],
    )


def _codes(fresh: pd.DataFrame, stored: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """One whole number for each key, the same for equal keys of both tables."""
    code = np.zeros(len(fresh) + len(stored), dtype=np.int64)
    for name in KEY:
        both = np.concatenate([fresh[name].to_numpy(object), stored[name].to_numpy(object)])
        each, values = pd.factorize(both)
        code = code * (len(values) + 1) + each
    return code[: len(fresh)], code[len(fresh) :]


def _equal(fresh: pd.Series, stored: pd.Series, place: np.ndarray) -> np.ndarray:
    if not pd.api.types.is_numeric_dtype(fresh.dtype):
        return fresh.to_numpy(object) == stored.to_numpy(object)[place]
    ours, known = fresh.to_numpy(dtype=float), stored.to_numpy(dtype=float)[place]
    return (ours == known) | (np.isnan(ours) & np.isnan(known))
