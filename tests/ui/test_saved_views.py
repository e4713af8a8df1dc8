"""Saved views of a list, kept wherever the project says; here in memory."""

import pytest
from django.test import Client

from tests.factories import teams as build
from ui import saved_views
from ui.saved_views import SavedView

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


class Kept:
    """A store that fulfils the protocol with plain lists."""

    rows: dict[tuple[int, str], list[SavedView]] = {}

    def list(self, user, page):
        return self.rows.get((user.pk, page), [])

    def save(self, user, page, name, query, is_default):
        others = [v for v in self.list(user, page) if v.name != name]
        self.rows[user.pk, page] = [*others, SavedView(name, query, is_default)]

    def delete(self, user, page, name):
        self.rows[user.pk, page] = [v for v in self.list(user, page) if v.name != name]


KEPT = Kept()


@pytest.fixture(autouse=True)
def store(settings):
    settings.VIEWS_STORE = "tests.ui.test_saved_views.KEPT"
    KEPT.rows = {}
    return KEPT


def test_a_view_remembers_everything_but_the_page(dora_client: Client, dora, store) -> None:
    build.rep("Rep 1", segment="ent")
    dora_client.post(
        "/test/reps/?segment=ent&sort=-name&page=2", {"act": "save_view", "name": "Large"}
    )
    assert store.list(dora, "test:reps") == [SavedView("Large", "segment=ent&sort=-name", False)]
    assert "Large" in dora_client.get("/test/reps/").content.decode()


def test_a_default_view_opens_the_bare_list(dora_client: Client, dora, store) -> None:
    store.save(dora, "test:reps", "Large", "segment=ent", True)
    response = dora_client.get("/test/reps/")
    assert response.url == "/test/reps/?segment=ent&view=Large"
    assert dora_client.get("/test/reps/?q=x").status_code == 200


def test_a_view_is_deleted(dora_client: Client, dora, store) -> None:
    store.save(dora, "test:reps", "Large", "segment=ent", False)
    dora_client.post("/test/reps/", {"act": "delete_view", "name": "Large"})
    assert store.list(dora, "test:reps") == []


@pytest.mark.parametrize("form", [{}, {"act": "save_view"}, {"act": "save_view", "name": " "}])
def test_a_form_without_a_name_does_nothing(dora_client: Client, store, form: dict) -> None:
    assert dora_client.post("/test/reps/", form).status_code == 302
    assert store.rows == {}


def test_without_a_store_there_is_no_menu(dora_client: Client, settings) -> None:
    settings.VIEWS_STORE = None
    assert saved_views.store() is None
    assert "Saved views" not in dora_client.get("/test/reps/").content.decode()
