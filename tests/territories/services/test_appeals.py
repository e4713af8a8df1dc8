"""One appeal, a deadline, one answer."""

from datetime import date, timedelta

import pytest

from teams import facts as teams
from teams.services.refused import Refused
from territories.models import Appeal, Policy
from territories.services.appeals import answer, appeal, withdraw
from tests.factories import teams as people
from tests.factories import territories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(company):
    return make.approved()


def made(plan, bob, words="I know Olga"):
    return appeal(model=plan, rep_id=bob.rep.pk, words=words, by=bob)


def test_it_is_due_within_the_working_days_of_the_policy(plan, bob):
    Policy.objects.update(appeal_days=3)
    today, days, due = teams.today(), 0, teams.today()
    while days < 3:
        due += timedelta(1)
        days += due.weekday() < 5
    assert made(plan, bob).due_on == due
    assert due > today


def test_days_off_are_not_counted(plan, bob):
    Policy.objects.update(appeal_days=1)
    before = made(plan, bob).due_on
    Appeal.objects.all().delete()
    people.holiday(before)
    assert made(plan, bob).due_on > before


def test_there_is_one(plan, bob):
    row = made(plan, bob)
    with pytest.raises(Refused, match="has been made"):
        made(plan, bob)
    withdraw(row=row, by=bob)
    with pytest.raises(Refused, match="has been made"):
        made(plan, bob)


@pytest.mark.parametrize("words", ["", "   "])
def test_it_needs_words(words, plan, bob):
    with pytest.raises(Refused, match="Say what"):
        made(plan, bob, words)


@pytest.mark.parametrize("state", ["draft", "in_review", "active"])
def test_only_an_approved_plan_is_objected_to(state, bob):
    active = {"active": (date(2026, 1, 1), None)} if state == "active" else {}
    plan = make.approved(state, state=state, **active)
    with pytest.raises(Refused, match="Only a plan"):
        made(plan, bob)


def test_it_is_answered_once(plan, bob, alice):
    row = made(plan, bob)
    answer(row=row, state="upheld", words="You keep it", by=alice)
    row.refresh_from_db()
    assert (row.state, row.answer, row.answered_by) == ("upheld", "You keep it", alice)
    with pytest.raises(Refused, match="closed already"):
        answer(row=row, state="refused", words="No", by=alice)
    with pytest.raises(Refused, match="closed already"):
        withdraw(row=row, by=bob)


@pytest.mark.parametrize(("state", "words"), [("upheld", " "), ("open", "Hm"), ("withdrawn", "x")])
def test_an_answer_is_yes_or_no_with_words(state, words, plan, bob, alice):
    with pytest.raises(Refused):
        answer(row=made(plan, bob), state=state, words=words, by=alice)
