"""A rule is added in one file, and a load that mends a deal shows everywhere."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.services import loads
from kpis import facts as kpis
from kpis.core.upkeep import RULES
from kpis.services import recompute
from operations.facts import hygiene as facts
from operations.services import hygiene as services
from teams import facts as teams
from tests.factories import crm as build
from tests.factories.staging import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def added_rule(monkeypatch):
    packages = [*RULES._packages, "tests.operations.more_rules"]
    monkeypatch.setattr(RULES, "_packages", packages)
    monkeypatch.setattr(RULES, "_entries", None)
    return "late_without_step"


def test_a_rule_that_is_added_counts_and_a_fixed_deal_leaves_the_list(added_rule, bob):
    """One file brings a rule into the list, the sums and the score; a load that mends a deal takes
    it out of them again (planning 6.3, T1)."""
    today = teams.today()
    fine = {"close_date": today + timedelta(30), "contact": build.contact(), "created_on": today}
    late = [build.deal(bob.rep, stage="propose", **fine) for _ in range(2)]
    early = build.deal(bob.rep, stage="qualify", **fine)
    bob_scope = teams.find_scope("rep:BOB")
    score = measured(bob_scope)
    assert facts.standings(bob_scope).own.rules[added_rule].deals == 2
    # Of 125 points two deals lose 15 + 25, of 100 one loses 15
    assert score == pytest.approx(100 * (1 - (2 * 40 / 125 + 15 / 100) / 3))
    load(
        loads.merge_opportunities,
        {
            "external_id": late[0].external_id,
            "owner": "BOB",
            "stage": "Propose",
            "next_step": "Call",
            "next_step_on": today + timedelta(2),
        },
        as_of=datetime.now(UTC),
    )
    mended = measured(bob_scope)
    left = facts.to_fix(bob_scope).values_list("pk", flat=True)
    assert set(left) == {late[1].pk, early.pk}
    assert facts.standings(bob_scope).own.rules[added_rule].deals == 1
    assert mended == pytest.approx(100 * (1 - (40 / 125 + 15 / 100) / 3))


def measured(scope) -> float:
    """The score after a recompute and the check that follows it."""
    recompute()
    services.check()
    quarter = teams.company().calendar.quarter_of(teams.today())
    value = kpis.values(scope, quarter, ["hygiene_score"])["hygiene_score"].value
    return float(value)
