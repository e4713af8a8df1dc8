"""Runs: list, one, cancel."""

import pytest

import audit.services
import intake.core.target
import kpis.services
from audit.models import LogEntry, Run
from dashboards import run_words
from teams.services import people
from tests.dashboards.views.test_performance import page, text_of


@pytest.fixture
def waiting(dora):
    return audit.services.queue_run(kind="kpis.recompute", params={"start": "2026-01-01"}, by=dora)


@pytest.fixture
def failed(dora):
    run = audit.services.queue_run(kind="load", params={}, by=None)
    audit.services.claim(run)
    audit.services.beat(run, line="reading deals.csv")
    return audit.services.finish(run, state="failed", error="the disk is full")


def test_the_list_says_what_ran_and_how_it_went(dora_client, waiting, failed):
    said = text_of(page(dora_client, "/runs/"))
    assert "Recompute Waiting" in said
    assert "Import Failed" in said
    assert "Dora" in said


def test_the_list_is_sorted_without_loading_the_page_again(dora_client, waiting, failed):
    part = dora_client.get("/runs/?sort=queued_at", headers={"HX-Request": "true"})
    assert part.status_code == 200
    said = text_of(part)
    assert said.index("Recompute Waiting") < said.index("Import Failed")
    assert b"<html" not in part.content


def test_one_run_shows_its_log_and_what_went_wrong(dora_client, failed):
    said = text_of(page(dora_client, f"/runs/{failed.pk}/"))
    assert "reading deals.csv" in said
    assert "the disk is full" in said


def test_the_log_is_read_in_the_language_of_the_reader(dora, dora_client, failed):
    what = intake.core.target.TARGETS["opportunities"].label
    line = audit.services.told("%(what)s from %(file)s", what=what, file="d {1} 5%.csv")
    audit.services.beat(failed, line=f"{line}\n{line}")
    said = text_of(page(dora_client, f"/runs/{failed.pk}/"))
    assert said.count(f"{what} from d {{1}} 5%.csv") == 2
    assert "reading deals.csv" in said
    people.save_preferences(user=dora, language="fr")
    in_french = text_of(page(dora_client, f"/runs/{failed.pk}/"))
    assert in_french.count(" de d {1} 5%.csv") == 2
    assert what not in in_french


def test_an_open_run_asks_again_and_an_ended_one_does_not(dora_client, waiting, failed):
    again = b'hx-trigger="every 2s"'
    assert again in page(dora_client, f"/runs/{waiting.pk}/").content
    assert again not in page(dora_client, f"/runs/{failed.pk}/").content


def test_a_waiting_run_can_be_cancelled_and_it_is_logged(dora_client, dora, waiting):
    dora_client.post(f"/runs/{waiting.pk}/cancel/")
    waiting.refresh_from_db()
    assert waiting.state == Run.State.CANCELLED
    assert LogEntry.objects.get(act="cancel").by == dora


def test_its_pieces_are_cancelled_with_it(dora_client, waiting):
    part = audit.services.queue_run(kind="kpis.measures", params={}, parent=waiting)
    dora_client.post(f"/runs/{waiting.pk}/cancel/")
    part.refresh_from_db()
    assert part.state == Run.State.CANCELLED


def test_a_running_one_goes_on(dora_client, waiting):
    audit.services.claim(waiting)
    response = dora_client.post(f"/runs/{waiting.pk}/cancel/", follow=True)
    waiting.refresh_from_db()
    assert waiting.state == Run.State.RUNNING
    assert "It has already begun" in text_of(response)


def test_only_operations_and_administrators(
    bob_client, alice_client, erin_client, gina_client, waiting
):
    for client in (bob_client, alice_client, erin_client):
        assert client.get("/runs/").status_code == 403
        assert client.post("/runs/recompute/").status_code == 403
        assert client.post(f"/runs/{waiting.pk}/cancel/").status_code == 403
    assert gina_client.get("/runs/").status_code == 200


def test_a_recompute_is_asked_for_by_post(dora_client, waiting):
    assert dora_client.get("/runs/recompute/").status_code == 405


def test_a_recompute_waits_for_a_worker_and_its_page_opens(dora_client, dora, open_deals):
    response = dora_client.post("/runs/recompute/")
    run = Run.objects.get(parent=None)
    assert response["Location"] == f"/runs/{run.pk}/"
    assert (run.kind, run.state, run.by) == ("kpis.recompute", "queued", dora)
    assert run.parts.count() > 0


def test_a_recompute_that_still_waits_is_not_queued_again(dora_client, open_deals):
    first, second = (dora_client.post("/runs/recompute/")["Location"] for _ in range(2))
    assert first == second
    everything = dora_client.post("/runs/recompute/", {"all": "1"})["Location"]
    assert everything not in (first, second)
    assert dora_client.post("/runs/recompute/", {"all": "1"})["Location"] == everything
    Run.objects.filter(parent=None).update(state="running")
    assert dora_client.post("/runs/recompute/")["Location"] != first
    kpis.services.queue_recompute()
    kpis.services.queue_recompute()
    assert Run.objects.filter(parent=None).count() == 5


def test_days_without_anything_are_refused_with_the_reason(dora_client, open_deals):
    response = dora_client.post("/runs/recompute/?p=FY1999", follow=True)
    assert "There is nothing to compute in FY99." in text_of(response)
    assert not Run.objects.exists()


def test_an_unknown_run_is_404(dora_client):
    assert dora_client.get("/runs/999999/").status_code == 404
    assert dora_client.post("/runs/999999/cancel/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("load", {"Import"}),
        ("check", {"Check of an import"}),
        ("undo", {"Undo of an import"}),
        ("kpis.recompute", {"Recompute"}),
        ("nightly", {"Nightly recompute"}),
        ("foundations", {"Changed settings"}),
        ("edit", {"Change by hand"}),
        ("", {"Import", "Check of an import", "Undo of an import", "Recompute"}),
    ],
)
def test_kinds_are_asked_for_as_they_are_called(dora_client, waiting, failed, kind, said):
    audit.services.queue_run(kind="load", params={"dry_run": True})
    for other in ("undo", "foundations", "edit"):
        audit.services.queue_run(kind=other, params={})
    audit.services.queue_run(kind="kpis.recompute", params={"nightly": True})
    table = dora_client.get("/runs/", {"kind": kind}).context["table"]
    found = {run_words.name(row.record) for row in table.paginated_rows}
    assert said <= found
    assert not kind or found == said


def test_pages_keep_the_filter(dora_client, dora):
    for _n in range(51):
        audit.services.queue_run(kind="undo", params={}, by=dora)
    markup = page(dora_client, "/runs/", kind="undo").content.decode()
    assert "?kind=undo&amp;page=2" in markup
    assert "51–51 of 51" in page(dora_client, "/runs/", kind="undo", page=2).content.decode()
