"""The list of models: what is in force, who reads which, and how a plan begins."""

import pytest

from territories.models import TerritoryModel
from territories.services import plans
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


def test_without_any_model_one_is_offered(stated, dora_client):
    page = counted("territories:models empty", dora_client, "/territories/")
    assert "Start a plan from what the CRM states" in page.text
    assert "No plan is in force" in page.text


def test_a_draft_is_made_from_what_the_crm_states(stated, dora_client):
    page = dora_client.post("/territories/new/", {"name": "Now", "begins": "stated"}, follow=True)
    assert "Nobody covers South" in page.text
    assert TerritoryModel.objects.get().name == "Now"
    page = counted("territories:models operations", dora_client, "/territories/")
    assert "Now" in page.text


def test_a_name_that_is_taken_keeps_what_was_typed(stated, dora, dora_client):
    plans.create(by=dora, name="Now")
    page = dora_client.post("/territories/new/", {"name": "now", "begins": "empty"})
    assert "Choose another name" in page.text
    assert 'value="now"' in page.text


@pytest.mark.parametrize(
    ("person", "reads"),
    [("alice", False), ("erin", True), ("frank", True), ("gina", True)],
)
def test_drafts_are_for_those_who_see_everybody(stated, dora, request, sign_in, person, reads):
    model = plans.create(by=dora, name="Secret")
    client = sign_in(request.getfixturevalue(person))
    assert ("Secret" in client.get("/territories/").text) is reads
    assert client.get(f"/territories/{model.pk}/").status_code == (200 if reads else 404)


def test_a_rep_has_no_business_here(stated, bob_client):
    assert bob_client.get("/territories/").status_code == 403


@pytest.mark.parametrize("person", ["alice", "erin", "frank"])
def test_only_operators_make_models(stated, request, sign_in, person):
    client = sign_in(request.getfixturevalue(person))
    assert client.get("/territories/new/").status_code == 403
