"""An operations manager's day: what needs attention, an import with errors, a recompute."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HEADS = "external_id,name,owner,stage,status,amount,currency,created_on,close_date"
# Jobs of the worker: an import, and the numbers after it.
PATIENCE = 60_000


def deals(path: Path, *rows: str) -> Path:
    """A file of open deals; a row is `id,name,owner,amount`."""
    today = timezone.localdate()
    created, closing = today - timedelta(20), today + timedelta(20)
    lines = [HEADS]
    for row in rows:
        key, name, owner, amount = row.split(",")
        lines.append(f"{key},{name},{owner},Qualify,open,{amount},USD,{created},{closing}")
    path.write_text("\n".join(lines) + "\n")
    return path


def upload(page, path):
    page.goto("/imports/new/")
    page.set_input_files("#id_file", path)
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Check the rows").click()
    page.wait_for_url(re.compile(r"/imports/\d+/check/"), timeout=PATIENCE)


def store(page):
    page.get_by_role("button", name=re.compile("^Import")).click()
    page.wait_for_url(re.compile(r"/imports/\d+/$"), timeout=PATIENCE)


def test_the_day_begins_with_what_needs_attention(at_site):
    page = at_site("operations")
    page.goto("/")
    assert page.get_by_role("heading", name="Needs attention").is_visible()
    page.get_by_role("link", name="All runs").click()
    expect(page.get_by_role("cell", name="Recompute").first).to_be_visible()


def test_rows_with_errors_are_set_aside_corrected_and_loaded_again(at_site, tmp_path):
    page = at_site("operations")
    owner = "Dan Jump"
    upload(
        page,
        deals(
            tmp_path / "deals.csv",
            f"DAY-1,Harrow Biotech pilot,{owner},42000",
            "DAY-2,Fenwick Optics pilot,Nobody Known,38500",
            f"DAY-3,Osprey Research pilot,{owner},much",
        ),
    )
    assert "“Nobody Known” is not known as owner" in page.inner_text("main")
    assert "Not a number." in page.inner_text("main")
    assert page.get_by_role("button", name="Import 1, set 2 aside").is_visible()
    store(page)
    rejected = page.request.get(f"{page.url}rejected.csv").text()
    assert rejected.count("DAY-") == 2
    page.goto("/")
    assert "2 imported rows wait for a fix" in page.inner_text("main")

    corrected = tmp_path / "corrected.csv"
    deals(
        corrected,
        f"DAY-2,Fenwick Optics pilot,{owner},38500",
        f"DAY-3,Osprey Research pilot,{owner},46800",
    )
    upload(page, corrected)
    assert page.get_by_role("button", name="Import 2").is_visible()
    store(page)
    page.goto("/search/?q=osprey research pilot")
    page.get_by_role("link", name="Osprey Research pilot").click()
    expect(page.locator("main")).to_contain_text("$46,800")
    page.goto("/")
    assert "imported rows wait" not in page.inner_text("main")


def test_the_same_file_twice_changes_nothing(at_site, tmp_path):
    page = at_site("operations")
    path = deals(tmp_path / "twice.csv", "TWICE-1,Vale Polymers pilot,Dan Jump,29500")
    upload(page, path)
    store(page)
    upload(page, path)
    tile = page.locator(".tile", has_text="Unchanged")
    assert tile.locator(".fig").inner_text() == "1"


def test_a_recompute_is_followed_to_its_end(at_site):
    page = at_site("operations")
    page.goto("/runs/")
    page.get_by_role("button", name=re.compile(r"Recompute Q\d")).click()
    page.wait_for_url(re.compile(r"/runs/\d+/"))
    page.locator("#run > section:first-child .st", has_text="Done").wait_for(timeout=PATIENCE)
    assert page.locator("#run[hx-get]").count() == 0
    assert "Operations" in page.locator("#run .facts").inner_text()
