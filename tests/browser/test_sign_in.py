"""Signing in, as a person does it."""

import pytest
from playwright.sync_api import expect

from tests.factories.teams import PASSWORD

pytestmark = pytest.mark.browser


def test_a_visitor_signs_in_with_e_mail_and_password(page, bob, assert_accessible):
    page.goto("/accounts/login/?next=/profile/")
    assert_accessible(page)
    page.fill("input[name=login]", bob.email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button").first.click()
    page.wait_for_url("**/profile/")
    assert page.locator("h1").is_visible()


def test_a_wrong_password_is_explained_without_scripts(page_without_scripts, bob):
    page = page_without_scripts
    page.goto("/accounts/login/")
    page.fill("input[name=login]", bob.email)
    page.fill("input[name=password]", "wrong")
    page.locator("form:has(input[name=password]) button").first.click()
    expect(page.locator("body")).to_contain_text("not correct")
