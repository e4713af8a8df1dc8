"""An administrator edits a plan in the administration: a territory, its seats, and a rule that is
previewed before it is saved; the history tells of it."""

import pytest
from playwright.sync_api import expect

from territories.models import Rule, SalesRole, TerritoryModel
from territories.services import editing
from tests.factories import crm

pytestmark = pytest.mark.browser


@pytest.fixture
def north(gina):
    """The tests before may have emptied all tables, the first rows of migrations included."""
    SalesRole.objects.get_or_create(
        slug="account-executive", defaults={"name": "Account executive", "owns_accounts": True}
    )
    draft = TerritoryModel.objects.create(name="Plan 2027", by=gina)
    north = editing.create_territory(by=gina, model_id=draft.pk, name="North")
    editing.create_territory(by=gina, model_id=draft.pk, name="Coast", parent=north)
    editing.create_rule(by=gina, territory=north, kind=Rule.Kind.REST)
    return north


def test_a_territory_is_edited_and_a_rule_previewed(page, enter, gina, bob, north, assert_narrow):
    crm.account("Acme Paris", country="France", potential=120_000)
    crm.account("Acme Berlin", country="Germany")
    page.set_default_navigation_timeout(
        30_000
    )  # the first page of a process compiles its templates
    enter(page, gina).goto("/admin/territories/plannedterritory/")
    page.get_by_role("link", name="— Coast").click()
    page.get_by_label("Target share").fill("2")
    page.locator("#seats-group .add-row a, #seats-group .add-row button").click()
    page.locator("#id_seats-0-role").select_option(label="Account executive")
    page.locator("#id_seats-0-valid_0").fill("2027-01-01")
    page.get_by_role("button", name="Save and continue editing").click()
    page.locator(".success").wait_for()

    page.get_by_role("link", name="Add a rule").click()
    page.get_by_label("Kind").select_option(label="Place")
    row = page.locator(".field-include tbody tr").first
    row.get_by_label("Field").select_option(label="Country")
    row.get_by_label("Values").fill("France")
    page.get_by_role("button", name="Preview").click()
    preview = page.get_by_role("status")
    expect(preview).to_contain_text("The rule would win 1 account.")
    expect(preview).to_contain_text("Acme Paris")
    assert not Rule.objects.filter(territory__name="Coast").exists()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Coast")
    rule = Rule.objects.get(territory__name="Coast")
    assert rule.include == [{"field": "country", "op": "in", "values": ["France"]}]

    page.goto(f"/admin/territories/plannedterritory/{rule.territory_id}/change/")
    assert "Country is France" in page.locator("#rules-group").inner_text()
    page.get_by_role("link", name="History").click()
    told = page.locator("#change-history").inner_text()
    assert "Gina" in told
    assert "arrange seats" in told
    assert "France" in told
    page.set_viewport_size({"width": 390, "height": 844})
    assert_narrow(page)


def test_a_file_comes_back_and_is_looked_at(page, enter, gina, north, tmp_path, assert_accessible):
    enter(page, gina).goto(f"/territories/{north.model_id}/bulk/")
    assert_accessible(page)
    with page.expect_download() as waited:
        page.get_by_role("link", name="Territories as CSV").click()
    file = tmp_path / "plan.csv"
    exported = waited.value.path().read_text("utf-8-sig")
    file.write_text(exported.replace(",North,", ",North and isles,"))
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("button", name="Store 1 row").wait_for()
    assert "North and isles" in page.locator("main").inner_text()
    assert_accessible(page)
    page.get_by_role("button", name="Store 1 row").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("All rows are as they were before the import.").wait_for()
    north.refresh_from_db()
    assert north.name == "North"
