"""Letters are frozen: the same bytes again, in the person's language, whatever happens later."""

from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
from django.conf import settings
from django.utils import translation

from planning.letter_page import bytes_of
from planning.models import Letter
from planning.services.publishing import publish
from quotas.services import set_quota
from tests.factories import publishing as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(company, bob, charlie, dora):
    made = make.plan("FY2026")
    goal = make.goal(made)
    make.rep_line(goal, bob.rep, 1200000)
    make.rep_line(goal, charlie.rep, 600000)
    return made


def letter_of(person, plan, by):
    return publish(plan, by).letters.get(rep=person.rep)


def test_the_same_bytes_again(plan, bob, company, dora):
    row = letter_of(bob, plan, dora)
    first = bytes_of(row.facts, row.language)
    bob.rep.name, company.name, company.currency = "Robert", "Other", "EUR"
    bob.rep.save()
    company.save()
    plan.goals.update(weights=["1"] * 11 + ["9"])
    with translation.override("fr"):
        again = Letter.objects.get(pk=row.pk)
        assert bytes_of(again.facts, again.language) == first
    assert sha256(first).hexdigest() == row.digest


def test_in_the_language_of_the_person(plan, bob, charlie, dora):
    bob.language = "fr"
    bob.save()
    row = letter_of(bob, plan, dora)
    assert row.language == "fr"
    assert "janvier 2026" in bytes_of(row.facts, row.language).decode()
    other = Letter.objects.get(rep=charlie.rep)
    assert "January 2026" in bytes_of(other.facts, other.language).decode()


def test_against_last_year(plan, bob, dora):
    days = {"start": date(2025, 1, 1), "end": date(2026, 1, 1)}
    set_quota(by=dora, rep_id=bob.rep.pk, amount=Decimal(1000000), **days)
    text = bytes_of(letter_of(bob, plan, dora).facts, "en").decode()
    assert "A year earlier" in text
    assert "$1,000,000" in text
    assert "+20.0%" in text


def test_what_changed_since_the_last_letter_and_why(plan, bob, dora):
    publish(plan, dora)
    make.away(bob.rep, date(2026, 6, 1), date(2026, 7, 1))
    text = bytes_of(letter_of(bob, plan, dora).facts, "en").decode()
    assert "It was $1,200,000 until now: −$100,000." in text
    assert "Days away: −$100,000." in text


def test_each_goal_says_whether_it_changes_revenue_first(plan, bob, dora):
    margin = make.goal(plan, measure="margin")
    make.rep_line(margin, bob.rep, 480000)
    publish(plan, dora)
    plan.goals.filter(measure="margin").update(weights=["2"] + ["1"] * 11)
    moved = [goal["changed"] for goal in letter_of(bob, plan, dora).facts["said"]["goals"]]
    assert moved == [["Nothing changes."], ["The whole is as it was; only months differ."]]


def test_names_are_escaped(plan, bob, dora):
    bob.rep.name = "<b>Bob</b>"
    bob.rep.save()
    assert "&lt;b&gt;Bob&lt;/b&gt;" in bytes_of(letter_of(bob, plan, dora).facts, "en").decode()


def test_the_form_of_old_letters_never_changes():
    """Every digest that people answered rests on it: another form is another file and VERSION."""
    form = (settings.BASE_DIR / "templates/planning/letter_1.html").read_bytes()
    known = "c7bde0799174d62138f8d0ac16d0d2c4924737978bd4d5294405c2f9ff63a01c"
    assert sha256(form).hexdigest() == known
