"""Managers are asked for proposals until they have spoken for all their people."""

from datetime import timedelta
from decimal import Decimal

import pytest

import teams.facts
from planning.asks.proposals import ASK
from planning.services import lines, plans
from teams.access import Access
from tests.factories import planning as build

pytestmark = pytest.mark.django_db


def test_a_manager_is_asked_until_they_have_spoken(draft, dora, alice):
    assert ASK.of(Access(alice), 5) == []
    plans.ask(by=dora, plan=draft, until=teams.facts.today() + timedelta(3))
    assert [todo.title for todo in ASK.of(Access(alice), 5)] == [
        "Propose a quota for 1 of your people"
    ]
    lines.propose(by=alice, line=build.line(draft, "Bob"), amount=Decimal(5), why="So")
    assert ASK.of(Access(alice), 5) == []


def test_others_are_not_asked(draft, dora, frank, bob):
    plans.ask(by=dora, plan=draft, until=teams.facts.today())
    for person in (dora, frank, bob):
        assert ASK.of(Access(person), 5) == []
