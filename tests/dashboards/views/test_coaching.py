"""Coaching notes on a person's page, their list, and one note with its versions."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest

import teams.facts
from enablement import services
from enablement.models import NoteVersion
from enablement.services import Content
from teams.access import Access
from tests.dashboards.views.test_performance import page, text_of
from tests.query_counts import counted

LIST = "/coaching/"


@pytest.fixture
def about_bob(cast):
    content = Content("Ask for the budget.", "win_rate", teams.facts.today() - timedelta(3))
    bob = cast["rep"].rep.pk
    return services.write_note(access=Access(cast["manager"]), rep_id=bob, content=content)


def at(note, act=""):
    return f"/coaching/{note.thread}/{act}"


def form(note, **changes):
    said = {"text": note.text, "kpi": note.kpi, "follow_up_on": "", "number": note.number}
    return said | changes


def test_a_note_is_written_on_a_persons_page(alice_client, bob_client, cast):
    bob = cast["rep"].rep.pk
    person = page(alice_client, f"/performance/reps/{bob}/")
    assert "No notes yet." in text_of(person)
    assert f'href="/coaching/about/{bob}/"' in person.content.decode()
    written = alice_client.post(
        f"/coaching/about/{bob}/",
        {"text": " Ask for the budget. ", "kpi": "win_rate", "follow_up_on": "2026-01-02"},
    )
    row = NoteVersion.objects.get()
    assert (row.text, row.kpi, str(row.follow_up_on)) == (
        "Ask for the budget.",
        "win_rate",
        "2026-01-02",
    )
    assert written["Location"] == at(row)
    said = text_of(page(bob_client, "/me/"))
    assert "Coaching notes: 1 to follow up" in said
    assert "Ask for the budget." in said
    assert "Alice" in said


def test_a_rep_writes_to_their_manager(bob_client, alice_client, cast):
    bob = cast["rep"].rep.pk
    assert "for your manager" in text_of(page(bob_client, f"/coaching/about/{bob}/"))
    bob_client.post(f"/coaching/about/{bob}/", {"text": "I need help."})
    row = NoteVersion.objects.get()
    assert "I need help." in text_of(page(alice_client, at(row)))


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001], ids=["nothing", "blanks", "too long"])
def test_what_is_no_note_is_asked_again(alice_client, cast, text):
    answer = alice_client.post(f"/coaching/about/{cast['rep'].rep.pk}/", {"text": text})
    assert answer.status_code == 422
    assert not NoteVersion.objects.exists()


def test_only_known_figures(alice_client, cast):
    values = {"text": "Note", "kpi": "luck"}
    assert alice_client.post(f"/coaching/about/{cast['rep'].rep.pk}/", values).status_code == 422


def test_others_find_nothing(
    charlie_client, erin_client, frank_client, dora_client, about_bob, cast
):
    bob = about_bob.rep_id
    assert charlie_client.get(at(about_bob)).status_code == 404
    assert charlie_client.get(f"/coaching/about/{bob}/").status_code == 404
    for act in ("done/", "undo/"):
        assert charlie_client.post(at(about_bob, act)).status_code == 404
    assert charlie_client.post(at(about_bob), form(about_bob, text="Mine")).status_code == 404
    for client in (erin_client, frank_client):
        assert client.get(at(about_bob)).status_code == 403
        assert client.get(LIST).status_code == 403
        assert "budget" not in text_of(page(client, f"/performance/reps/{bob}/"))
    assert "Ask for the budget." not in text_of(page(charlie_client, LIST))
    said = page(dora_client, at(about_bob)).content.decode()
    assert "Ask for the budget." in said
    assert "Correct it" not in said
    assert dora_client.post(at(about_bob), form(about_bob, text="Ours")).status_code == 422
    assert NoteVersion.objects.count() == 1
    assert charlie_client.get(f"/coaching/{uuid4()}/").status_code == 404


def test_a_correction_keeps_what_was_said(alice_client, bob_client, about_bob):
    saved = bob_client.post(at(about_bob), form(about_bob, text="Ask in the second call."))
    assert saved.status_code == 302
    said = text_of(page(alice_client, at(about_bob)))
    assert "Ask in the second call." in said
    before = said.index("What it said before")
    assert said.index("Ask for the budget.", before) > before
    late = alice_client.post(at(about_bob), form(about_bob, text="Hers"))
    assert late.status_code == 422
    assert "Somebody else has changed this note" in text_of(late)
    assert "Hers" in late.content.decode()


def test_done_and_undone(alice_client, about_bob):
    assert "3 days overdue" in text_of(page(alice_client, LIST))
    alice_client.post(at(about_bob, "done/"))
    assert "Nothing to follow up" in text_of(page(alice_client, LIST))
    alice_client.post(at(about_bob, "undo/"))
    assert "Ask for the budget." in text_of(page(alice_client, LIST))
    assert alice_client.get(at(about_bob, "done/")).status_code == 405


def test_taken_back_and_brought_back(alice_client, bob_client, cast):
    bob = cast["rep"].rep.pk
    alice_client.post(f"/coaching/about/{bob}/", {"text": "Oh no."})
    row = NoteVersion.objects.get()
    alice_client.post(at(row, "undo/"))
    assert "Oh no." not in text_of(page(bob_client, "/me/"))
    said = text_of(page(alice_client, at(row)))
    assert "Taken back" in said
    assert "Correct it" not in said
    alice_client.post(at(row, "undo/"))
    assert "Oh no." in text_of(page(bob_client, "/me/"))


def test_the_list_is_exported_as_it_stands(alice_client, about_bob):
    answer = alice_client.get(LIST, {"export": "csv"})
    found = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [(row["Rep"], row["Note"], row["About"]) for row in found] == [
        ("Bob", "Ask for the budget.", "Win rate")
    ]
    assert "1 is due by today." in text_of(page(alice_client, LIST))
    assert "Nothing matches" in text_of(page(alice_client, LIST, q="charlie"))


def test_a_retired_figure_keeps_its_name(alice_client, about_bob):
    NoteVersion.objects.update(kpi="long_gone")
    assert "long_gone" in text_of(page(alice_client, at(about_bob)))
    assert "long_gone" in text_of(page(alice_client, f"/performance/reps/{about_bob.rep_id}/"))


def test_queries(alice_client, about_bob, cast):
    counted("dashboards:coaching manager", alice_client, LIST)
    counted("dashboards:coaching_note manager", alice_client, at(about_bob))
    for n in range(4):
        services.write_note(
            access=Access(cast["manager"]),
            rep_id=about_bob.rep_id,
            content=Content(f"Note {n}", "", teams.facts.today()),
        )
    counted("dashboards:coaching manager", alice_client, LIST)
