"""Appeals by e-mail: who answers is asked and reminded, who objected gets the answer; once each."""

from datetime import timedelta

import pytest

from teams import facts as teams
from territories.models import Appeal, Policy
from territories.services import appeal_mails
from territories.services.appeals import answer, withdraw
from tests.factories import teams as people
from tests.factories import territories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(alice, bob, dora):
    """Bob objects; due in ten days."""
    model = make.approved(starts_on=teams.today() + timedelta(30))
    due = teams.today() + timedelta(10)
    return Appeal.objects.create(model=model, rep=bob.rep, words="I know Olga", due_on=due)


def remind(days=0):
    return appeal_mails.remind_of(teams.today() + timedelta(days))


def test_who_leads_is_asked_once(made, mailoutbox, settings):
    settings.BASE_URL = "https://sales.acme.test"
    assert (remind(), remind()) == (1, 0)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["alice@acme.test"], "Bob objects to Plan 2027")
    assert "I know Olga" in mail.body
    path = f"/territories/{made.model_id}/books/{made.rep_id}/"
    assert f"https://sales.acme.test{path}" in mail.body


def test_without_somebody_who_leads_operations_is_asked(made, alice, mailoutbox):
    alice.is_active = False
    alice.save()
    remind()
    assert mailoutbox[0].to == ["dora@acme.test"]


def test_who_objects_is_not_asked_about_themselves(made, alice, dora, mailoutbox):
    Appeal.objects.update(rep=alice.rep)
    remind()
    assert mailoutbox[0].to == ["dora@acme.test"]


def test_near_the_day_who_answers_is_reminded_once(made, mailoutbox):
    remind()
    assert remind(days=3) == 0
    assert (remind(days=9), remind(days=10)) == (1, 0)
    assert mailoutbox[1].subject == "Bob still waits for your answer"


def test_what_is_near_when_it_is_made_is_one_e_mail_that_day(made, mailoutbox):
    Appeal.objects.update(due_on=teams.today() + timedelta(1))
    assert (remind(), len(mailoutbox)) == (1, 1)


def test_the_answer_goes_to_who_objected(made, alice, mailoutbox):
    remind()
    answer(row=made, state="refused", words="Olga retires", by=alice)
    assert (remind(), remind()) == (1, 0)
    mail = mailoutbox[1]
    assert (mail.to, mail.subject) == (["bob@acme.test"], "Your appeal has been answered")
    assert "Refused" in mail.body
    assert "Olga retires" in mail.body


def test_what_was_withdrawn_is_not_told(made, bob, mailoutbox):
    withdraw(row=made, by=bob)
    assert remind() == 0


def test_it_is_written_in_their_language(made, alice, bob, mailoutbox):
    other = people.user("Ada", "manager")
    team = alice.rep.memberships.get().team
    people.member(people.rep("Ada", other), team, leads=True)
    alice.language = "fr"
    alice.save()
    assert remind() == 2
    mails = {mail.to[0]: mail for mail in mailoutbox}
    day = made.due_on
    assert f"{day.day} {day:%B} {day.year}" in mails["ada@acme.test"].body
    assert mails["alice@acme.test"].body != mails["ada@acme.test"].body


def test_an_e_mail_that_fails_is_tried_again(made, mailoutbox, monkeypatch):
    def broken(*_args, **_options):
        raise OSError("no mail server")

    with monkeypatch.context() as patch:
        patch.setattr(appeal_mails, "send_mail", broken)
        assert remind() == 0
    assert remind() == 1


def test_the_policy_may_say_never(made, mailoutbox):
    Policy.objects.update(remind_days=0)
    assert appeal_mails.remind() == 0
