"""How attainment is spread."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.core.attainment import attainment, bands, distribution, top_share, two_humps
from tests.planning.core.published import CASES, inputs, right

SHARES = st.lists(st.floats(-0.5, 4), min_size=1, max_size=60)


def test_published_standard_deviation_did_not_follow_from_its_rows():
    case = CASES["bal-attainment-sd-dashboard"]
    found = distribution([pct / 100 for pct in case["inputs"]["attainment_pct"]]).sd * 100
    assert found == pytest.approx(case["recomputed"]["sd_pct"], abs=1e-6)
    assert abs(found - case["expected"]["sd_pct"]) > case["tolerance"]


def test_published_shares_at_quota():
    case = "quota-share-at-quota"
    for (there, everybody), pct in zip(inputs(case)["teams"], right(case)["pct"], strict=True):
        found = distribution([1.0] * there + [0.99] * (everybody - there))
        assert found.at_quota * 100 == pytest.approx(pct)


def test_published_attainment_depends_on_what_is_credited():
    case, answer = inputs("quota-attainment-definitions"), right("quota-attainment-definitions")
    quota, recurring = Decimal(case["quota"]), Decimal(case["new_arr"])
    whole = recurring + Decimal(case["multi_year_tcv"])
    assert float(attainment(whole, quota) * 100) == pytest.approx(answer["with_tcv_pct"])
    assert float(attainment(recurring, quota) * 100) == pytest.approx(answer["arr_only_pct"])


@pytest.mark.parametrize(("result", "quota"), [(None, 1), (1, None), (1, 0)])
def test_attainment_is_unknown_without_a_result_or_a_quota(result, quota):
    both = [None if each is None else Decimal(each) for each in (result, quota)]
    assert attainment(*both) is None


def test_bands_are_half_open():
    found = bands([-0.1, 0.49, 0.5, 0.8, 0.999, 1.0, 1.2, 3])
    assert [band.people for band in found] == [2, 1, 2, 1, 2]
    assert (found[0].low, found[2].low, found[2].high) == (0, 0.8, 1.0)


@given(SHARES)
def test_everybody_is_in_one_band(attained):
    found = distribution(attained)
    assert sum(band.people for band in found.bands) == found.people == len(attained)
    assert found.at_quota <= found.near
    assert found.at_quota * len(attained) == pytest.approx(
        sum(band.people for band in found.bands[3:])
    )


def test_two_humps_are_told_from_one():
    rng = np.random.default_rng(2)
    one = list(rng.normal(1, 0.15, 400))
    two = [*rng.normal(0.5, 0.1, 200), *rng.normal(1.3, 0.1, 200)]
    assert not distribution(one).bimodal
    assert distribution(two).bimodal
    assert two_humps(one) == pytest.approx(1 / 3, abs=0.05)
    assert two_humps(list(np.linspace(0, 1, 2001))) == pytest.approx(5 / 9, abs=0.01)


def test_few_people_have_no_humps():
    assert two_humps([1, 2, 3]) is None
    assert two_humps([1.0] * 20) is None
    assert not distribution([0.1, 0.1, 2, 2]).bimodal


def test_two_who_carry_the_whole():
    found = distribution([0.5] * 6, [500, 400, 30, 30, 20, 20])
    assert found.top_two == pytest.approx(0.9)
    assert found.concentrated
    assert not distribution([1.0] * 3, [5, 5, 5]).concentrated
    assert top_share([0, 0]) is None
    assert distribution([1.0]).top_two is None


def test_one_has_no_spread_and_nobody_no_distribution():
    assert distribution([1.0]).sd is None
    assert distribution([]) is None
