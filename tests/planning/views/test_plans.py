"""The list of quota plans, and how a new one begins."""

import pytest

from planning.models import QuotaPlan
from tests.factories import planning as build
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


def test_without_any_it_says_how_to_begin(company, dora_client):
    page = counted("planning:plans empty", dora_client, "/quotas/")
    assert "No quota plan yet" in page.text
    assert "/quotas/new/?begins=last" in page.text


def test_the_list_says_state_and_year(draft, dora_client):
    page = counted("planning:plans operations", dora_client, "/quotas/")
    assert "Quotas 2027" in page.text
    assert "FY2027" in page.text
    assert "Draft" in page.text


def test_drafts_are_not_for_managers_before_they_are_asked(draft, dora, alice_client):
    assert "Quotas 2027" not in alice_client.get("/quotas/").text
    assert alice_client.get(f"/quotas/{draft.pk}/").status_code == 404
    QuotaPlan.objects.update(proposals_by="2099-01-01")
    assert "Quotas 2027" in alice_client.get("/quotas/").text
    assert alice_client.get(f"/quotas/{draft.pk}/").status_code == 200


def new(client, **changes):
    said = {"name": "Next", "year": "FY2027", "begins": "empty", "rests_on": "teams"}
    return client.post("/quotas/new/", said | changes, follow=True)


def test_a_plan_begins_with_nothing(alice, bob, dora_client):
    page = new(dora_client)
    assert "The draft is made." in page.text
    assert QuotaPlan.objects.get().goals.get().lines.count() == 4


def test_a_plan_begins_as_a_copy(draft, dora, dora_client):
    build.figures(dora, draft, Bob="500")
    new(dora_client, begins=str(draft.pk))
    assert build.line(QuotaPlan.objects.get(name="Next"), "Bob").planned == 500


def test_what_is_in_the_way_is_said(draft, dora_client):
    assert "Nobody had a quota" in new(dora_client, begins="last").text
    assert "Choose another name" in new(dora_client, name="Quotas 2027").text
    assert QuotaPlan.objects.count() == 1


def test_a_published_plan_stands_above(draft, dora_client):
    QuotaPlan.objects.update(state="active", days="[2026-01-01,2027-01-01)",
                             active="[2026-01-01,2027-01-01)")  # fmt: skip
    assert "“Quotas 2027” is published for FY2026" in dora_client.get("/quotas/").text
