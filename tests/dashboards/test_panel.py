"""Panels and the pages made of them."""

import pytest
from django.template.loader import get_template

from dashboards.panel import PANELS, Panel, Shown, shown
from dashboards.views.performance import REP_FIRST, REP_ORDER, REP_SECOND, TEAM_PAGE
from kernel.registry import UnknownSlug

EMPTY = "nothing"


@pytest.mark.parametrize("slug", PANELS.slugs())
def test_every_panel_has_its_template(slug):
    assert get_template(Shown(slug, "", strip=False, data=None).template)


def test_pages_name_panels_that_exist():
    on_pages = {slug for row in TEAM_PAGE for slug in row} | {*REP_FIRST, *REP_SECOND}
    assert on_pages <= set(PANELS.slugs())
    assert set(REP_ORDER) == {*REP_FIRST, *REP_SECOND}


def test_an_unknown_panel_is_refused_with_the_known_ones():
    with pytest.raises(UnknownSlug, match="attainment"):
        PANELS["weather"]


class TestRows:
    """What is left out, and what is left alone."""

    @pytest.fixture(autouse=True)
    def panels(self, monkeypatch):
        known = {
            "full": Panel(lambda _: "full", "c-8"),
            "side": Panel(lambda _: "side", "c-4"),
            EMPTY: Panel(lambda _: None, "c-4"),
        }
        monkeypatch.setattr("dashboards.panel.PANELS", known)

    def rows(self, *asked):
        return [[(one.slug, one.size) for one in row] for row in shown(asked, None)]

    def test_as_asked(self):
        assert self.rows(("full", "side")) == [[("full", "c-8"), ("side", "c-4")]]

    def test_who_is_alone_takes_the_width(self):
        assert self.rows(("full", EMPTY)) == [[("full", "")]]

    def test_an_empty_row_is_gone(self):
        assert self.rows((EMPTY,), ("full",)) == [[("full", "")]]
