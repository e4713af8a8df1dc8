"""Where the months of a goal come from; whatever it is, they add up to the year."""

from decimal import Decimal

import pytest

import teams.facts
from kpis.models import Value
from planning.facts import months as facts
from planning.services.months import set_months
from teams.services.refused import Refused

pytestmark = pytest.mark.django_db


def won_by_month(amounts):
    """The company's months up to the last whole one, oldest first."""
    calendar = teams.facts.company().calendar
    month = calendar.previous(calendar.month_of(teams.facts.today()))
    for amount in reversed(amounts):
        Value.objects.create(
            kpi="won_value", scope="company", kind="month", value=amount,
            start=month.start, end=month.end, as_of=month.start,
        )  # fmt: skip
        month = calendar.previous(month)


def test_learned_months_follow_past_years(draft, dora):
    calendar, today = teams.facts.company().calendar, teams.facts.today()
    last = calendar.previous(calendar.month_of(today))
    past = [calendar.back(last, n) for n in reversed(range(36))]
    won_by_month([300 if m.number == 12 else 100 for m in past])
    goal = set_months(by=dora, goal=draft.goals.get(), source="learned")
    weights = facts.weights_of(goal)
    assert goal.weights_years == 3
    assert max(weights) == weights[11]
    assert weights[0] < 1 < weights[11]
    parts = facts.amounts(goal, Decimal("1000.01"))
    assert sum(parts) == Decimal("1000.01")
    assert parts[11] > 2 * parts[0]


def test_without_a_year_there_is_nothing_to_learn(draft, dora):
    with pytest.raises(Refused, match="no whole year of results"):
        set_months(by=dora, goal=draft.goals.get(), source="learned")


def test_typed_months_are_parts_of_their_sum(draft, dora):
    weights = [Decimal(n) for n in (3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)]
    goal = set_months(by=dora, goal=draft.goals.get(), source="typed", weights=weights)
    assert facts.amounts(goal, Decimal(100))[:3] == [75, 25, 0]
    goal = set_months(by=dora, goal=goal, source="equal")
    assert len(set(facts.amounts(goal, Decimal(120)))) == 1
    assert facts.amounts(goal, None) is None


@pytest.mark.parametrize(
    ("source", "weights", "said"),
    [
        ("typed", [1, 2], "each of the 12 months"),
        ("typed", [0] * 12, "one of them is above"),
        ("typed", [-1] + [1] * 11, "No month is below 0"),
        ("guessed", [], "Choose where"),
    ],
)
def test_what_is_in_the_way_is_said(draft, dora, source, weights, said):
    with pytest.raises(Refused, match=said):
        set_months(by=dora, goal=draft.goals.get(), source=source, weights=weights)
