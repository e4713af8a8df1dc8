"""Seasons: published averages and indices; months always add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.core.season import amounts, learn, moving_average, ratios
from tests.planning.core.published import CASES, inputs, money, right

QUARTERS = [x for year in inputs("season-hp12c")["quarterly_sales_k"].values() for x in year]
SALES = st.floats(0, 1e7, allow_subnormal=False)


def test_published_moving_average():
    answer = right("season-hp12c")
    assert moving_average(QUARTERS, 4)[2] == answer["cma_1978q3"]
    found = ratios(QUARTERS, 4)
    assert found[2] * 100 == pytest.approx(answer["factor_1978q3_pct"])
    assert found[:2] == found[-2:] == [None, None]


def test_published_indices_and_their_quarters():
    answer = right("season-hp12c-indices")
    season = learn(QUARTERS, 4)
    assert season.indices == pytest.approx(answer["index"], abs=1e-6)
    assert season.years == 3
    total = Decimal(inputs("season-hp12c-indices")["annual_quota"])
    found = amounts(total, [Decimal(index) for index in season.indices])
    assert list(map(float, found)) == pytest.approx(answer["quota_by_quarter"], abs=0.01)
    assert sum(found) == total


def test_nothing_is_rounded_on_the_way():
    case = CASES["season-rounding-trap"]
    found = ratios(case["inputs"]["sales"], 4)[2] * 100
    assert found == pytest.approx(case["recomputed"]["ratio_pct"])
    assert abs(found - case["expected"]["ratio_pct"]) > case["tolerance"]


def test_an_odd_number_of_seasons_has_whole_ends():
    assert moving_average([1, 2, 6, 3, 4], 3) == [
        None,
        3,
        pytest.approx(11 / 3),
        pytest.approx(13 / 3),
        None,
    ]


@given(st.lists(SALES, max_size=60), st.sampled_from([4, 12]), st.integers(0, 3))
def test_indices_add_up_to_their_number_and_are_never_below_nothing(values, seasons, first):
    season = learn(values, seasons, first)
    assert sum(season.indices) == pytest.approx(seasons)
    assert min(season.indices) >= 0


@given(st.integers(2, 5), st.lists(st.integers(1, 9), min_size=4, max_size=4), st.integers(0, 3))
def test_a_pure_season_is_found_wherever_the_year_starts(years, shape, first):
    values = [float(shape[(first + t) % 4]) for t in range(4 * years)]
    mean = sum(shape) / 4
    assert learn(values, 4, first).indices == pytest.approx([x / mean for x in shape])


def test_a_trend_is_no_season():
    assert learn([float(t) for t in range(10, 58)]).indices == pytest.approx([1.0] * 12, abs=0.01)


def test_one_year_is_believed_by_a_third():
    season = learn([2.0, 1.0, 0.5, 0.5], 4)
    assert season.years == 1
    assert season.indices == pytest.approx([(x + 2) / 3 for x in (2, 1, 0.5, 0.5)])


def test_of_a_year_and_a_half_the_newest_year_counts_in_its_own_order():
    values = [9.0, 9.0, 1.0, 2.0, 3.0, 4.0]
    raw = [0.4 * x for x in (3, 4, 1, 2)]
    assert learn(values, 4).indices == pytest.approx([(x + 2) / 3 for x in raw])


@pytest.mark.parametrize("values", [[], [5.0] * 3, [0.0] * 4, [0.0] * 12])
def test_without_a_past_every_season_is_alike(values):
    season = learn(values, 4)
    assert season.indices == (1.0,) * 4
    assert not season.learned


@given(
    st.decimals(0, 10**10, places=2),
    st.lists(st.decimals(0, 5, places=4), min_size=1, max_size=12).filter(any),
)
def test_months_add_up_to_the_cent(total, weights):
    found = amounts(total, weights)
    assert sum(found) == total
    assert all(part == part.quantize(Decimal("0.01")) for part in found)


def test_no_weights_make_months_alike():
    assert amounts(Decimal(10), [], 3) == money(3.34, 3.33, 3.33)
