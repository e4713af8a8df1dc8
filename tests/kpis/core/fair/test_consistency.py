"""K47: published cases, then edges."""

import json
from pathlib import Path
from statistics import stdev

import pytest

from kpis.core.fair.consistency import steadiness

CASES = json.loads((Path(__file__).parents[3] / "data" / "comparison_cases.json").read_text())


def test_three_reps_of_the_textbook():
    """Standard deviations as printed; the steadiest is John, who never reaches 100."""
    case = CASES["consistency-three-reps"]
    for values, sd in zip(case["inputs"].values(), case["recomputed"]["sd"], strict=True):
        assert stdev(values) == pytest.approx(sd, abs=case["tolerance"])
    names = list(case["inputs"])
    past = {n: [v / 100 for v in case["inputs"][name]] for n, name in enumerate(names)}
    found = steadiness(past)
    best = max(found, key=lambda who: found[who].score)
    assert names[best] == case["recomputed"]["most_consistent"]
    assert found[best].quadrant == "low_steady"
    assert found[names.index("Frank")].quadrant == "high_varied"


def test_a_spread_of_few_periods_is_drawn_to_the_peers():
    found = steadiness({1: [1.0, 1.0, 1.0, 1.0], 2: [0.4, 1.6, 0.4, 1.6]})
    assert 0 < found[1].spread < found[2].spread < stdev([0.4, 1.6, 0.4, 1.6])


@pytest.mark.parametrize(
    "values", [[], [1.0, 1.0, 1.0], [0.1] * 8], ids=["nothing", "three periods", "hardly any"]
)
def test_too_little_to_say(values):
    assert steadiness({1: values}) == {}


def test_only_the_last_eight_periods_count():
    assert steadiness({1: [9.0, *[1.0] * 8]})[1].level == 1


def test_wild_results_are_not_negative():
    assert steadiness({1: [0.0, 0.0, 0.0, 4.0]})[1].score == 0
