"""The pages of rules as people open them: accessible, narrow, and from a gap to its undo."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from crm.models import Account
from territories.models import TerritoryModel

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(drawn):
    here = f"/territories/{drawn.model.pk}"
    why = f"/accounts/{drawn.oslo.pk}/territory/"
    return [f"{here}/accounts/", f"{here}/rules/", f"{here}/gaps/", f"{here}/routing/", why]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_accessible(page, dora, enter, assert_accessible, pages, theme):
    dora.theme = theme
    dora.save()
    enter(page, dora)
    for path in pages:
        page.goto(path)
        assert_accessible(page)


def test_a_telephone_does_not_scroll_sideways(phone, dora, enter, pages, assert_narrow):
    enter(phone, dora)
    for path in pages:
        phone.goto(path)
        assert_narrow(phone)


def test_from_a_gap_to_the_nearest_and_back(page, dora, enter, drawn):
    enter(page, dora).goto(f"/territories/{drawn.model.pk}/gaps/")
    page.get_by_role("button", name="Give Turku Oy to North").click()
    page.get_by_text("Turku Oy now belongs to North by name.").wait_for()
    page.get_by_role("link", name="Accounts", exact=True).last.click()
    page.get_by_role("link", name="Turku Oy").click()
    page.get_by_role("heading", name="North gets it: Named account").wait_for()
    page.go_back()
    page.go_back()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("1 account was taken back.").wait_for()
    page.get_by_role("heading", name="Nobody gets 2 accounts").wait_for()


def test_a_changed_account_moves_when_somebody_commits(page, dora, enter, drawn):
    TerritoryModel.objects.update(
        state="active", starts_on=date(2026, 1, 1), active=DateRange(date(2026, 1, 1), None)
    )
    Account.objects.filter(pk=drawn.bergen.pk).update(country="France")
    enter(page, dora).goto(f"/territories/{drawn.model.pk}/accounts/")
    page.get_by_role("link", name="Moves that the rules ask for").click()
    page.get_by_role("button", name="Ask the rules now").click()
    page.get_by_role("heading", name="The rules ask for 1 move").wait_for()
    page.get_by_role("button", name="Commit the ticked moves").click()
    page.get_by_text("1 move is in force from today.").wait_for()
