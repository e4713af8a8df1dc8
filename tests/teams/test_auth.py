"""Signing in: by password, throttled, with a second factor, or by the company's provider."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.test import Client, RequestFactory

from teams.access import Access
from teams.auth import SingleSignOnAdapter
from teams.models import User
from teams.services.demo import PASSWORD as SAMPLE
from teams.services.demo import create_demo_sign_ins
from tests.factories import teams as build
from tests.factories.teams import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/"


def sign_in_as(email, password=PASSWORD, client=None):
    client = client or Client()
    return client, client.post(SIGN_IN, {"login": email, "password": password})


# Password ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("email", ["bob@acme.test", "BOB@Acme.test"])
def test_one_signs_in_by_address_and_lands_where_one_wanted(bob, email):
    client = Client()
    response = client.post(
        SIGN_IN + "?next=/profile/", {"login": email, "password": PASSWORD, "next": "/profile/"}
    )
    assert response.url == "/profile/"
    assert client.get("/profile/").status_code == 200


@pytest.mark.parametrize(
    ("email", "password"), [("bob@acme.test", "wrong"), ("nobody@acme.test", PASSWORD)]
)
def test_a_wrong_word_tells_nothing_about_who_exists(bob, email, password):
    client, response = sign_in_as(email, password)
    assert response.status_code == 200
    assert "e-mail" in response.content.decode().lower()
    assert client.get("/profile/").status_code == 302


def test_who_may_not_sign_in_does_not(bob):
    User.objects.filter(pk=bob.pk).update(is_active=False)
    client, _ = sign_in_as("bob@acme.test")
    assert client.get("/profile/").status_code == 302


def test_guessing_is_slowed_down_even_with_the_right_word_at_last(bob):
    for _ in range(5):
        client, _response = sign_in_as("bob@acme.test", "guess")
    client, response = sign_in_as("bob@acme.test", PASSWORD, client)
    assert "too many" in response.content.decode().lower()
    assert client.get("/profile/").status_code == 302


def test_nobody_makes_an_account_for_themselves(company):
    client = Client()
    wish = {"email": "eve@acme.test", "password1": PASSWORD, "password2": PASSWORD}
    assert client.get("/accounts/signup/").status_code == 200
    client.post("/accounts/signup/", wish)
    assert not User.objects.exists()


@pytest.mark.parametrize("has_password", [True, False])
def test_a_forgotten_or_first_password_is_set_by_a_link(bob, has_password):
    if not has_password:
        bob.set_unusable_password()
        bob.save()
    client = Client()
    client.post("/accounts/password/reset/", {"email": "Bob@acme.test"})
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)
    page = client.get(link[1], follow=True)
    new = "a quite new passphrase 7"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    fresh, _ = sign_in_as("bob@acme.test", new)
    assert fresh.get("/profile/").status_code == 200
    again = Client().get(link[1], follow=True)
    assert 'name="password1"' not in again.content.decode()


def test_a_link_for_a_stranger_looks_the_same_and_reveals_nothing(bob):
    known = Client().post("/accounts/password/reset/", {"email": "bob@acme.test"})
    unknown = Client().post("/accounts/password/reset/", {"email": "eve@acme.test"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert {to for letter in mail.outbox for to in letter.to} == {"bob@acme.test"}


def test_the_way_out_is_out(bob):
    client, _ = sign_in_as("bob@acme.test")
    client.post("/accounts/logout/")
    assert client.get("/profile/").status_code == 302


# Second factor and sessions ---------------------------------------------------------------------


def test_a_second_factor_is_asked_for(bob):
    secret = "JBSWY3DPEHPK3PXP"
    totp.TOTP.activate(bob, secret)
    client, response = sign_in_as("bob@acme.test")
    assert response.url.startswith("/accounts/2fa/authenticate/")
    assert client.get("/profile/").status_code == 302
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.get("/profile/").status_code == 200


def test_the_page_of_the_second_factor_opens_and_shows_a_code(bob):
    client, _ = sign_in_as("bob@acme.test")
    assert client.get("/accounts/2fa/").status_code == 200
    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked.url.startswith("/accounts/reauthenticate/")
    page = client.post(asked.url, {"password": PASSWORD}, follow=True)
    assert page.request["PATH_INFO"] == "/accounts/2fa/totp/activate/"
    markup = page.content.decode()
    assert "data:image" in markup
    secret = page.context["form"].secret
    assert 'alt="QR code with the secret below' in markup
    assert f'alt="{secret}"' not in markup
    assert f'value="{secret}"' in markup
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_shown_and_let_in(bob):
    client, _ = sign_in_as("bob@acme.test")
    asked = client.get("/accounts/2fa/totp/activate/")
    page = client.post(asked.url, {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    page = client.post("/accounts/2fa/totp/activate/", {"code": code}, follow=True)
    codes = page.context["unused_codes"]
    assert "\n".join(codes) in page.content.decode()
    other, _ = sign_in_as("bob@acme.test")
    other.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert other.get("/profile/").status_code == 200


def test_one_sees_where_one_is_signed_in_and_ends_the_others(bob):
    here, _ = sign_in_as("bob@acme.test")
    there, _ = sign_in_as("bob@acme.test")
    for client in (here, there):
        client.get("/profile/")
    assert UserSession.objects.filter(user=bob).count() == 2
    assert here.get("/accounts/sessions/").status_code == 200
    here.post("/accounts/sessions/")
    assert here.get("/profile/").status_code == 200
    assert there.get("/profile/").status_code == 302


# Single sign-on ---------------------------------------------------------------------------------


@pytest.fixture
def provided(settings):
    """What the adapter is handed after the company's provider has answered."""
    app = {"provider_id": "oidc", "name": "Acme", "client_id": "a", "secret": "b"}
    app["settings"] = {"server_url": "https://id.acme.test"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    def answer(email, **claims):
        account = SocialAccount(provider="oidc", uid=f"uid-{email}", extra_data=claims)
        return SocialLogin(
            user=User(email=email),
            account=account,
            email_addresses=[EmailAddress(email=email, verified=True)] if email else [],
        )

    return answer


@pytest.fixture
def asked(company):
    request = RequestFactory().get("/")
    request.user, request.session = AnonymousUser(), SessionStore()
    request.access, request._messages = Access(request.user), CookieStorage(request)
    return request


def test_the_providers_person_is_ours_by_address(bob, asked, provided):
    login = provided("Bob@acme.test", email_verified=True)
    SingleSignOnAdapter().pre_social_login(asked, login)
    assert SocialAccount.objects.get().user == bob


@pytest.mark.parametrize(
    ("email", "claims"),
    [
        ("eve@acme.test", {"email_verified": True}),
        ("bob@acme.test", {"email_verified": False}),
        ("", {}),
    ],
    ids=["stranger", "unverified", "without address"],
)
def test_others_are_told_whom_to_ask_and_nothing_is_stored(bob, asked, provided, email, claims):
    with pytest.raises(ImmediateHttpResponse) as refused:
        SingleSignOnAdapter().pre_social_login(asked, provided(email, **claims))
    assert refused.value.response.status_code == 403
    assert "Ask an administrator" in refused.value.response.content.decode()
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


# The sample company -----------------------------------------------------------------------------


def test_sample_sign_ins_are_shown_for_the_sample_only(company):
    build.company(is_sample=True)
    create_demo_sign_ins()
    page = Client().get(SIGN_IN).content.decode()
    assert SAMPLE in page
    assert "manager@example.com" in page
    client, _ = sign_in_as("manager@example.com", SAMPLE)
    assert client.get("/profile/").status_code == 200
    build.company(is_sample=False)
    page = Client().get(SIGN_IN).content.decode()
    assert SAMPLE not in page
    assert "example.com" not in page
