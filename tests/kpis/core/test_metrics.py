"""What metrics say at their edges; and that each is complete."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.ratio import wilson
from kpis.core.columns import Columns
from kpis.core.intervals import wilson as wilson_of_arrays
from kpis.core.metric import Metric, Term, half
from kpis.core.metrics import METRICS
from kpis.core.notes import NOTES


def asked(slug: str, **values: float):
    """The metric's answer for one row: (value, note)."""
    columns = Columns(1, {name: np.array([float(value)]) for name, value in values.items()})
    answer = METRICS[slug].answer(columns)
    value = answer.value[0]
    return (None if np.isnan(value) else round(float(value), 6)), answer.note[0]


COHORT = {"cohort_won_count": 5, "generated_count": 20, "cohort_chance": 0.3}
CASES = {
    "attainment": [
        ({"won_value": 120, "quota": 100, "won_count": 3}, 1.2, ""),
        ({"won_value": 120, "quota": 0, "won_count": 3}, None, ""),
        ({"won_value": 120, "won_count": 3}, None, ""),
    ],
    "pull_in_rate": [
        ({"won_pulled_value": 30, "won_value": 120, "won_count": 5}, 0.25, ""),
        ({"won_pulled_value": 30, "won_value": 120, "won_count": 4}, 0.25, "few"),
        ({"won_pulled_value": 0, "won_value": 0, "won_count": 0}, None, ""),
    ],
    "regress_rate": [
        ({"move_back_count": 5, "move_count": 20}, 0.25, ""),
        ({"move_back_count": 1, "move_count": 4}, 0.25, "few"),
        ({"move_back_count": 0, "move_count": 0}, None, ""),
    ],
    "cohort_win_rate": [
        (COHORT | {"cohort_ripe": 1}, 0.3, ""),
        (COHORT | {"cohort_ripe": 0.5}, 0.3, ""),
        (COHORT | {"cohort_ripe": 0.49}, None, "young"),
        (COHORT | {"cohort_ripe": 1, "generated_count": 19}, 0.3, "few"),
        ({"generated_count": 0}, None, ""),
    ],
    "linearity": [
        ({"won_last_value": 60, "won_value": 120, "won_count": 5, "is_over": 1}, 0.5, ""),
        ({"won_last_value": 60, "won_value": 120, "won_count": 4, "is_over": 1}, None, "few"),
        ({"won_last_value": 0, "won_value": 120, "won_count": 9, "is_over": 0}, None, "early"),
    ],
    "participation": [
        ({"reached_100": 3, "goal_people": 6}, 0.5, ""),
        ({"reached_100": 0, "goal_people": 6}, 0, ""),
        ({"reached_100": 2, "goal_people": 4}, 0.5, "few"),
        ({}, None, ""),
    ],
    "participation_70": [({"reached_70": 3, "goal_people": 6}, 0.5, "")],
    "participation_50": [({"reached_50": 3, "goal_people": 6}, 0.5, "")],
    "gap": [({"won_value": 120, "quota": 100}, -20, "")],
    "pace_index": [
        ({"won_value": 30, "quota": 100, "usual_share": 0.5}, 0.6, ""),
        ({"won_value": 30, "quota": 100, "usual_share": 0.029}, None, "early"),
        ({"won_value": 30, "quota": 0, "usual_share": 0.5}, None, "no_quota"),
    ],
    "pace_gap": [({"won_value": 30, "quota": 100, "usual_share": 0.5}, -20, "")],
    "required_run_rate": [
        ({"won_value": 30, "quota": 100, "workdays_left": 7}, 10, ""),
        ({"won_value": 130, "quota": 100, "workdays_left": 7}, 0, "covered"),
        ({"won_value": 30, "quota": 100, "workdays_left": 0}, None, "ended"),
    ],
    "coverage": [
        ({"open_value": 60, "quota": 100, "won_value": 80, "open_deals": 5}, 3, ""),
        ({"open_value": 60, "quota": 100, "won_value": 100, "open_deals": 5}, None, "covered"),
    ],
    "coverage_adequacy": [
        (
            {"open_value": 60, "usual_yield": 0.5, "quota": 100, "won_value": 70, "open_deals": 4},
            1,
            "",
        ),
    ],
    "stale_share": [
        (
            {"stale_value": 5, "open_value": 20, "open_deals": 9, "company_activities": 0},
            None,
            "no_activities",
        ),
        (
            {"stale_value": 5, "open_value": 20, "open_deals": 9, "company_activities": 4},
            0.25,
            "",
        ),
    ],
    "concentration": [
        ({"top_three_value": 50, "weighted_value": 100, "open_deals": 9}, 0.5, "concentrated"),
        ({"top_three_value": 50, "weighted_value": 50, "open_deals": 2}, 1, "few"),
    ],
    "win_rate": [
        ({"won_count": 30, "lost_count": 70}, 0.3, ""),
        ({"won_count": 3, "lost_count": 7}, 0.3, "few"),
        ({"won_count": 0, "lost_count": 0}, None, ""),
    ],
    "no_decision_rate": [
        (
            {"lost_undecided_count": 10, "lost_all_count": 40, "lost_reasoned_count": 40},
            0.25,
            "",
        ),
        (
            {"lost_undecided_count": 10, "lost_all_count": 40, "lost_reasoned_count": 20},
            0.25,
            "reasons_missing",
        ),
        (
            {"lost_undecided_count": 0, "lost_all_count": 40, "lost_reasoned_count": 0},
            None,
            "reasons_missing",
        ),
    ],
    "needed_coverage": [
        ({"lead_value": 90, "lead_won_value": 30, "lead_deals": 40}, 3, ""),
        ({"lead_value": 90, "lead_won_value": 0, "lead_deals": 40}, None, ""),
    ],
    "next_step_coverage": [({"all_open_count": 9, "all_open_deals": 9}, None, "no_history")],
    "hygiene_score": [
        ({"hygiene_value": 200, "hygiene_lost_value": 30, "all_open_deals": 8}, 85, ""),
        ({"all_open_deals": 8}, None, "no_history"),
    ],
    "sales_velocity": [
        (
            {
                "qualified_open_count": 40,
                "usual_worth": 500,
                "cycle_median": 50,
                "won_count": 20,
                "lost_count": 20,
            },
            400,
            "",
        )
    ],
}


