"""Counts add up over months, nodes, keys and steps, whatever the visits are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kpis.core.funnel.rollup import roll_up
from kpis.core.funnel.tally import BASES, COUNTS, VALUES, Shape, tally
from kpis.core.funnel.visits import BITS, Visits

SHAPE = Shape(months=3, nodes=3, keys=2, steps=4)
ROW = st.tuples(
    st.integers(0, 3),
    st.integers(0, 2 ** len(BITS) - 1),
    st.integers(-1, 500),
    st.integers(0, 10**9),
    st.tuples(*[st.integers(-1, 2)] * 3),
    st.tuples(*[st.integers(-1, 2)] * 3),
    st.integers(0, 1),
)


def visits(rows):
    names = ("made", "entered", "ended")
    whole = [np.array([row[n] for row in rows], np.int64) for n in (0, 1, 2, 3, 6)]
    return Visits(
        *whole[:4],
        {name: np.array([row[4][n] for row in rows], np.int64) for n, name in enumerate(names)},
        {name: np.array([row[5][n] for row in rows], np.int64) for n, name in enumerate(names)},
        whole[4],
    )


@given(st.lists(ROW, min_size=1, max_size=30), st.sampled_from(BASES))
def test_every_level_adds_up(rows, basis):
    counted = tally(visits(rows), basis, SHAPE)
    periods = [[0], [1], [2], [0, 1, 2]]
    found = list(roll_up(counted, periods, [[0, 1, 2], [0], [1], [2]]))
    for name in (*COUNTS, *VALUES):
        total = counted.sums[name].sum()
        year = found[3]
        assert year.values[name][year.node == 0].sum() == total
        assert year.values[name][year.node > 0].sum() == total
        assert sum(one.values[name][one.node == 0].sum() for one in found[:3]) == total


@given(st.lists(ROW, min_size=1, max_size=30))
def test_a_row_counts_where_it_stands(rows):
    """By hand: entries of the cohort are first entries of rows with a month and node of making."""
    counted = tally(visits(rows), "cohort", SHAPE)
    here = [row for row in rows if row[4][0] >= 0 and row[5][0] >= 0]
    assert counted.sums["entered"].sum() == sum(row[1] & 1 for row in here)
    assert counted.sums["entered_value"].sum() == sum(row[3] for row in here if row[1] & 1)
    assert counted.over.sum() + counted.waiting.sum() == sum(row[2] >= 0 for row in here)
