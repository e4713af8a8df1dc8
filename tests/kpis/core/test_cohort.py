"""The chance to win in time, from deals that are partly still open."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.periods import FiscalCalendar
from kpis.core.cohort import HORIZON, cohorts

CALENDAR = FiscalCalendar()
PERIODS = [CALENDAR.parse(p) for p in ("2025-01", "2025-02", "2025-Q1")]
BELOW = {"team": [(1, 1), (1, 2), (2, 2)], "territory": []}
COMPANY = ("company", 0, "month", "2025-01-01")


def deals(*rows: tuple[int, str], day: str = "2025-01-10", **fields: float) -> pd.DataFrame:
    """Deals of one person: days until the end or today, and how it ended."""
    made = [
        {
            "rep": 11, "team": 2.0, "territory": np.nan, "qualified_on": day,
            "share": 1.0, "age": min(age, HORIZON + 1), "ripe": 1.0,
            "won": float(end == "won" and age <= HORIZON),
            "lost": float(end == "lost" and age <= HORIZON),
        } | fields
        for age, end in rows
    ]  # fmt: skip
    return pd.DataFrame(made)


def chance(rows: pd.DataFrame, where: tuple = COMPANY) -> float:
    return cohorts(rows, PERIODS, BELOW).loc[where, "cohort_chance"]


def test_when_all_had_their_days_it_is_a_plain_share():
    rows = deals((5, "won"), (5, "lost"), (180, "won"), (181, "won"), (400, "open"))
    assert chance(rows) == pytest.approx(2 / 5)


def test_an_open_deal_counts_for_the_days_it_was_watched():
    """Of four one is won on day 10; one is watched until day 20; of the two left one is won."""
    rows = deals((10, "won"), (20, "open"), (30, "won"), (200, "open"))
    assert chance(rows) == pytest.approx(1 / 4 + 3 / 4 * 1 / 2)


def test_who_is_watched_until_a_day_was_there_on_it():
    assert chance(deals((10, "won"), (10, "open"))) == pytest.approx(1 / 2)


def test_a_lost_deal_is_not_won_later():
    """As if it were still open it would be counted with the others: 1/1, not 1/2."""
    assert chance(deals((10, "lost"), (20, "won"))) == pytest.approx(1 / 2)


def test_all_won_is_all():
    assert chance(deals((0, "won"), (3, "won"))) == pytest.approx(1)


def test_scopes_and_periods_stand_apart():
    """The last deal of one group says nothing of the next."""
    mine = deals((3, "won"), (3, "won"))
    other = deals((3, "lost"), (9, "won"), rep=12, team=1.0, day="2025-02-01")
    found = cohorts(pd.concat([mine, other]), PERIODS, BELOW)["cohort_chance"]
    assert found[("rep", 11, "month", "2025-01-01")] == pytest.approx(1)
    assert found[("rep", 12, "month", "2025-02-01")] == pytest.approx(1 / 2)
    assert found[("team", 1, "quarter", "2025-01-01")] == pytest.approx(3 / 4)
    assert found[("team", 2, "quarter", "2025-01-01")] == pytest.approx(1)


def test_credit_weighs():
    rows = pd.concat([deals((5, "won"), share=0.25, won=0.25), deals((400, "open"))])
    assert chance(rows) == pytest.approx(0.25 / 1.25)


def test_the_share_that_had_its_days_is_told():
    rows = pd.concat([deals((5, "open"), ripe=0.0), deals((400, "open"))])
    assert cohorts(rows, PERIODS, BELOW).loc[COMPANY, "cohort_ripe"] == pytest.approx(0.5)


def test_nothing_qualified_gives_no_rows():
    assert len(cohorts(deals((1, "won")).iloc[:0], PERIODS, BELOW)) == 0


ENDS = st.tuples(st.integers(0, 400), st.sampled_from(["won", "lost", "open"]))


@given(st.lists(ENDS, min_size=1, max_size=30))
def test_it_is_a_chance_and_no_less_than_what_was_won(rows):
    """Whoever is watched no longer might still win: never below the wins so far."""
    won = sum(end == "won" and age <= HORIZON for age, end in rows) / len(rows)
    assert won - 1e-9 <= chance(deals(*rows)) <= 1 + 1e-9
