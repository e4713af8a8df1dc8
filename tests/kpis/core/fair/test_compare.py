"""A group compared: adjustments and refusals."""

import numpy as np
import pytest

from kpis.core.fair.compare import compare
from kpis.core.fair.evidence import Closed, Figure
from kpis.core.fair.methods import METHODS
from kpis.core.metrics import METRICS
from tests.kpis.core.fair.drawn import closed, seller, sold


def test_every_method_is_of_a_kpi():
    assert set(METHODS) <= set(METRICS.slugs())


def test_real_differences_are_ranked():
    found = compare("attainment", [sold(n, 0.4 + 0.2 * n) for n in range(6)])
    assert [found.people[n].place.rank for n in range(6)] == [6, 5, 4, 3, 2, 1]
    assert found.differ
    assert found.ranked == found.peers == 6
    assert found.people[0].raw < found.people[0].estimate.value < found.middle


def test_a_ramping_person_is_measured_by_what_may_be_expected():
    rest = [sold(n, 0.9 + 0.05 * n) for n in range(5)]
    found = compare("attainment", [*rest, sold(9, 0.5, ramp=0.5)])
    assert found.adjusted == ("ramp",)
    assert found.people[9].raw == 0.5
    assert found.people[9].estimate.value == pytest.approx(1.0, abs=0.08)


def test_a_win_rate_is_corrected_for_the_mix():
    """Both win 90 % of renewals and 20 % of new business."""
    renewals, new = Closed(won=90, lost=10), Closed(won=20, lost=80)
    people = [
        seller(n, won=c.won * 4, lost=c.lost * 4, deals={s: c})
        for n, (s, c) in enumerate([("renewal", renewals), ("new", new)] * 4)
    ]
    found = compare("win_rate", people)
    assert found.adjusted == ("mix",)
    assert not found.differ
    assert {p.place.refused for p in found.people.values()} == {"no_difference"}


def test_deal_values_are_compared_by_logarithms():
    rng = np.random.default_rng(1)
    people = []
    for n in range(8):
        amounts = np.exp(rng.normal(9 + 0.3 * n, 0.7, 120))
        figure = Figure(float(np.median(amounts)), n=120)
        figures = {"deal_value": figure, "sales_cycle": figure}
        people.append(seller(n, figures=figures, deals={"": closed(amounts)}))
    found = compare("deal_value", people)
    assert found.people[7].place.rank == 1
    assert found.people[0].estimate.low > 0
    assert compare("sales_cycle", people, lower_is_better=True).people[0].place.rank == 1


def test_few_peers_and_unknown_values_are_refused_apart():
    few = compare("attainment", [sold(n, 0.5) for n in range(3)])
    assert {p.place.refused for p in few.people.values()} == {"few_peers"}
    people = [*(sold(n, 0.2 + 0.3 * n) for n in range(4)), seller(9, booked=5.0, quota=0)]
    found = compare("attainment", people)
    assert found.people[9].place.refused == "unknown"
    assert found.people[9].raw is None
    assert found.people[3].place.rank == 1


@pytest.mark.parametrize("kpi", METHODS)
def test_nothing_known_at_all(kpi):
    found = compare(kpi, [seller(n) for n in range(6)])
    assert found.middle is None
    assert {p.place.refused for p in found.people.values()} == {"unknown"}
    assert compare(kpi, []).people == {}
