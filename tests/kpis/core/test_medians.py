"""Medians per scope and period: whole deals, each once."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from kernel.periods import FiscalCalendar
from kpis.core.columns import Columns
from kpis.core.medians import medians
from kpis.core.metrics import METRICS

CALENDAR = FiscalCalendar()
PERIODS = [CALENDAR.parse(p) for p in ("2026-01", "2026-02", "2026-Q1")]
BELOW = {"team": [(1, 1), (1, 2), (2, 2)], "territory": [(7, 7)]}


def won(*rows: tuple) -> pd.DataFrame:
    names = ["deal", "rep", "team", "territory", "closed_on", "divided", "value", "cycle", "drift"]
    return pd.DataFrame(rows, columns=names)


ROWS = won(
    (1, 11, 2.0, 7.0, "2026-01-10", 0, 100.0, 10.0, 1.0),
    (2, 11, 2.0, 7.0, "2026-01-20", 0, 300.0, 30.0, 2.0),
    (3, 12, 1.0, None, "2026-02-01", 0, 500.0, None, None),
    # One deal, divided between two people of the same region.
    (4, 11, 2.0, 7.0, "2026-02-03", 1, 900.0, 50.0, 1.0),
    (4, 12, 1.0, 7.0, "2026-02-03", 1, 900.0, 50.0, 1.0),
)


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return medians(ROWS, PERIODS, BELOW)


def test_a_divided_deal_counts_once_in_a_scope(found):
    quarter = ("quarter", date(2026, 1, 1).isoformat())
    assert found.loc[("company", 0, *quarter), "value_median"] == 400
    assert found.loc[("team", 1, *quarter), "value_median"] == 400
    assert found.loc[("team", 2, *quarter), "value_median"] == 300
    assert found.loc[("rep", 12, *quarter), "value_median"] == 700


def test_unknown_cycles_are_left_out(found):
    february = ("month", "2026-02-01")
    assert found.loc[("company", 0, *february), "cycle_median"] == 50
    assert found.loc[("company", 0, *february), "value_median"] == 700


def test_the_last_day_belongs_to_its_month(found):
    assert found.loc[("rep", 11, "month", "2026-01-01"), "cycle_median"] == 20


def test_nothing_won_gives_no_rows():
    assert len(medians(won(), PERIODS, BELOW)) == 0


@pytest.mark.parametrize("slug", ["deal_value", "sales_cycle", "amount_drift"])
def test_without_a_case_the_middle_is_unknown(slug):
    metric = METRICS[slug]
    nothing = Columns(1, {name: np.zeros(1) for name in metric.measures})
    assert np.isnan(metric.answer(nothing).value[0])
