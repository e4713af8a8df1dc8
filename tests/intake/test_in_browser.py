"""The wizard on a phone, and without scripts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import Page, expect

from intake.services import load_path, uploads, wizard
from tests.intake.write import DEALS, OWNERS, write_csv

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BAD = [DEALS[0], DEALS[1] | {"close_date": "2026-06-31", "currency": "EUX"}]


@pytest.fixture
def uploaded(dora, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))
    content = write_csv(tmp_path / "deals.csv", BAD).read_bytes()
    return uploads.upload(SimpleUploadedFile("deals.csv", content), by=dora)


def go_on(load, *, dry_run: bool):
    assert wizard.start(load, dry_run=dry_run, by=None)
    assert wizard.work(load.pk)


def assert_roomy(page: Page, selector: str, assert_narrow) -> None:
    """Nothing beyond the edge, and every input of the list wide enough to be read."""
    assert_narrow(page)
    widths = [box.bounding_box()["width"] for box in page.locator(selector).all()]
    assert widths
    assert min(widths) > 200


def test_columns_are_matched_on_a_phone(
    phone, enter, dora, uploaded, assert_accessible, assert_narrow
):
    page = enter(phone, dora)
    page.goto(reverse("intake:match", args=[uploaded.pk]))
    assert_roomy(page, ".stack select", assert_narrow)
    page.locator("details.more summary").click()
    assert_roomy(page, "details.more select", assert_narrow)
    assert_accessible(page)


def test_rows_are_corrected_on_a_phone(
    phone, enter, dora, uploaded, assert_accessible, assert_narrow
):
    go_on(uploaded, dry_run=True)
    page = enter(phone, dora)
    page.goto(reverse("intake:check", args=[uploaded.pk]))
    assert_roomy(page, ".stack input", assert_narrow)
    assert_accessible(page)


def test_undo_without_scripts(page_without_scripts, enter, dora, uploaded):
    go_on(uploaded, dry_run=True)
    go_on(uploaded, dry_run=False)
    page = enter(page_without_scripts, dora)
    page.goto(reverse("intake:done", args=[uploaded.pk]))
    page.locator("summary", has_text="Undo this import").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("The import was undone.")).to_be_visible()
    uploaded.refresh_from_db()
    assert uploaded.state == "undone"


def test_the_match_is_taken_along_as_a_file_without_scripts(
    page_without_scripts, enter, dora, uploaded, tmp_path
):
    page = enter(page_without_scripts, dora)
    page.goto(reverse("intake:match", args=[uploaded.pk]))
    page.locator("details.more summary").click()
    page.select_option("[name=x-0-0-field]", "segment")
    page.fill("[name=x-0-0-text]", "Enterprise")
    page.locator("details.more button").click()
    expect(page.locator("[name=x-0-0-text]")).to_have_value("Enterprise")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it as YAML").click()
    download.value.save_as(tmp_path / "mapping.yaml")
    page.set_input_files("#id_mapping", tmp_path / "mapping.yaml")
    page.get_by_role("button", name="Use this file").click()
    expect(page.get_by_text("matched as the file says")).to_be_visible()
