"""Signing in: throttled, closed to strangers, with a way back for the forgetful."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.factories.teams import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def try_to_enter(client: Client, email: str, password: str) -> bool:
    client.post(LOGIN, {"login": email, "password": password})
    return "_auth_user_id" in client.session


def test_e_mail_and_password_open_the_door(client, bob):
    assert try_to_enter(client, bob.email.upper(), PASSWORD)


def test_five_wrong_passwords_close_it_for_a_while_also_for_the_right_one(client, bob):
    for _ in range(5):
        assert not try_to_enter(client, bob.email, "wrong")
    assert not try_to_enter(client, bob.email, PASSWORD)
    assert (
        "Too many failed login attempts"
        in client.post(LOGIN, {"login": bob.email, "password": PASSWORD}).content.decode()
    )


def test_others_are_not_locked_out_with_them(client, bob, charlie):
    for _ in range(5):
        try_to_enter(client, bob.email, "wrong")
    assert try_to_enter(Client(), charlie.email, PASSWORD)


def test_who_left_cannot_enter(client, bob):
    bob.is_active = False
    bob.save()
    assert not try_to_enter(client, bob.email, PASSWORD)


def test_nobody_makes_an_account_for_themselves(client):
    new = {"email": "eve@a.example", "password1": PASSWORD, "password2": PASSWORD}
    response = client.post("/accounts/signup/", new)
    assert "_auth_user_id" not in client.session
    assert "closed" in response.content.decode().lower()


def test_a_forgotten_password_is_replaced_by_mail(client, bob):
    client.post("/accounts/password/reset/", {"email": bob.email})
    [message] = mail.outbox
    assert message.to == [bob.email]
    [link] = re.findall(r"http://testserver(/accounts/password/reset/key/\S+)", message.body)
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    new = "another correct horse"
    client.post(address, {"password1": new, "password2": new})
    assert not try_to_enter(Client(), bob.email, PASSWORD)
    assert try_to_enter(Client(), bob.email, new)


def test_an_unknown_address_is_answered_alike_and_gets_no_mail(client, bob):
    known = client.post("/accounts/password/reset/", {"email": bob.email})
    unknown = client.post("/accounts/password/reset/", {"email": "eve@a.example"})
    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)
    assert len(mail.outbox) == 1


def test_administration_has_no_door_of_its_own(client, bob_client):
    response = client.get("/admin/")
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")
    assert client.get(response.url).url.startswith(LOGIN)
    assert bob_client.get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize("path", ["/accounts/sessions/", "/accounts/2fa/", "/accounts/email/"])
def test_a_person_looks_after_their_own_account(bob_client, path):
    assert bob_client.get(path).status_code == 200


def test_pages_carry_the_security_policy(client):
    headers = client.get(LOGIN).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
