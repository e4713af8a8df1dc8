"""Reminders of letters: once, to whoever has not answered, when the day is near."""

from datetime import timedelta

import pytest

from planning.models import Letter
from planning.services import answers, reminders
from planning.services.publishing import publish
from teams.facts import today
from tests.factories import publishing as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(company, bob, charlie, dora):
    """Of Bob and Charlie, due in two days."""
    plan = make.plan()
    goal = make.goal(plan)
    make.rep_line(goal, bob.rep, 1200)
    make.rep_line(goal, charlie.rep, 600)
    publish(plan, dora)
    Letter.objects.update(answer_by=today() + timedelta(2))
    return {row.rep.name: row for row in Letter.objects.all()}


def remind(days=3):
    return reminders.remind_of(today(), days)


def test_once_a_letter(letters, mailoutbox, settings):
    settings.BASE_URL = "https://sales.acme.test"
    assert remind() == 2
    assert remind() == 0
    mail = next(one for one in mailoutbox if one.to == ["bob@acme.test"])
    assert mail.subject == "Your quota letter waits for your answer"
    assert f"https://sales.acme.test/quotas/letters/{letters['Bob'].pk}/" in mail.body


def test_who_answered_is_left_alone(letters, bob, mailoutbox):
    row = letters["Bob"]
    answers.decline(letter=row, reason="Too high", digest=row.digest, by=bob)
    assert remind() == 1
    assert mailoutbox[0].to == ["charlie@acme.test"]


def test_not_before_the_day_is_near(letters):
    assert remind(days=1) == 0


def test_only_of_the_plan_in_force(letters):
    plan = letters["Bob"].publication.plan
    plan.state = "archived"
    plan.save()
    assert remind() == 0


def test_one_bad_address_keeps_nobody_else(letters, monkeypatch, mailoutbox):
    send = reminders.send_mail

    def picky(subject, body, sender, to):
        if to == ["bob@acme.test"]:
            raise OSError("no such mailbox")
        return send(subject, body, sender, to)

    monkeypatch.setattr(reminders, "send_mail", picky)
    assert remind() == 1
    assert Letter.objects.get(rep__name="Bob").reminded_at is None


def test_who_answers_while_others_are_written_to_is_left_alone(
    letters, bob, monkeypatch, mailoutbox
):
    """Charlie's e-mail takes its time, and Bob answers meanwhile."""
    send, row = reminders.send_mail, letters["Bob"]

    def slow(subject, body, sender, to):
        answers.decline(letter=row, reason="Too high", digest=row.digest, by=bob)
        return send(subject, body, sender, to)

    letters["Bob"].delete()
    row.pk = None
    row.save()  # the last one to be written to
    monkeypatch.setattr(reminders, "send_mail", slow)
    assert remind() == 1
    assert [one.to for one in mailoutbox] == [["charlie@acme.test"]]
