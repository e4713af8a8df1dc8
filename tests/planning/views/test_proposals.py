"""Proposals are typed on one page, which somebody else may have open, too."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest

import teams.facts
from planning.services import lines, plans
from tests.factories import planning as build

INPUT = re.compile(r'<input[^>]*? name="((?:initial-)?\d+-\w+)"[^>]*?(?: value="([^"]*)")')


@pytest.fixture
def asked(draft, dora):
    plans.ask(by=dora, plan=draft, until=teams.facts.today() + timedelta(5))
    return f"/quotas/{draft.pk}/proposals/"


def fields(page) -> dict[str, str]:
    """What a browser sends of the page when nothing is typed."""
    found = {name: unescape(value) for name, value in INPUT.findall(page.text)}
    assert found
    return found


def test_an_old_page_takes_nothing_back(draft, asked, dora, alice_client):
    bob, emea = build.line(draft, "Bob"), build.line(draft, "EMEA")
    old = fields(alice_client.get(asked))
    lines.propose(by=dora, line=bob, amount=Decimal(400), why="Late start")
    typed = {f"{emea.pk}-amount": "900", f"{emea.pk}-why": "All of them"}
    page = alice_client.post(asked, old | typed, follow=True)
    assert "1 proposal is stored." in page.text
    bob.refresh_from_db()
    assert (bob.proposed, bob.proposed_why) == (400, "Late start")


def test_two_who_propose_for_one_line_are_told(draft, asked, dora, alice_client):
    bob = build.line(draft, "Bob")
    old = fields(alice_client.get(asked))
    lines.propose(by=dora, line=bob, amount=Decimal(400), why="Late start")
    typed = {f"{bob.pk}-amount": "450", f"{bob.pk}-why": "Starts late"}
    page = alice_client.post(asked, old | typed, follow=True)
    assert "Somebody changed the line of Bob since you read it; 400 is proposed now." in page.text
    assert 'value="450"' in page.text
    bob.refresh_from_db()
    assert bob.proposed == 400


def test_one_may_take_a_proposal_back(draft, asked, dora, alice_client):
    bob = build.line(draft, "Bob")
    lines.propose(by=dora, line=bob, amount=Decimal(400), why="Late start")
    shown = fields(alice_client.get(asked))
    assert shown[f"{bob.pk}-amount"] == "400"
    emptied = {f"{bob.pk}-amount": "", f"{bob.pk}-why": ""}
    alice_client.post(asked, shown | emptied)
    bob.refresh_from_db()
    assert bob.proposed is None
