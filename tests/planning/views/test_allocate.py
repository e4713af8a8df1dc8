"""The page that shares a figure out: preview, ranking, applying and taking back."""

import pytest

from tests.factories import planning as build
from tests.planning.results import won_before
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def where(draft, dora, bob, charlie):
    won_before(bob.rep, 300, 200, 200)
    won_before(charlie.rep, 100, 50, 40)
    build.figures(dora, draft, company="1000")
    return f"/quotas/{draft.pk}/allocate/{build.line(draft).pk}/"


def test_the_preview_stands_beside_the_methods_ranked(where, dora_client):
    page = counted("planning:allocate operations", dora_client, where)
    assert "750" in page.text
    assert "10.0%" in page.text
    assert "The potential is unknown." in page.text


def test_a_change_brings_the_preview_alone(where, dora_client):
    said = {"method": "equal"}
    page = dora_client.get(where, said, headers={"HX-Request": "true"})
    assert "Equal parts" in page.text
    assert "<html" not in page.text


def test_it_is_applied_and_taken_back(where, draft, dora_client):
    draft.refresh_from_db()
    said = {"method": "equal", "mix": "50", "padding": "", "edits": draft.edits}
    page = dora_client.post(where, said, follow=True)
    assert "The figures are allocated." in page.text
    assert build.line(draft, "EMEA").planned == 500
    assert "Take the last one back" in dora_client.get(where).text
    page = dora_client.post(where + "back/", follow=True)
    assert "as they were before" in page.text
    assert build.line(draft, "EMEA").planned is None


def test_an_old_preview_is_refused_and_shown_anew(where, draft, dora_client):
    said = {"method": "equal", "mix": "50", "edits": 0}
    assert "Look at the preview again" in dora_client.post(where, said).text
    assert build.line(draft, "EMEA").planned is None


def test_a_person_has_nobody_to_share_with(where, draft, dora_client):
    bob = build.line(draft, "Bob")
    assert dora_client.get(f"/quotas/{draft.pk}/allocate/{bob.pk}/").status_code == 404
