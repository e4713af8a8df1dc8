"""Every component has its stories, and every story renders as clean markup in both languages."""

import dataclasses
import re

import pytest
from django.test import Client
from django.utils.translation import override

from ui import components, styleguide
from ui.charts import plot, svg
from ui.period_picker import PeriodPicker
from ui.stories.story import Story

STORIES = list(styleguide.stories())
# Parts of other components, and text in a dataclass: their stories are those of the whole.
INSIDE = {"Change", "Fact", "Key", "Link", "Tab", "Crumb", "SetupStep", "Todo", "Explained", "Tile"}


def things(value) -> set[type]:
    """The types of a story's argument and of everything in it."""
    if isinstance(value, list | tuple):
        return set().union(*map(things, value)) if value else set()
    if dataclasses.is_dataclass(value):
        inner = [getattr(value, f.name) for f in dataclasses.fields(value)]
        return {type(value)} | things(inner)
    return set()


def test_every_component_has_a_story() -> None:
    shown = set().union(*(things(story.thing) for story in STORIES))
    ours = {c for c in vars(components).values() if dataclasses.is_dataclass(c)}
    assert ours <= shown
    assert {*svg.ALL, PeriodPicker, plot.Plot} <= shown | {svg.Diverge}
    assert {"diverge", "icon", "panel", "confirm"} <= {story.component for story in STORIES}


def test_a_story_has_a_name_of_its_own() -> None:
    names = [(story.component, story.state) for story in STORIES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("story", STORIES, ids=lambda s: f"{s.component}: {s.state}")
def test_a_story_renders_clean(story: Story, language: str) -> None:
    with override(language):
        html = dataclasses.replace(story).html
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:|<script(?! id=)", html)
    assert "None" not in re.sub(r"<script.*?</script>", "", html, flags=re.S)
    assert "<script>alert" not in html


def test_status_words_are_all_different() -> None:
    words = [str(components.Status(kind).word) for kind in components.STATUS_KINDS]
    assert len(words) == len(set(words))


@pytest.mark.django_db
@pytest.mark.urls("tests.ui.urls")
@pytest.mark.parametrize(("who", "status"), [("gina", 200), ("dora", 404), ("bob", 404)])
def test_the_page_is_for_administrators(request, settings, who: str, status: int, sign_in) -> None:
    settings.DEBUG = False
    client: Client = sign_in(request.getfixturevalue(who))
    assert client.get("/styleguide/").status_code == status
