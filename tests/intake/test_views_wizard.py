"""The four steps in the browser's words: upload, match, check, import; then undo and download."""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from crm import facts as crm
from intake.facts.loads import loads
from intake.services import load_path, wizard
from teams import facts as people
from tests.intake.write import DEALS, OWNERS, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(dora, sign_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))
    return sign_in(dora)


def upload(client, path: Path, **given):
    file = SimpleUploadedFile(path.name, path.read_bytes())
    response = client.post(reverse("intake:new"), {"file": file, "target": "", **given})
    assert response.status_code == 302, response.context["form"].errors
    return loads().exclude(folder="").latest("pk")


def post_match(client, load, **changes):
    """Sends the match page as it stands, with some fields changed."""
    page = client.get(reverse("intake:match", args=[load.pk]))
    assert page.status_code == 200
    form = {}
    for entry, _place in page.context["entries"]:
        for column in entry.columns:
            form[column.name] = column.chosen
    return client.post(reverse("intake:match", args=[load.pk]), form | changes)


def work(load):
    assert wizard.work(load.pk)
    load.refresh_from_db()
    return load


def test_upload_match_check_store_and_undo(client, tmp_path):
    load = upload(client, write_csv(tmp_path / "deals.csv", DEALS))
    assert post_match(client, load).status_code == 302
    work(load)
    assert load.state == "checked"
    assert not crm.opportunities().exists()
    page = client.get(reverse("intake:check", args=[load.pk]))
    assert b"Import 3" in page.content
    client.post(reverse("intake:check", args=[load.pk]), {"store": "1"})
    work(load)
    assert (load.state, crm.opportunities().count()) == ("done", 3)
    done = client.get(reverse("intake:done", args=[load.pk]))
    assert done.status_code == 200
    assert b"3 rows saved" in done.content
    client.post(reverse("intake:undo", args=[load.pk]))
    load.refresh_from_db()
    assert (load.state, crm.opportunities().count()) == ("undone", 0)


def test_undo_keeps_how_long_it_took_and_turns_the_freshness_back(client, tmp_path):
    before = people.company().data_as_of
    load = upload(client, write_csv(tmp_path / "deals.csv", DEALS))
    post_match(client, load)
    work(load)
    client.post(reverse("intake:check", args=[load.pk]), {"store": "1"})
    work(load)
    assert people.company().data_as_of > before
    ended = load.run.finished_at
    client.post(reverse("intake:undo", args=[load.pk]))
    load.run.refresh_from_db()
    assert (load.run.state, load.run.finished_at) == ("undone", ended)
    assert people.company().data_as_of == before


def test_day_first_or_month_first_is_asked_and_the_answer_is_used(client, tmp_path):
    rows = [row | {"close_date": "03/08/2026"} for row in DEALS]
    load = upload(client, write_csv(tmp_path / "deals.csv", rows))
    post_match(client, load)
    page = client.get(reverse("intake:match", args=[load.pk]))
    assert b"Day first or month first?" in page.content
    post_match(client, load, **{"d-0-close_date": "dmy"})
    work(load)
    client.post(reverse("intake:check", args=[load.pk]), {"store": "1"})
    work(load)
    assert str(crm.opportunities().first().close_date) == "2026-08-03"


def test_a_file_that_is_not_recognised_is_matched_in_the_words_of_the_page(client, tmp_path):
    load = upload(client, write_csv(tmp_path / "a.csv", [{"Nr": "7", "Wer": "BOB"}]))
    address = reverse("intake:match", args=[load.pk])
    page = client.get(address)
    assert page.context["lede"] == "a.csv"
    assert b'value="opportunities" selected' in page.content
    client.post(address, {"choose": "0:", "t-0": "opportunities"})
    assert b"Deals needs the field Deal ID." in client.get(address).content


def test_problems_are_fixed_by_kind_and_by_row(client, tmp_path):
    rows = [
        DEALS[0] | {"owner": "t.abara@example.com"},
        DEALS[1] | {"close_date": "2026-06-31"},
        DEALS[2] | {"owner": "t.abara@example.com"},
    ]
    load = upload(client, write_csv(tmp_path / "deals.csv", rows))
    post_match(client, load)
    work(load)
    check = reverse("intake:check", args=[load.pk])
    page = client.get(check)
    assert b"2 rows" in page.content
    assert b"June has 30 days." in page.content
    client.post(check, {"fix": "0", "meant-0": "BOB"})
    work(load)
    issue = load.issues.get(kind="month_length")
    client.post(check, {f"fix-{issue.pk}": "2026-06-30", "patch": "1"})
    work(load)
    assert load.check_result["set_aside"] == 0
    client.post(check, {"store": "1"})
    work(load)
    owners = crm.opportunities().values_list("external_id", "owner__external_id")
    assert dict(owners) == {"OPP-1": "BOB", "OPP-2": "BOB", "OPP-3": "BOB"}


