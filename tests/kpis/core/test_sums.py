"""Roll-ups of stored measures: exact sums, unknown where nothing is, the three largest parts."""

from collections import defaultdict
from decimal import Decimal

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kpis.core.sums import Wanted, roll_up

MONTHS = ["2026-01-01", "2026-02-01", "2026-03-01"]
WANTED = Wanted(
    {**{("month", m): [m] for m in MONTHS}, ("quarter", "2026-01-01"): MONTHS},
    frozenset({"won_value"}),
)
# Region 1 holds teams 1 and 2.
BELOW = {"team": [(1, 1), (1, 2), (2, 2)], "territory": [(5, 5)]}
ROWS = st.dictionaries(
    st.tuples(st.sampled_from(MONTHS), st.integers(1, 3), st.sampled_from([0, 1, 2]),
              st.sampled_from([0, 5])),
    st.decimals(-10**9, 10**9, places=6),
)  # fmt: skip


def frame(rows: list[tuple]) -> pd.DataFrame:
    names = ["slug", "grain", "start", "rep", "team", "territory", "value"]
    return pd.DataFrame(rows, columns=names).astype({"value": float})


@given(ROWS)
def test_months_add_up_exactly_in_every_scope(rows):
    expected: dict[tuple, Decimal] = defaultdict(Decimal)
    for (month, rep, team, territory), value in rows.items():
        scopes = [("company", 0), ("rep", rep)]
        scopes += [("team", above) for above, low in BELOW["team"] if low == team]
        scopes += [("territory", 5)] if territory else []
        for scope in scopes:
            expected[*scope, "month", month] += value
            expected[*scope, "quarter", "2026-01-01"] += value
    found = roll_up(
        frame([("won_value", "month", m, r, t, a, v) for (m, r, t, a), v in rows.items()]),
        WANTED,
        BELOW,
    )
    assert set(found.index) == set(expected)
    assert {key: found.loc[key, "won_value"] for key in expected} == {
        key: float(value) for key, value in expected.items()
    }


def test_states_stand_for_their_period_alone():
    found = roll_up(
        frame([
            ("open_value", "month", "2026-01-01", 1, 1, 0, 10),
            ("open_value", "quarter", "2026-01-01", 1, 1, 0, 25),
            ("won_value", "month", "2026-02-01", 1, 1, 0, 3),
        ]),
        WANTED,
        BELOW,
        ("company", 0),
    )  # fmt: skip
    assert found.loc[("company", 0, "month", "2026-01-01"), "open_value"] == 10
    assert found.loc[("company", 0, "quarter", "2026-01-01"), "open_value"] == 25
    assert np.isnan(found.loc[("company", 0, "month", "2026-01-01"), "won_value"])
    assert set(found.index.get_level_values("scope")) == {"company"}


def test_the_three_largest_of_a_scope_come_from_all_its_people():
    parts = [(f"top_{place}", "month", "2026-01-01", rep, rep, 0, value)
             for rep, values in ((1, [9, 5, 1]), (2, [7, 6])) for place, value in
             enumerate(values, 1)]  # fmt: skip
    found = roll_up(frame(parts), WANTED, BELOW)["top_three_value"]
    assert found["company", 0, "month", "2026-01-01"] == 9 + 7 + 6
    assert found["team", 1, "month", "2026-01-01"] == 9 + 7 + 6
    assert found["team", 2, "month", "2026-01-01"] == 7 + 6
    assert found["rep", 1, "month", "2026-01-01"] == 9 + 5 + 1


def test_nothing_is_no_rows():
    assert roll_up(frame([]), WANTED, BELOW).empty


QUARTER = Wanted({("quarter", "2026-01-01"): MONTHS}, frozenset({"won_value", "quota"}))


def reached(rows: list[tuple], scope: tuple, only: tuple | None = None) -> list[float]:
    """People with a quota, and at 100, 70 and 50 % of it; rows: month, rep, team, quota, won."""
    parts = [
        (slug, "month", MONTHS[month], rep, team, 0, value)
        for month, rep, team, quota, won in rows
        for slug, value in (("quota", quota), ("won_value", won))
        if value is not None
    ]
    found = roll_up(frame(parts), QUARTER, BELOW, only)
    names = ["goal_people", "reached_100", "reached_70", "reached_50"]
    return found.loc[(*scope, "quarter", "2026-01-01"), names].tolist()


def test_people_reach_their_quota_over_the_whole_period():
    rows = [
        (0, 1, 1, 100, 0), (2, 1, 1, 100, 200),
        (2, 2, 1, 100, 70),
        (2, 3, 2, 100, 49.99),
    ]  # fmt: skip
    assert reached(rows, ("company", 0)) == [3, 1, 2, 2]
    assert reached(rows, ("team", 1)) == [3, 1, 2, 2]
    assert reached(rows, ("team", 2), only=("team", 2)) == [1, 0, 0, 0]


def test_who_has_no_quota_at_the_end_does_not_count():
    rows = [(0, 1, 2, 100, 500), (2, 2, 2, 100, 500), (2, 3, 2, None, 500), (2, 0, 2, 90, None)]
    assert reached(rows, ("team", 2)) == [1, 1, 1, 1]


def test_people_have_no_participation_of_their_own():
    assert np.isnan(reached([(2, 1, 2, 100, 500)], ("rep", 1))).all()
