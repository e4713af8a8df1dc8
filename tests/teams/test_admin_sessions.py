"""Open sessions in the admin: who is signed in where; looked at and ended, never added."""

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse

from audit.models import LogEntry

pytestmark = pytest.mark.django_db
LIST = "admin:usersessions_usersession_changelist"


def test_sessions_are_found_by_the_person(gina_client):
    gina_client.get(reverse("dashboards:home"))
    response = gina_client.get(reverse(LIST), {"q": "example.com"})
    assert response.status_code == 200
    assert gina_client.get(reverse("admin:usersessions_usersession_add")).status_code == 403


@pytest.fixture
def of_dora(dora, dora_client) -> UserSession:
    key = dora_client.session.session_key
    return UserSession.objects.create(user=dora, session_key=key, ip="192.0.2.1", user_agent="x")


@pytest.mark.parametrize("way", ["one", "ticked"])
def test_whose_session_is_removed_is_signed_out(gina, gina_client, dora, dora_client, of_dora, way):
    if way == "one":
        address = reverse("admin:usersessions_usersession_delete", args=[of_dora.pk])
        gina_client.post(address, {"post": "yes"})
    else:
        form = {"action": "delete_selected", "_selected_action": of_dora.pk, "post": "yes"}
        gina_client.post(reverse(LIST), form)
    answer = dora_client.get(reverse("dashboards:home"))
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")
    entry = LogEntry.objects.get(act="sign out")
    assert (entry.by, entry.object_id) == (gina, str(dora.pk))
