"""Open sessions in the admin: who is signed in where; looked at, never added."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_sessions_are_found_by_the_person(gina_client):
    gina_client.get(reverse("dashboards:home"))
    address = reverse("admin:usersessions_usersession_changelist")
    response = gina_client.get(address, {"q": "example.com"})
    assert response.status_code == 200
    assert gina_client.get(reverse("admin:usersessions_usersession_add")).status_code == 403
