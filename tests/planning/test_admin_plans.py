"""Plans and lines in the administration are there to be read."""

import pytest

from tests.factories import planning as build

pytestmark = pytest.mark.django_db


def test_plans_and_lines_are_listed_with_what_happened(draft, dora, dora_client):
    build.figures(dora, draft, Bob="500")
    assert "Quotas 2027" in dora_client.get("/admin/planning/quotaplan/").text
    assert "Bob" in dora_client.get("/admin/planning/quotaline/").text
    page = dora_client.get(f"/admin/planning/quotaline/{build.line(draft, 'Bob').pk}/change/")
    assert "500" in page.text
    assert 'name="_save"' not in page.text
    page = dora_client.get(f"/admin/planning/quotaplan/{draft.pk}/change/")
    assert page.status_code == 200
    assert dora_client.get("/admin/planning/quotaplan/add/").status_code == 403
