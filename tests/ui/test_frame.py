"""The frame around every page: who sees which rooms, which one is lit, no running script."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from ui.components import Person
from ui.navigation import Entry, shown

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]
ROOMS = (
    Entry("Style", "gauge", "ui:styleguide", tab=True, under=("/test/",)),
    Entry("Sign in", "user", "account_login", frozenset({"operations"})),
    Entry("Nowhere", "user", "not:there"),
    Entry("Menu", "user", "account_logout", place="account"),
)


def labels(role: str, path: str = "/") -> list[str]:
    return [e.label for e in shown(ROOMS, "side", frozenset({role} - {""}), path)]


def test_rooms_are_shown_by_role_and_when_they_exist() -> None:
    assert labels("operations") == ["Style", "Sign in"]
    assert labels("rep") == ["Style"]
    assert labels("") == ["Style"]


@pytest.mark.parametrize(
    ("path", "lit"),
    [
        ("/styleguide/", "Style"),
        ("/test/reps/", "Style"),
        ("/accounts/login/", "Sign in"),
        ("/", None),
    ],
)
def test_the_room_of_the_page_is_lit(path: str, lit: str | None) -> None:
    found = [e.label for e in shown(ROOMS, "side", frozenset({"operations"}), path) if e.current]
    assert found == ([lit] if lit else [])


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Maya Okafor", "MO"),
        ("Prince", "P"),
        ("", ""),
        ("Ana de la Vega", "AV"),
        ("x@y.test", "XY"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert Person(name).initials == letters


def test_a_page_is_whole(dora_client: Client) -> None:
    text = dora_client.get("/test/reps/").content.decode()
    assert text.count("<h1") == 1
    assert '<html lang="en" data-bs-theme="light" data-theme-choice="auto"' in text
    assert text.index('href="#main"') < text.index("<aside")
    assert "No CRM data yet" in text
    assert not re.search(r"\sstyle=|\son[a-z]+=\"", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)(?! id=)", text)


def test_the_stored_theme_is_there_before_any_script(sign_in, dora) -> None:
    dora.theme = "dark"
    dora.save()
    text = sign_in(dora).get("/test/reps/").content.decode()
    assert 'data-bs-theme="dark" data-theme-choice="dark"' in text


def test_component_templates_stay_small() -> None:
    big = [
        f.name
        for f in Path(settings.BASE_DIR, "templates/ui").glob("*.html")
        if f.read_text().count("\n") >= 40
    ]
    assert big == []


def test_colours_are_tokens() -> None:
    """No colour value outside of the tokens and the paper's own values."""
    css = Path(settings.BASE_DIR, "static/css/theme.css").read_text()
    inside = css[css.index("2. Bootstrap overrides") : css.index("7. Print")]
    assert re.findall(r"#[0-9a-f]{3,8}\b", inside) == []
