"""What differs from what is stored: new, changed and gone rows, unknown equal to unknown."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.core.changes import KEY, changes

NAN = float("nan")
FIGURES = st.one_of(st.just(NAN), st.integers(-3, 3).map(float))
TABLES = st.dictionaries(
    st.tuples(st.sampled_from(["rep", "team"]), st.integers(1, 3), st.just("month"),
              st.sampled_from(["2026-01-01", "2026-02-01"]), st.sampled_from(["quota", "gap"])),
    st.tuples(FIGURES, st.sampled_from(["", "few"])),
)  # fmt: skip


def frame(rows: dict[tuple, tuple]) -> pd.DataFrame:
    """Key → value and note; ids from 100 on, in order."""
    columns: dict[str, Any] = {name: [key[n] for key in rows] for n, name in enumerate(KEY)}
    columns["value"] = pd.Series([row[0] for row in rows.values()], dtype=float)
    columns["note"] = pd.Series([row[1] for row in rows.values()], dtype=object)
    return pd.DataFrame(columns)


def told(rows: pd.DataFrame) -> set[tuple]:
    return set(rows[list(KEY)].itertuples(index=False, name=None))


@given(TABLES, TABLES)
def test_applied_they_give_what_was_worked_out(fresh, stored):
    ids = {key: 100 + n for n, key in enumerate(stored)}
    found = changes(frame(fresh), frame(stored).assign(id=list(ids.values())))
    assert told(found.new) == fresh.keys() - stored.keys()
    assert set(found.gone) == {ids[key] for key in stored.keys() - fresh.keys()}
    assert told(found.changed) == {
        key for key in fresh.keys() & stored.keys() if repr(fresh[key]) != repr(stored[key])
    }
    for row in found.changed.itertuples():
        assert row.id == ids[tuple(getattr(row, name) for name in KEY)]


@pytest.mark.parametrize(("before", "after", "differ"), [
    ((NAN, ""), (NAN, ""), 0),
    ((NAN, ""), (0.0, ""), 1),
    ((1.0, ""), (1.0, "few"), 1),
    ((1.00000001, ""), (1.0, ""), 1),
], ids=["unknown stays", "unknown is not zero", "note", "last decimal"])  # fmt: skip
def test_what_counts_as_changed(before, after, differ):
    key = ("rep", 1, "month", "2026-01-01", "gap")
    found = changes(frame({key: after}), frame({key: before}).assign(id=[7]))
    assert len(found.changed) == differ
