"""Signing in, as a person does it."""

import pytest

from tests.factories.teams import PASSWORD

pytestmark = pytest.mark.browser


def test_a_visitor_signs_in_with_e_mail_and_password(page, bob, assert_accessible):
    page.goto("/accounts/login/")
    assert_accessible(page)
    page.fill("input[name=login]", bob.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/")
    assert "/accounts/login/" not in page.url
