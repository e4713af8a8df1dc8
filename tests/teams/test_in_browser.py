"""The organisation is run in the browser, under the content security policy, by keyboard and mouse.

`page` fails its test when the page writes an error to the console.
"""

from datetime import date

import pytest
from playwright.sync_api import expect

from teams.models import Company, Membership
from tests.factories import teams as build

pytestmark = pytest.mark.browser
PAGES = ["/profile/", "/company/"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_accessible(page, dora, enter, assert_accessible, path, language, theme):
    dora.language, dora.theme = language, theme
    dora.save()
    build.holiday(date(2026, 1, 1))
    enter(page, dora).goto(path)
    assert page.get_attribute("html", "lang") == language
    assert page.get_attribute("html", "data-bs-theme") == theme
    assert_accessible(page)


@pytest.mark.parametrize("path", PAGES)
def test_a_telephone_does_not_scroll_sideways(phone, dora, enter, path, assert_narrow):
    enter(phone, dora).goto(path)
    assert_narrow(phone)


def test_the_fiscal_year_follows_what_is_chosen_before_it_is_saved(page, dora, enter):
    enter(page, dora).goto("/company/")
    shown = page.locator("#fiscal-year")
    assert "Weeks" not in shown.inner_text()
    page.select_option("#id_fiscal_pattern", "445")
    shown.get_by_text("Weeks").wait_for()
    assert Company.objects.get().fiscal_pattern == "months"
    page.get_by_role("button", name="Save").click()
    page.get_by_text("All numbers follow within a few minutes").wait_for()
    assert Company.objects.get().fiscal_pattern == "445"


def test_the_profile_works_without_scripts(page_without_scripts, bob, enter):
    page = enter(page_without_scripts, bob)
    page.goto("/profile/")
    page.select_option("#id_language", "fr")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_the_account_menu_changes_the_language_and_stays(page, bob, enter):
    enter(page, bob).goto("/profile/?a=1")
    page.locator("details.account summary").click()
    page.locator("details.account").get_by_role("button", name="Français").click()
    page.wait_for_function("document.documentElement.lang === 'fr'")
    assert page.url.endswith("/profile/?a=1")


def test_the_account_menu_changes_the_theme_at_once_and_for_good(page, bob, enter):
    enter(page, bob).goto("/profile/")
    page.locator("details.account summary").click()
    with page.expect_response("**/profile/preferences/"):
        page.locator("details.account").get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    bob.refresh_from_db()
    assert bob.theme == "dark"


def test_somebody_is_moved_by_choosing_a_team_and_a_day(page, gina, bob, americas, enter):
    enter(page, gina).goto(f"/admin/teams/rep/{bob.rep.pk}/change/")
    page.get_by_role("link", name="Move to a team from a date").click()
    page.locator(".select2-selection").click()
    page.locator(".select2-search__field").fill("Amer")
    page.locator(".select2-results__option", has_text="Americas").click()
    page.fill("#id_on", "2026-04-01")
    page.locator("input[name=act]").click()
    page.get_by_text("1 moved").wait_for()
    homes = Membership.objects.filter(rep=bob.rep).order_by("valid")
    assert [row.valid.upper for row in homes] == [date(2026, 4, 1), None]


def test_a_membership_is_added_beside_the_rep(page, gina, company, emea, enter):
    rep = build.rep("Hana")
    enter(page, gina).goto(f"/admin/teams/rep/{rep.pk}/change/")
    page.get_by_text("Add another New membership").click()
    page.locator("#memberships-2-0 .select2-selection").click()
    page.locator(".select2-results__option", has_text="EMEA").click()
    page.fill("input[name='memberships-2-0-valid_0']", "2026-01-01")
    page.locator("input[name=_save]").click()
    page.get_by_text("was changed successfully").wait_for()
    assert rep.memberships.get().valid.lower == date(2026, 1, 1)
