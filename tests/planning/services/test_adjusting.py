"""Adjustments: within the published days, by somebody else, published as a further version."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

import quotas.facts
from planning.facts.adjustments import revised
from planning.models import Publication
from planning.services import adjusting
from planning.services.publishing import publish
from teams.services.refused import Refused
from tests.factories import publishing as make

pytestmark = pytest.mark.django_db
JUNE = {"start": date(2026, 6, 1), "end": date(2026, 7, 1)}


@pytest.fixture
def line(company, bob, dora):
    plan = make.plan()
    made = make.rep_line(make.goal(plan), bob.rep, 1200000)
    publish(plan, dora)
    return made


def ask(line, by, amount=50000, **more):
    said = {**JUNE, "why": "A new region", **more}
    return adjusting.ask(line=line, amount=Decimal(amount), by=by, **said)


def june(rep):
    return quotas.facts.quotas().get(rep=rep, valid__startswith=date(2026, 6, 1)).amount


def test_it_counts_once_it_is_approved(line, bob, alice, frank):
    asked = ask(line, alice)
    assert june(bob.rep) == 100000
    assert revised([line])[line.pk].amount == 1200000
    adjusting.approve(adjustment=asked, by=frank)
    assert june(bob.rep) == 150000
    assert revised([line])[line.pk].amount == 1250000
    line.refresh_from_db()
    assert line.planned == 1200000
    last = Publication.objects.order_by("-number").first()
    assert (last.number, last.changed, last.reason) == (2, 1, "A new region")


def test_over_two_months_by_days(line, bob, alice, frank):
    asked = ask(line, alice, 61000, start=date(2026, 5, 1))
    adjusting.approve(adjustment=asked, by=frank)
    assert june(bob.rep) == 130000


def test_decided_once(line, alice, frank):
    asked = ask(line, alice)
    adjusting.refuse(adjustment=asked, by=frank, words="No")
    with pytest.raises(Refused, match="decided already"):
        adjusting.approve(adjustment=asked, by=frank)


def test_not_by_who_asked(line, gina, frank):
    asked = ask(line, gina)
    with pytest.raises(Refused, match="Frank"):
        adjusting.approve(adjustment=asked, by=gina)


def test_unless_there_is_nobody_else(line, gina, bob):
    adjusting.approve(adjustment=ask(line, gina), by=gina)
    assert june(bob.rep) == 150000


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"why": " "}, "Say why"),
        ({"amount": 0}, "adds something"),
        ({"amount": -100001}, "more than there is"),
        ({"end": date(2027, 2, 1)}, "not within the days"),
        ({"end": date(2026, 6, 1)}, "not within the days"),
    ],
)
def test_what_is_refused(line, alice, said, words):
    with pytest.raises(Refused, match=words):
        ask(line, alice, **said)


def test_a_draft_is_changed_instead(company, bob, alice):
    draft = make.rep_line(make.goal(make.plan(state="draft")), bob.rep, 1200)
    with pytest.raises(Refused, match="Only a published plan"):
        ask(draft, alice)


def test_a_plan_that_was_followed_is_not_adjusted(line, alice, bob, dora, frank):
    asked = ask(line, alice)
    other = make.plan()
    make.rep_line(make.goal(other), bob.rep, 1300000)
    publish(other, dora, start=date(2026, 1, 1))
    with pytest.raises(Refused, match="ask for it in the plan that follows"):
        adjusting.approve(adjustment=asked, by=frank)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_take_no_more_than_there_is(line, alice, bob, frank):
    """Either is fine alone; together they would take more than June has."""
    asked = [ask(line, alice, -60000), ask(line, alice, -50000)]
    outcomes = []

    def approve(one):
        try:
            adjusting.approve(adjustment=one, by=frank)
            outcomes.append("approved")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    both = [threading.Thread(target=approve, args=[one]) for one in asked]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert sorted(outcomes) == ["approved", "refused"]
