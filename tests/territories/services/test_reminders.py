"""Reminders by e-mail: once, in the person's language, by day, and never of what is signed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from teams import facts as teams
from territories.models import HandOver, Policy
from territories.services import reminders
from territories.services.handovers import sign
from tests.factories import crm as sell
from tests.factories import territories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon(bob, charlie):
    """A hand-over in five days."""
    model = make.approved(starts_on=teams.today() + timedelta(5))
    return make.hand_over(model, sell.account("Oak & Sons"), bob.rep, charlie.rep)


def remind(days=7):
    return reminders.remind_of(teams.today(), days)


def test_both_are_reminded_once(soon, mailoutbox, settings):
    settings.BASE_URL = "https://sales.acme.test"
    assert remind() == 2
    assert {tuple(mail.to) for mail in mailoutbox} == {
        ("bob@acme.test",),
        ("charlie@acme.test",),
    }
    mail = next(mail for mail in mailoutbox if mail.to == ["bob@acme.test"])
    assert mail.subject == "1 hand-over to sign"
    assert "You hand over:\n- Oak & Sons" in mail.body
    assert "You take over" not in mail.body
    path = f"/territories/{soon.model_id}/hand-overs/?state=mine"
    assert f"https://sales.acme.test{path}" in mail.body
    assert remind() == 0
    assert len(mailoutbox) == 2


def test_who_has_signed_is_left_alone(soon, bob, mailoutbox):
    sign(hand_over=soon, side="give", by=bob, words="Call Olga first")
    assert remind() == 1
    assert mailoutbox[0].to == ["charlie@acme.test"]


def test_what_is_far_is_not_due_and_what_is_late_is(soon, mailoutbox):
    assert remind(days=4) == 0
    HandOver.objects.update(on=teams.today() - timedelta(3))
    assert remind(days=4) == 2


def test_a_hundred_accounts_are_one_e_mail(soon, bob, charlie, mailoutbox):
    for n in range(3):
        make.hand_over(soon.model, sell.account(f"Pine {n}"), bob.rep, charlie.rep)
    assert remind() == 2
    assert mailoutbox[0].subject == "4 hand-overs to sign"


def test_nobody_without_a_sign_in_and_no_plan_that_is_off(soon, bob, mailoutbox):
    bob.is_active = False
    bob.save()
    assert remind() == 1
    HandOver.objects.update(taker_reminded_on=None)
    soon.model.state = "draft"
    soon.model.save()
    assert remind() == 0


def test_the_policy_may_say_never(soon, mailoutbox):
    Policy.objects.update(remind_days=0)
    assert reminders.remind() == 0
    assert not mailoutbox


def test_nobody_is_written_to_at_night(soon, company, mailoutbox):
    """Some zone has day now, another one night."""
    hour = timezone.now().hour
    company.time_zone = f"Etc/GMT{hour - 12:+d}" if hour != 12 else "UTC"
    company.save()
    assert reminders.remind() == 2
    HandOver.objects.update(giver_reminded_on=None, taker_reminded_on=None)
    company.time_zone = f"Etc/GMT{hour - 2:+d}" if hour <= 12 else f"Etc/GMT{hour - 22:+d}"
    company.save()
    assert reminders.remind() == 0


def test_an_e_mail_that_fails_is_tried_again(soon, mailoutbox, monkeypatch):
    def broken(*_args, **_options):
        raise OSError("no mail server")

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "send_mail", broken)
        assert remind() == 0
    assert not HandOver.objects.exclude(giver_reminded_on=None).exists()
    assert remind() == 2


def test_it_is_written_in_their_language(soon, bob, mailoutbox):
    bob.language = "fr"
    bob.save()
    remind()
    mails = {mail.to[0]: mail for mail in mailoutbox}
    day = soon.on
    assert f"{day.day} {day:%B} {day.year}" in mails["charlie@acme.test"].body
    assert mails["bob@acme.test"].body != mails["charlie@acme.test"].body
