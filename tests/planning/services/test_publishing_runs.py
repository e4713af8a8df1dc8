"""A plan of many people is published by a worker."""

import pytest

from planning.models import Publication
from planning.services import publishing_runs
from tests.factories import publishing as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(company, bob, monkeypatch):
    monkeypatch.setattr(publishing_runs, "MANY", 1)
    made = make.plan("FY2026")
    make.rep_line(make.goal(made), bob.rep, 1200000)
    return made


def test_asked_once_and_worked_once(plan, dora):
    run = publishing_runs.ask(plan, dora, "")
    assert publishing_runs.ask(plan, dora, "") == run
    publishing_runs.work(run)
    publishing_runs.work(run)
    run.refresh_from_db()
    assert (run.state, run.result["letters"]) == ("done", 1)
    assert Publication.objects.get().by == dora


def test_the_page_leads_to_the_run_and_to_the_letters(plan, dora_client):
    sent = dora_client.post(f"/quotas/{plan.pk}/publish/", {"reason": ""})
    assert "The plan is being published" in dora_client.get(sent.url).text
    run = publishing_runs.ask(plan, None, "")
    publishing_runs.work(run)
    done = dora_client.get(sent.url)
    assert done.url == f"/quotas/{plan.pk}/letters/"


def test_what_is_refused_is_said(plan, dora, dora_client):
    run = publishing_runs.ask(plan, dora, "")
    plan.state = "draft"
    plan.save()
    publishing_runs.work(run)
    text = dora_client.get(f"/quotas/{plan.pk}/publish/{run.pk}/").text
    assert "Only an approved plan is published." in text
