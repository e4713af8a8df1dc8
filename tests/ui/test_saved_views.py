"""Saved views of a list, kept where the project says."""

import pytest
from django.test import Client

from teams.models import SavedView
from teams.services import saved_views as kept
from tests.factories import teams as build
from ui import saved_views

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


@pytest.fixture(autouse=True)
def store(settings) -> None:
    settings.VIEWS_STORE = "teams.services.saved_views"


def test_a_view_remembers_everything_but_the_page(dora_client: Client, dora) -> None:
    build.rep("Rep 1", segment="ent")
    dora_client.post(
        "/test/reps/?segment=ent&sort=-name&page=2", {"act": "save_view", "name": "Large"}
    )
    assert kept.list(dora, "test:reps") == [("Large", "segment=ent&sort=-name", False)]
    assert "Large" in dora_client.get("/test/reps/").content.decode()


def test_a_view_is_its_owners_alone(dora_client: Client, erin_client: Client) -> None:
    dora_client.post("/test/reps/", {"act": "save_view", "name": "Mine, Dora's"})
    assert "Mine, Dora" not in erin_client.get("/test/reps/").content.decode()


def test_a_default_view_opens_the_bare_list(dora_client: Client) -> None:
    form = {"act": "save_view", "name": "Large", "is_default": "on"}
    dora_client.post("/test/reps/?segment=ent", form)
    assert dora_client.get("/test/reps/").url == "/test/reps/?segment=ent&view=Large"
    text = dora_client.get("/test/reps/?segment=ent").content.decode()
    assert 'href="?view="' in text
    assert dora_client.get("/test/reps/?view=").status_code == 200


@pytest.mark.parametrize("name", ["A & B", "é=1", "x\ny"])
def test_any_name_survives_the_address(dora_client: Client, name: str) -> None:
    build.rep("Rep 1")
    form = {"act": "save_view", "name": name, "is_default": "on"}
    dora_client.post("/test/reps/?sort=name", form)
    response = dora_client.get("/test/reps/", follow=True)
    assert response.wsgi_request.GET["view"] == name


def test_a_view_is_deleted(dora_client: Client, dora) -> None:
    kept.save(dora, "test:reps", "Large", "segment=ent")
    dora_client.post("/test/reps/", {"act": "delete_view", "name": "Large"})
    assert kept.list(dora, "test:reps") == []


@pytest.mark.parametrize("form", [{}, {"act": "save_view"}, {"act": "save_view", "name": " "}])
def test_a_form_without_a_name_does_nothing(dora_client: Client, form: dict) -> None:
    assert dora_client.post("/test/reps/", form).status_code == 302
    assert not SavedView.objects.exists()


def test_without_a_store_there_is_no_menu(dora_client: Client, settings) -> None:
    settings.VIEWS_STORE = None
    assert saved_views.store() is None
    assert "Saved views" not in dora_client.get("/test/reps/").content.decode()
