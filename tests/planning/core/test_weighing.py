"""Three views of one amount: each says its own, or why it says nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from planning.core.chance.history import Past
from planning.core.known import Known, peers_of, stretch
from planning.core.weighing import VIEWS, weigh

KNOWN = Known(
    amount=3000,
    won=600,
    months=[900, 1100, 1000, 950, 1050, 1000],
    left=2,
    deals=[(Decimal(1500), 0.5), (Decimal(1200), 0.5)],
    covered=0.9,
    seen=200,
    stretch=1.2,
    past={"quarter": [Past(1.1, True), Past(1.2, True), Past(1.2, False), Past(1.3, True)] * 2},
)


def by_view(known):
    return {one.view: one for one in weigh(known)}


def test_the_views_stand_side_by_side():
    found = by_view(KNOWN)
    assert list(found) == list(VIEWS)
    assert found["pipeline"].chance == pytest.approx(0.25)  # both deals are needed
    assert found["history"].chance == pytest.approx(7 / 10)  # (1 + 6) of (2 + 8)
    assert 0 < found["run_rate"].chance < 0.2  # 2,400 in two months of 1,000


def test_what_is_reached_is_sure():
    found = by_view(replace(KNOWN, won=3000))
    assert {one.chance for one in found.values()} == {1.0}
    assert {one.inputs["why"] for one in found.values()} == {"reached"}


def test_a_higher_amount_is_never_likelier():
    higher = by_view(replace(KNOWN, amount=3000 * 1.4))
    for view, one in by_view(KNOWN).items():
        assert higher[view].chance <= one.chance


@pytest.mark.parametrize(
    ("view", "without", "why"),
    [
        ("run_rate", {"months": [1000, 1000]}, "few_months"),
        ("pipeline", {"seen": 29}, "few_deals"),
        ("pipeline", {"covered": None}, "few_deals"),
        ("pipeline", {"covered": 0.49}, "not_open_yet"),
        ("history", {"stretch": None}, "no_usual"),
        ("history", {"stretch": 3.0}, "few_alike"),
    ],
)
def test_with_little_to_go_by_a_view_says_so(view, without, why):
    one = by_view(replace(KNOWN, **without))[view]
    assert one.chance is None
    assert one.inputs["why"] == why


def test_a_year_is_held_against_quarters_where_years_are_too_few():
    past = {"year": [Past(1.2, False)], **KNOWN.past}
    found = by_view(replace(KNOWN, past=past))["history"]
    assert found.inputs["kind"] == "quarter"
    assert found.chance == pytest.approx(7 / 10)


def test_a_year_that_remains_is_held_against_a_whole_year():
    year = [100.0] * 6 + [1000.0, 1100, 900, 1000, 1050, 950]
    assert by_view(replace(KNOWN, months=year, left=12))["run_rate"].inputs["n"] == 12
    assert by_view(replace(KNOWN, months=year, left=2))["run_rate"].inputs["n"] == 6


def test_peers_are_a_mean_and_two_spreads():
    found = peers_of({n: [90.0 + n, 110.0 + n] for n in (0, 10, 20, 30)})
    assert found.mean == pytest.approx(115)
    assert found.within == pytest.approx(200**0.5)  # each differs by 10 from its own mean
    assert found.between == pytest.approx((500 / 3 - 100) ** 0.5)  # less what two months explain
    assert peers_of({1: [1.0, 2.0]}) is None


def test_stretch_is_of_a_usual_month():
    assert stretch(2400, 2, 1000) == pytest.approx(1.2)
    assert stretch(2400, 0, 1000) is None
    assert stretch(2400, 2, 0) is None
