"""Every headline number, compared with an independent calculation, for every kind of scope."""

import math

import pytest

from kpis import facts
from teams import facts as teams
from tests.kpis.second_opinion import Opinion

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def opinion(simulated) -> Opinion:
    return Opinion(teams.today())


def same(stored, expected: float) -> bool:
    if math.isnan(expected):
        return stored.value is None
    return stored.value is not None and math.isclose(
        float(stored.value), expected, rel_tol=1e-7, abs_tol=0.005
    )


def differing(stored, expected: dict[str, float]) -> dict:
    return {
        slug: (stored[slug].value, stored[slug].note, number)
        for slug, number in expected.items()
        if not same(stored[slug], number)
    }


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
def test_what_happened(opinion, scope, kind):
    calendar = teams.company().calendar
    period = calendar.previous(calendar.of(kind, teams.today()))
    assert differing(facts.values(scope, period), opinion.flows(scope, period)) == {}


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
def test_how_things_stand_today(opinion, scope, kind):
    period = teams.company().calendar.of(kind, teams.today())
    assert differing(facts.values(scope, period), opinion.states(scope, period)) == {}


def test_activities_on_days_present(opinion, scope):
    period = teams.company().calendar.of("quarter", teams.today())
    stored = facts.values(scope, period, ["activities_per_day"])
    assert (
        differing(stored, {"activities_per_day": opinion.activities_per_day(scope, period)}) == {}
    )
