"""The page of import and export: a file out, a look at what it would change, and back."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import audit.facts
import audit.services
from territories import tasks
from territories.models import PlannedTerritory, TerritoryModel
from territories.services import editing
from territories.services.bulk import running
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(dora):
    model = TerritoryModel.objects.create(name="Plan 2027", by=dora)
    editing.create_territory(by=dora, model_id=model.pk, name="North")
    editing.create_territory(by=dora, model_id=model.pk, name="=South")
    return model


def url(name, *args):
    return reverse(f"territories:{name}", args=args)


def text(response):
    return response.content.decode()


def exported(client, draft, sheet="territories"):
    answer = client.get(url("bulk_file", draft.pk, "csv"), {"sheet": sheet})
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def uploaded(client, draft, rows, name="plan.csv"):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    file = SimpleUploadedFile(name, out.getvalue().encode())
    return client.post(url("bulk", draft.pk), {"file": file}, follow=True)


def test_it_works(dora_client, draft):
    rows = exported(dora_client, draft)
    rows[0]["name"] = "North and isles"
    rows[1]["target"] = "much"
    page = uploaded(dora_client, draft, rows)
    body = text(page)
    assert "North and isles" in body
    assert "“much” is no number." in body
    assert "Store 1 row, leave 1 out" in body
    check = page.request["PATH_INFO"].rstrip("/").rsplit("/", 1)[1]
    done = dora_client.post(url("bulk_store", draft.pk, check), follow=True)
    assert "1 row is stored." in text(done)
    assert PlannedTerritory.objects.filter(name="North and isles").exists()
    again = dora_client.post(url("bulk_store", draft.pk, check), follow=True)
    assert "stored already" in text(again)
    run = done.context["imports"][0]["run"]
    undone = dora_client.post(url("bulk_undo", draft.pk, run.pk), follow=True)
    assert "as they were before" in text(undone)
    assert PlannedTerritory.objects.filter(name="North").exists()


def test_a_file_that_comes_back_changes_nothing(dora_client, draft):
    rows = exported(dora_client, draft)
    assert rows[0]["name"] == "'=South"
    body = text(uploaded(dora_client, draft, rows))
    assert "The file changes nothing." in body
    assert "btn-primary" not in body


def test_a_workbook_holds_every_sheet(dora_client, draft):
    answer = dora_client.get(url("bulk_file", draft.pk, "xlsx"))
    content = b"".join(answer.streaming_content)
    file = SimpleUploadedFile("plan.xlsx", content)
    page = dora_client.post(url("bulk", draft.pk), {"file": file}, follow=True)
    assert "The file changes nothing." in text(page)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.csv", b"a,b\n1,2\n", "must hold the heads of an export"),
        ("plan.pdf", b"a,b\n1,2\n", "pdf"),
    ],
)
def test_a_wrong_file_is_refused_at_the_field(dora_client, draft, name, content, says):
    file = SimpleUploadedFile(name, content)
    assert says in text(dora_client.post(url("bulk", draft.pk), {"file": file}))


def test_a_model_that_is_no_draft_is_only_exported(dora_client, draft):
    TerritoryModel.objects.update(state="in_review", starts_on=date(2027, 1, 1))
    body = text(dora_client.get(url("bulk", draft.pk)))
    assert "Only a draft takes an import" in body
    assert 'type="file"' not in body
    assert exported(dora_client, draft)


def test_what_is_not_there_is_not_found(dora_client, draft):
    other = TerritoryModel.objects.create(name="Other")
    rows = exported(dora_client, draft)
    rows[0]["country"] = "Norway"
    page = uploaded(dora_client, draft, rows)
    check = page.request["PATH_INFO"].rstrip("/").rsplit("/", 1)[1]
    assert dora_client.get(url("bulk_check", other.pk, check)).status_code == 404
    assert dora_client.get(url("bulk_file", draft.pk, "csv")).status_code == 404
    gone = dora_client.post(url("bulk_store", other.pk, check), follow=True)
    assert "This check is gone" in text(gone)
    gone = dora_client.post(url("bulk_undo", draft.pk, check), follow=True)
    assert "There is no such import" in text(gone)


def test_how_much_the_page_asks(dora_client, draft):
    counted("territories:bulk operations", dora_client, url("bulk", draft.pk))


def test_a_large_file_is_waited_for_on_a_page_that_leads_on(dora_client, draft, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 0)
    rows = exported(dora_client, draft)
    rows[0]["name"] = "Renamed"
    page = uploaded(dora_client, draft, rows)
    address = page.request["PATH_INFO"]
    assert "Waiting for a worker" in text(page)
    check = audit.facts.run(page.context["run"].pk)
    assert dora_client.get(url("bulk_check", draft.pk, check.pk))["Location"] == address
    running.work(check)
    there = url("bulk_check", draft.pk, check.pk)
    assert dora_client.get(address)["Location"] == there
    assert dora_client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == there
    page = dora_client.post(url("bulk_store", draft.pk, check.pk), follow=True)
    assert "Stop, change nothing" in text(page)
    run = audit.facts.run(page.context["run"].pk)
    assert page.request["PATH_INFO"] in text(dora_client.get(url("bulk", draft.pk)))
    running.work(run)
    done = dora_client.get(page.request["PATH_INFO"], follow=True)
    assert "1 row is stored." in text(done)
    page = dora_client.post(url("bulk_undo", draft.pk, run.pk), follow=True)
    undo = audit.facts.run(page.context["run"].pk)
    again = dora_client.post(url("bulk_undo", draft.pk, run.pk), follow=True)
    assert again.context["run"] == undo
    audit.services.beat(undo, progress=1)
    type(undo).objects.filter(pk=undo.pk).update(state="running")
    address = page.request["PATH_INFO"]
    assert "1 of 1 rows put back" in text(dora_client.get(address))
    type(undo).objects.filter(pk=undo.pk).update(state="queued")
    tasks.import_rows(undo.pk)
    assert "as they were before" in text(dora_client.get(address, follow=True))
    assert not PlannedTerritory.objects.filter(name="Renamed").exists()


def test_work_on_a_file_is_stopped(dora_client, draft, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 0)
    page = uploaded(dora_client, draft, exported(dora_client, draft))
    run = page.context["run"]
    page = dora_client.post(url("bulk_stop", draft.pk, run.pk), follow=True)
    assert "Stopped. Nothing was changed." in text(page)


def test_what_a_worker_refused_is_said(dora_client, draft, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 0)
    page = uploaded(dora_client, draft, exported(dora_client, draft))
    TerritoryModel.objects.update(state="in_review", starts_on=date(2027, 1, 1))
    tasks.import_rows(page.context["run"].pk)
    assert "Send it back first" in text(dora_client.get(page.request["PATH_INFO"]))


def test_how_far_a_run_is(dora_client, draft, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 0)
    run = uploaded(dora_client, draft, exported(dora_client, draft)).context["run"]
    address = url("bulk_progress", draft.pk, run.pk)
    assert audit.services.claim(run)
    audit.services.beat(run, progress=1, line="judging")
    assert "1 of 2 rows read" in text(dora_client.get(address))
    audit.services.beat(run, progress=2, line="storing")
    assert "Trying to store rows" in text(
        counted("territories:bulk_progress operations", dora_client, address)
    )
