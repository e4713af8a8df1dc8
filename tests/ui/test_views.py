"""Refusals and failures: why, what is safe, and a way back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils.translation import override

from ui import views

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(rf: RequestFactory, dora):
    request = rf.get("/secret/")
    request.user, request.resolver_match = dora, None
    return request


def test_a_refusal_says_why_and_who_can_help(asked) -> None:
    response = views.forbidden(asked, PermissionDenied("Pay is shown to finance."))
    text = response.content.decode()
    assert response.status_code == 403
    assert "Pay is shown to finance." in text
    assert "administrator can change that" in text


def test_a_missing_page_says_no_more_than_needed(asked) -> None:
    text = views.not_found(asked, Http404("No Rep matches the given query.")).content.decode()
    assert "Rep matches" not in text
    assert "There is no such page" in text
    assert "No team emea" in views.not_found(asked, Http404("No team emea")).content.decode()


def test_a_failure_needs_no_database(asked, django_assert_num_queries) -> None:
    asked.request_id = "abc-123"
    with django_assert_num_queries(0):
        response = views.server_error(asked)
    assert response.status_code == 500
    assert "abc-123" in response.content.decode()
    assert "is safe" in response.content.decode()


def test_reasons_do_not_run(asked) -> None:
    text = views.forbidden(asked, PermissionDenied("<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in text


@pytest.mark.urls("tests.ui.urls")
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "page",
    [
        "login",
        "password/reset",
        "password/reset/done",
        "2fa",
        "sessions",
        "password/change",
        "logout",
    ],
)
def test_account_pages_wear_our_look(dora_client: Client, page: str, language: str) -> None:
    client = Client() if page in ("login", "password/reset") else dora_client
    with override(language):
        response = client.get(f"/accounts/{page}/", headers={"accept-language": language})
    text = response.content.decode()
    assert response.status_code == 200
    assert "css/theme.css" in text
    assert text.count("<h1") == 1
    assert f'<html lang="{language}"' in text


@pytest.mark.urls("tests.ui.urls")
def test_a_wrong_password_is_explained(client: Client, dora) -> None:
    form = {"login": dora.email, "password": "wrong"}
    text = client.post("/accounts/login/", form).content.decode()
    assert 'class="note bad' in text
    assert f'value="{dora.email}"' in text