def test_set_aside_rows_can_be_downloaded_corrected_and_loaded_again(client, tmp_path):
    rows = [DEALS[0] | {"amount": "-12000"}, DEALS[1]]
    document = load_path(write_csv(tmp_path / "deals.csv", rows))
    answer = client.get(reverse("intake:rejected", args=[document["load"]]))
    assert 'filename="deals-set-aside-' in answer["Content-Disposition"]
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert "Must not be negative" in row["Salesops problem"]
    assert row["Salesops row"] == "2"
    again = tmp_path / "corrected.csv"
    again.write_text(text.replace("'-12000", "12000"), encoding="utf-8")
    (line,) = load_path(again)["files"]
    assert (line["created"], line["rejected"]) == (1, 0)
    assert crm.opportunities().get(external_id="OPP-1").amount == 12000


def test_a_match_is_remembered_for_the_same_columns(client, tmp_path):
    rows = [{"Nr": "7", "Wer": "BOB", "Wo": "Propose", "Wann": "2026-02-01", "x": "1"}]
    load = upload(client, write_csv(tmp_path / "a.csv", rows), target="opportunities")
    chosen = {"c-0-0": "external_id", "c-0-1": "owner", "c-0-2": "stage", "c-0-3": "created_on"}
    client.post(reverse("intake:match", args=[load.pk]), {"choose": "0:opportunities"})
    client.post(
        reverse("intake:match", args=[load.pk]), chosen | {"remember": "1", "remember_as": "Mine"}
    )
    work(load)
    assert load.check_result["created"] == 1
    again = upload(client, write_csv(tmp_path / "b.csv", rows))
    (entry,) = wizard.mapping_of(again).entries
    assert set(entry.columns) == {"external_id", "owner", "stage", "created_on"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x00\x01" * 50, "not text"),
        (b"PK\x03\x04nothing", "damaged"),
        (b"a," * 3000 + b"\n", "columns"),
    ],
)
def test_files_that_cannot_be_read_are_refused_with_the_reason(client, content, words):
    file = SimpleUploadedFile("x.csv", content)
    answer = client.post(reverse("intake:new"), {"file": file})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not loads().exclude(folder="").exists()


def test_a_file_over_the_limit_is_refused(client, settings, tmp_path):
    settings.UPLOAD_LIMIT_BYTES = 10
    file = SimpleUploadedFile("x.csv", b"a,b\n" * 100)
    answer = client.post(reverse("intake:new"), {"file": file})
    assert answer.status_code == 422


def test_names_with_scripts_are_shown_as_text(client, tmp_path):
    evil = "<script>alert(1)</script>"
    rows = [DEALS[0] | {"owner": evil, "name": evil}]
    path = write_csv(tmp_path / "deals.csv", rows)
    load = upload(client, path)
    page = client.get(reverse("intake:match", args=[load.pk])).content.decode()
    assert evil not in page
    post_match(client, load)
    work(load)
    assert evil not in client.get(reverse("intake:check", args=[load.pk])).content.decode()


def test_a_stopped_load_says_that_nothing_was_saved(client, tmp_path):
    load = upload(client, write_csv(tmp_path / "deals.csv", DEALS))
    post_match(client, load)
    load.refresh_from_db()
    run = load.run
    run.state, run.started_at, run.heartbeat_at = (
        "running",
        "2026-01-01T00:00Z",
        "2026-01-01T00:00Z",
    )
    run.save()
    page = client.get(reverse("intake:run", args=[load.pk]))
    assert b"Nothing was saved" in page.content
    assert client.get(reverse("intake:list")).status_code == 200
    page = client.get(reverse("intake:check", args=[load.pk]))
    assert page.status_code == 302


def test_templates_hold_our_columns(client):
    for target in ("opportunities", "quotas"):
        answer = client.get(reverse("intake:template", args=[target]))
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert text.startswith(("external_id", "rep"))
    assert client.get(reverse("intake:template", args=["nope"])).status_code == 404


@pytest.mark.parametrize("who", ["alice", "bob", "erin", "frank"])
def test_only_operations_and_administrators(who, request, sign_in, company):
    client = sign_in(request.getfixturevalue(who))
    for name in ("intake:list", "intake:new"):
        assert client.get(reverse(name)).status_code == 403
