"""The hygiene page as roles open it: from a rule to its deals, from a team to a person, a phone."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_a_rule_leads_to_its_deals(at_site, assert_accessible):
    page = at_site("executive")
    page.goto("/hygiene/")
    assert_accessible(page)
    row = page.locator("tr", has=page.get_by_role("link", name="No next step", exact=True))
    deals = row.locator("td").nth(1).inner_text()
    row.get_by_role("link").click()
    page.wait_for_url(re.compile("rule=no_next_step"))
    assert f"of {deals}" in page.locator(".pager").inner_text()
    assert page.locator("#list tbody tr").count() == 50
    for cell in page.locator("#list tbody tr").all()[:5]:
        assert "No next step" in cell.inner_text()


def test_a_manager_goes_from_the_team_to_a_person(at_site):
    page = at_site("manager")
    page.goto("/pipeline/")
    page.get_by_role("link", name="Hygiene", exact=True).click()
    page.wait_for_url(re.compile("/hygiene/"))
    person = page.get_by_role("heading", name="Teams and people").locator("xpath=../..")
    name = person.locator("tbody a").first.inner_text()
    person.locator("tbody a").first.click()
    page.wait_for_url(re.compile("scope=rep"))
    assert name in page.locator(".lede").inner_text()


def test_narrowing_to_a_rule_exchanges_the_list_alone(at_site):
    page = at_site("rep")
    page.goto("/hygiene/")
    page.locator("#id_rule").select_option("no_contact")
    page.wait_for_url(re.compile("rule=no_contact"))
    page.get_by_role("link", name="Remove: What is wrong: No contact").wait_for()


def test_a_rep_answers_what_the_manager_asked(at_site, assert_accessible):
    page = at_site("rep", phone=True)
    page.goto("/plans/?state=asked")
    page.locator("#list tbody a").first.click()
    assert_accessible(page)
    deal = page.get_by_role("heading", level=1).inner_text().split("\n")[0]
    page.get_by_label("Why did it slip?").select_option(label="The customer decides later")
    page.get_by_label("What are you doing about it?").fill("We meet the board on Friday.")
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_text("has answered").wait_for()
    page = at_site("manager")
    page.goto("/plans/?state=answered")
    row = page.locator("#list tbody tr", has_text="We meet the board on Friday.")
    assert row.locator("a").first.inner_text() in deal


def test_a_rep_reads_what_to_do_on_a_phone(at_site, assert_narrow):
    page = at_site("rep", phone=True)
    page.goto("/hygiene/")
    assert_narrow(page)
    assert page.locator("#list").is_visible()
