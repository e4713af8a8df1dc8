"""The menu leads to pages that exist and that its readers may open."""

import pytest
from django.test import RequestFactory
from django.urls import resolve

from salesops.navigation import ENTRIES
from teams.core.access import ROLES
from ui.navigation import shown
from ui.templatetags.ui import icon


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url)
def test_an_entry_leads_to_a_page_with_its_own_icon(entry):
    assert entry.href, f"no address is named {entry.url}"
    assert icon(entry.icon)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url)
def test_whoever_sees_an_entry_may_open_it(entry):
    rule = getattr(resolve(entry.href).func, "access_rule", None)
    readers = entry.roles or frozenset(ROLES)
    if entry.url != "admin:index":
        assert readers <= rule


@pytest.mark.parametrize("role", ROLES)
def test_nobody_sees_more_than_eight(role):
    path = RequestFactory().get("/").path
    assert 3 <= len(shown(ENTRIES, "side", frozenset({role}), path)) <= 8
