"""Large files are checked and stored by a worker, told of on the way, and may be stopped."""

import json
from datetime import timedelta

import pytest
from django.core import serializers

import audit.facts
import audit.services
from teams.services.refused import Refused
from territories import tasks
from territories.models import ImportRows, PlannedTerritory
from territories.services import bulk
from territories.services.bulk import journal, running
from territories.services.bulk import rows as stored_rows
from tests.territories.services.test_bulk import (
    START,
    checked,
    counts,
    draft,
    exported,
    plan,
    stored,
)

__all__ = ["draft", "plan"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def large(monkeypatch):
    """Every file is one for a worker."""
    monkeypatch.setattr(running, "AT_ONCE", 0)


@pytest.fixture
def renamed(plan, dora, large):
    """The check of a file that renames a territory, waiting."""
    rows = exported(plan, "territories")
    rows[0]["name"] = "Renamed"
    return checked(plan, dora, rows)


def test_a_large_file_is_checked_and_stored_by_a_worker(plan, dora, renamed):
    assert (renamed.state, renamed.total) == ("queued", 2)
    running.work(renamed)
    assert (renamed.state, counts(renamed)) == ("done", (0, 1, 1, 0))
    run = bulk.store(by=dora, model_id=plan.pk, check_id=renamed.pk)
    assert (run.state, run.total) == ("queued", 1)
    with pytest.raises(Refused, match="stored already"):
        bulk.store(by=dora, model_id=plan.pk, check_id=renamed.pk)
    running.work(run)
    assert (run.state, counts(run)) == ("done", (0, 1, 0, 0))
    assert PlannedTerritory.objects.filter(name="Renamed").exists()
    undo = bulk.undo(by=dora, model_id=plan.pk, run_id=run.pk)
    assert (undo.state, undo.total) == ("queued", 1)
    assert bulk.undo(by=dora, model_id=plan.pk, run_id=run.pk) == undo
    running.work(undo)
    assert (undo.state, audit.facts.run(run.pk).state) == ("done", "undone")
    assert not PlannedTerritory.objects.filter(name="Renamed").exists()
    with pytest.raises(Refused, match="undone already"):
        bulk.undo(by=dora, model_id=plan.pk, run_id=run.pk)


def test_an_undo_that_is_stopped_leaves_all_as_the_import_left_it(plan, dora, renamed, monkeypatch):
    running.work(renamed)
    run = bulk.store(by=dora, model_id=plan.pk, check_id=renamed.pk)
    running.work(run)
    undo = bulk.undo(by=dora, model_id=plan.pk, run_id=run.pk)
    put_back = journal.put_back

    def meanwhile(*args):
        for done in put_back(*args):
            audit.services.stop(undo)
            yield done

    monkeypatch.setattr(journal, "put_back", meanwhile)
    running.work(undo)
    assert (audit.facts.run(undo.pk).state, audit.facts.run(run.pk).state) == ("cancelled", "done")
    assert PlannedTerritory.objects.filter(name="Renamed").exists()
    monkeypatch.setattr(journal, "put_back", put_back)
    running.work(bulk.undo(by=dora, model_id=plan.pk, run_id=run.pk))
    assert not PlannedTerritory.objects.filter(name="Renamed").exists()


def test_work_that_is_stopped_stores_nothing_and_may_begin_again(plan, dora, renamed, monkeypatch):
    running.work(renamed)
    run = bulk.store(by=dora, model_id=plan.pk, check_id=renamed.pk)
    stored_ = running._store

    def meanwhile(*args):
        stored_(*args)
        audit.services.stop(run)

    monkeypatch.setattr(running, "_store", meanwhile)
    running.work(run)
    assert audit.facts.run(run.pk).state == "cancelled"
    assert not PlannedTerritory.objects.filter(name="Renamed").exists()
    monkeypatch.setattr(running, "_store", stored_)
    again = bulk.store(by=dora, model_id=plan.pk, check_id=renamed.pk)
    running.work(again)
    assert again.state == "done"


def test_a_check_that_is_stopped_while_it_reads_ends(renamed, monkeypatch):
    monkeypatch.setattr(running, "ASK", 1)
    judge = running.judge

    def meanwhile(*args):
        audit.services.stop(renamed)
        return judge(*args)

    monkeypatch.setattr(running, "judge", meanwhile)
    running.work(renamed)
    assert renamed.state == "cancelled"
    assert not ImportRows.objects.filter(run=renamed).exists()


def test_what_a_worker_refuses_stands_with_the_run_in_the_language_of_who_asked(
    plan, dora, renamed
):
    type(dora).objects.filter(pk=dora.pk).update(language="fr")
    type(plan).objects.update(state="in_review", starts_on=START)
    tasks.import_rows(renamed.pk)
    run = audit.facts.run(renamed.pk)
    assert run.state == "failed"
    assert "relecture" in run.result["refused"]
    tasks.import_rows(renamed.pk)
    assert audit.facts.run(renamed.pk).state == "failed"


def test_an_older_journal_is_put_back(plan, dora):
    """The images of names and locks are those of Django's serializer."""
    for kind in stored_rows.COLUMNS:
        stored_ = kind.objects.all()
        told = {
            (one["model"], one["pk"]): one["fields"]
            for one in json.loads(serializers.serialize("json", stored_))
        }
        assert told
        assert dict(stored_rows.images(kind, stored_)) == told


def test_names_and_locks_come_back_as_they_were(plan, dora):
    before = [list(kind.objects.values()) for kind in stored_rows.COLUMNS]
    lines = exported(plan, "accounts")
    for line in lines:
        line |= {"named": "", "why": "", "lock": "", "lock_reason": ""}
    run = stored(plan, dora, lines)
    assert not any(kind.objects.exists() for kind in stored_rows.COLUMNS)
    bulk.undo(by=dora, model_id=plan.pk, run_id=run.pk)
    after = [list(kind.objects.values()) for kind in stored_rows.COLUMNS]
    for one, other in zip(before, after, strict=True):
        for row, back in zip(one, other, strict=True):
            at = row.pop("at", None)
            assert at is None or abs(at - back.pop("at")) < timedelta(milliseconds=1)
            assert row == back
