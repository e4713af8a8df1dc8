"""Ramp by hiring cohort."""

from datetime import date

import pytest

from kpis.core.fair.cohorts import Hire, cohorts
from kpis.core.fair.ramp import SoldMonth, index, role_curve


def hire(who, day, *sold, first=1):
    months = [SoldMonth(first + n, won, 100.0) for n, won in enumerate(sold)]
    return Hire(who, day, months)


def test_people_hired_in_one_half_year_are_summed():
    found = cohorts(
        [
            hire(1, date(2025, 1, 7), 10.0, 20.0),
            hire(2, date(2025, 6, 30), 30.0),
            hire(3, date(2025, 7, 1), 50.0),
        ]
    )
    assert [(c.year, c.half, c.ids) for c in found] == [(2025, 1, {1, 2}), (2025, 2, {3})]
    assert found[0].shares[:3] == pytest.approx((0.2, 0.2, None))
    assert found[0].people[:3] == (2, 1, 0)
    assert len(found[0].shares) == 12


def test_more_half_years_than_can_be_read_become_years():
    days = [date(2022 + n // 2, 1 + 6 * (n % 2), 2) for n in range(8)]
    found = cohorts([hire(n, day, 10.0) for n, day in enumerate(days)])
    assert [(c.year, c.half) for c in found] == [(2023, None), (2024, None), (2025, None)]
    assert found[0].ids == {2, 3}


def test_who_is_past_the_ramp_or_without_quota_is_in_none():
    none = Hire(2, date(2025, 1, 1), [SoldMonth(3, 5.0, 0.0)])
    assert cohorts([hire(1, date(2020, 1, 1), 10.0, first=13), none]) == []


def test_the_curve_of_the_role_ends_at_what_is_usual():
    seen = [SoldMonth(20, 80.0, 100.0)] * 50 + [
        SoldMonth(t, 8.0 * t, 100.0) for t in range(1, 12) for _ in range(50)
    ]
    curve = role_curve(seen)
    assert len(curve) == 12
    assert curve[-1] == pytest.approx(0.8)
    assert list(curve) == sorted(curve)
    assert curve[0] < 0.2
    assert role_curve(seen[50:]) is None


def test_the_ramp_index():
    assert index(0.3, 0.5) == pytest.approx(0.6)
    assert index(None, 0.5) is None
    assert index(0.3, 0.0) is None
