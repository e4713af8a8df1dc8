"""A rep's day: where do I stand, what should I do, what if."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_they_begin_with_their_quarter(at_site):
    page = at_site("rep")
    page.goto("/")
    assert page.url.endswith("/me/")
    assert page.locator("h1").inner_text() == "My quarter"
    assert page.get_by_role("img", name=re.compile("of quota")).first.is_visible()


def test_a_ticked_deal_changes_the_outcome_at_once(at_site):
    page = at_site("rep")
    page.goto("/me/")
    before = page.locator("#closers .result").inner_text()
    page.locator("#closers input[type=checkbox]").first.check()
    page.locator("#closers input[type=checkbox]:checked").first.wait_for()
    page.wait_for_function(
        "text => document.querySelector('#closers .result').innerText !== text", arg=before
    )
    assert "if=" not in page.url


def test_from_the_quota_to_the_deals_behind_it(at_site):
    page = at_site("rep")
    page.goto("/me/")
    page.get_by_role("link", name="How this is calculated").first.click()
    expect(page.locator("h1")).to_have_text("Attainment")
    page.go_back()
    page.locator("section", has_text="Do next").locator("li a[href^='/deals/']").first.click()
    page.wait_for_url(re.compile(r"/deals/\d+/"))


def test_others_are_not_theirs(at_site):
    everyone = at_site("executive")
    everyone.goto("/reps/")
    links = everyone.locator("a[href^='/performance/reps/']").all()
    people = {link.get_attribute("href").partition("?")[0] for link in links}
    assert len(people) > 10
    page = at_site("rep")
    seen = [path for path in people if page.request.get(path).status != 404]
    assert len(seen) <= 1, f"more than themselves: {seen}"
    assert page.request.get("/performance/").status == 403
    assert page.request.get("/trends/?scope=company").status == 404


def test_on_a_telephone_nothing_moves_sideways(at_site, assert_narrow):
    page = at_site("rep", phone=True)
    for path in ("/me/", "/deals/", "/trends/"):
        page.goto(path)
        assert_narrow(page)
    page.locator(".tabbar a", has_text="More").click()
    expect(page.locator("#side")).to_be_visible()


def test_on_a_telephone_they_follow_their_quota(at_site, assert_narrow):
    page = at_site("rep", phone=True)
    page.goto("/me/")
    quota = page.locator("section", has=page.get_by_role("heading", name="Quota", exact=True))
    for fact in ("Booked", "Usual by today", "Chance of quota", "Needed a working day", "To go"):
        assert quota.get_by_text(fact, exact=True).is_visible(), fact
    assert page.get_by_role("heading", name=re.compile("usual path")).is_visible()
    lengths = page.get_by_role("group", name="Length of the period")
    for length, title in (("Month", "My month"), ("Year", "My year"), ("Quarter", "My quarter")):
        lengths.get_by_role("link", name=length).tap()
        page.locator("h1", has_text=title).wait_for()
        assert_narrow(page)
    page.locator("#closers label a").first.tap()
    page.wait_for_url(re.compile(r"/deals/\d+/"))
