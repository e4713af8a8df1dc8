"""Finance's day: what was booked, the rows behind it as a file, and what is not theirs to run."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def test_the_rows_behind_what_was_booked_add_up_in_the_file(at_site, tmp_path: Path):
    page = at_site("finance")
    page.goto("/explain/won_value/?scope=company")
    said = page.locator("main").inner_text()
    with page.expect_download() as download:
        page.locator("a[href*='export=csv']").first.dispatch_event("click")
    path = tmp_path / "booked.csv"
    download.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    total = sum(Decimal(row["Amount"]) for row in rows)
    assert total > 0
    assert f"${total:,.0f}" in said or f"${total:,.2f}" in said


def test_everyone_s_deals_are_seen_and_nothing_is_run(at_site):
    page = at_site("finance")
    page.goto("/reps/")
    page.locator("#list tbody a").first.click()
    page.wait_for_url(re.compile("/performance/reps/"))
    for path in ("/imports/", "/runs/", "/company/"):
        assert page.request.get(path).status == 403
