"""Plans: asked for once, answered, closed; what was said is kept, and the database holds it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from operations.facts import plans as facts
from operations.models import PlanEntry
from operations.services import plans as services
from teams import facts as teams
from teams.services.refused import Refused
from tests.factories import crm as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal(bob):
    return build.deal(bob.rep)


@pytest.fixture
def plan(deal, alice):
    return ask(deal, alice)


def ask(deal, by):
    return services.ask(
        deal_id=deal.pk,
        rep_id=deal.owner_id,
        by=by,
        text="What now?",
        due_on=teams.today() + timedelta(3),
    )


def answer(plan, by, reason="legal", text="They sign on Monday."):
    day = teams.today() + timedelta(9)
    return services.answer(plan=plan, by=by, reason=reason, text=text, expected_on=day)


def states(deal) -> list[str]:
    return [entry.state for entry in facts.entries(deal.pk)]


def test_everything_that_was_said_is_kept(deal, plan, alice, bob):
    answer(plan, bob)
    answer(plan, bob, reason="our_side", text="We sent it late.")
    services.close(plan=plan, by=alice, text="Thank you.")
    assert states(deal) == ["closed", "answered", "answered", "asked"]
    assert [entry.by for entry in facts.entries(deal.pk)] == [alice, bob, bob, alice]
    assert facts.last_of(deal.pk).state == "closed"


def test_asked_twice_is_refused_until_it_is_closed(deal, plan, alice):
    with pytest.raises(Refused):
        ask(deal, alice)
    services.close(plan=plan, by=alice)
    assert ask(deal, alice).pk != plan.pk


def test_a_closed_plan_stays_closed(plan, alice, bob):
    """Also for somebody who still has the open page before them."""
    services.close(plan=plan, by=alice)
    for act in (lambda: answer(plan, bob), lambda: services.close(plan=plan, by=alice)):
        with pytest.raises(Refused):
            act()
    assert PlanEntry.objects.filter(plan=plan).count() == 2


def test_an_answer_has_a_reason_and_nothing_else_has(plan, bob):
    for wrong in (
        {"state": "answered", "text": "Soon"},
        {"state": "closed", "reason": "legal"},
        {"state": "asked", "expected_on": teams.today()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanEntry.objects.create(plan=plan, by=bob, **wrong)


def test_a_plan_does_not_hold_its_deal_back(deal, plan, sign_in, alice):
    """Undoing a load takes the deal away; its plan is no longer listed."""
    deal.delete()
    assert "What now?" in [entry.text for entry in facts.entries(plan.deal_id)]
    assert sign_in(alice).get("/plans/").status_code == 200
