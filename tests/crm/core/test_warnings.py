"""Warnings of open deals."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.warnings import DealState, Warn, warnings

TODAY = date(2026, 6, 16)
FINE = DealState(
    is_open=True,
    created_on=date(2026, 5, 1),
    close_date=date(2026, 7, 1),
    last_activity_on=date(2026, 6, 10),
    next_step_on=date(2026, 6, 20),
    pushes=2,
    amount_known=True,
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"close_date": date(2026, 6, 16)}, []),
        ({"close_date": date(2026, 6, 15)}, [Warn("overdue", 1)]),
        ({"close_date": None}, [Warn("no_close_date")]),
        ({"last_activity_on": date(2026, 6, 2)}, []),
        ({"last_activity_on": date(2026, 6, 1)}, [Warn("stale", 15)]),
        ({"last_activity_on": None}, [Warn("stale", 46)]),
        ({"next_step_on": None}, [Warn("no_next_step")]),
        ({"next_step_on": date(2026, 6, 16)}, []),
        ({"next_step_on": date(2026, 6, 15)}, [Warn("no_next_step")]),
        ({"pushes": 3}, [Warn("pushed", 3)]),
        ({"amount_known": False}, [Warn("no_amount")]),
        ({"is_open": False, "close_date": None, "next_step_on": None}, []),
    ],
)
def test_rules(changes: dict, expected: list[Warn]) -> None:
    assert warnings(replace(FINE, **changes), TODAY) == expected


def test_a_slow_stage_may_be_silent_for_longer() -> None:
    silent = replace(FINE, last_activity_on=date(2026, 5, 20))
    assert warnings(silent, TODAY, stale_after=27) == []
    assert warnings(silent, TODAY, stale_after=26) == [Warn("stale", 27)]


@given(st.integers(-100, 400))
def test_overdue_counts_days_after_the_close_date(days: int) -> None:
    late = replace(FINE, close_date=TODAY - timedelta(days))
    found = [w.number for w in warnings(late, TODAY) if w.kind == "overdue"]
    assert found == ([days] if days > 0 else [])