@pytest.mark.parametrize(
    ("slug", "values", "value", "note"),
    [(slug, *case) for slug, cases in CASES.items() for case in cases],
    ids=[f"{slug}-{n}" for slug, cases in CASES.items() for n, _ in enumerate(cases)],
)
def test_edges(slug, values, value, note):
    assert asked(slug, **values) == (value, note)


@pytest.mark.parametrize("slug", METRICS.slugs())
def test_every_metric_says_what_it_is(slug):
    metric = METRICS[slug]
    assert metric.label
    assert metric.formula.strip() == metric.formula
    assert metric.numerator.words
    assert metric.denominator is None or metric.denominator.words
    answer = metric.answer(Columns(2, {}))
    assert set(answer.note) <= {*NOTES, ""}


def test_a_teams_value_is_the_ratio_of_the_sums():
    """1 of 2 and 8 of 100 is 9 of 102, not the mean of 50 % and 8 %."""
    metric = Metric("", "percent", "higher", "", half("", "won_count"), half("", "all"))
    people = Columns(2, {"won_count": np.array([1.0, 8.0]), "all": np.array([2.0, 100.0])})
    team = Columns(1, {"won_count": np.array([9.0]), "all": np.array([102.0])})
    assert metric.answer(people).value.mean() == pytest.approx(0.29)
    assert metric.answer(team).value[0] == pytest.approx(9 / 102)


def test_terms_are_weighted_and_scaled():
    part = half("", "a", Term("b", -2), Term("c", factor="d"))
    columns = Columns(
        1, {n: np.array([v]) for n, v in {"a": 7.0, "b": 2.0, "c": 3.0, "d": 5.0}.items()}
    )
    assert part.total(columns)[0] == 7 - 4 + 15


@given(st.integers(1, 500), st.integers(0, 500))
def test_the_range_of_a_share_is_wilsons(n, won):
    won = min(won, n)
    low, high = wilson_of_arrays(np.array([won / n]), np.array([float(n)]))
    assert (low[0], high[0]) == pytest.approx(wilson(won, n), abs=1e-9)
    assert low[0] <= won / n + 1e-9
    assert won / n <= high[0] + 1e-9


@given(st.lists(st.tuples(st.floats(1, 1e6), st.booleans()), min_size=2, max_size=40))
def test_the_range_of_a_share_of_value_holds_it(deals):
    won = [a for a, is_won in deals if is_won]
    lost = [a for a, is_won in deals if not is_won]
    columns = {
        "won_value": sum(won),
        "lost_value": sum(lost),
        "won_count": len(won),
        "lost_count": len(lost),
        "won_square": sum(a * a for a in won),
        "lost_square": sum(a * a for a in lost),
    }
    found = METRICS["win_rate_value"].answer(
        Columns(1, {k: np.array([float(v)]) for k, v in columns.items()})
    )
    assert 0 <= found.low[0] <= found.value[0] + 1e-12
    assert found.value[0] <= found.high[0] + 1e-12 <= 1 + 1e-9
