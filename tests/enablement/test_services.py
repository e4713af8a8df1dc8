"""Every act adds a version; what was written stays."""

import threading
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from audit.models import LogEntry
from enablement import facts
from enablement.models import NoteVersion
from enablement.services import Content, close_note, correct_note, undo_note, write_note
from teams.services.refused import Refused
from tests.enablement.conftest import SAID
from tests.factories import teams as build


def said(thread):
    rows = NoteVersion.objects.filter(thread=thread).order_by("number")
    return [(row.number, row.text, row.state) for row in rows]


def test_a_managers_note_is_between_them_and_the_person(about_bob, cast):
    assert (about_bob.rep, about_bob.manager) == (cast["rep"].rep, cast["manager"].rep)
    assert (about_bob.number, about_bob.kpi, about_bob.by) == (1, "win_rate", cast["manager"])


def test_a_persons_own_note_goes_to_who_leads_them_today(access, cast, emea_north):
    bob = cast["rep"].rep
    note = write_note(access=access("rep"), rep_id=bob.pk, content=Content("I need help."))
    assert note.manager == cast["manager"].rep
    nearer = build.rep("Nearer")
    build.member(nearer, emea_north, leads=True)
    note = write_note(access=access("rep"), rep_id=bob.pk, content=Content("And more."))
    assert note.manager == nearer


def test_without_a_leader_only_the_person_takes_part(access, cast):
    charlie = cast["rep elsewhere"].rep
    note = write_note(access=access("rep elsewhere"), rep_id=charlie.pk, content=Content("Note"))
    assert note.manager is None


@pytest.mark.parametrize(
    "role", ["rep", "operations", "finance", "executive", "administrator"], ids=str
)
def test_others_do_not_write(access, cast, role):
    about = cast["rep elsewhere"].rep.pk
    with pytest.raises(Refused):
        write_note(access=access(role), rep_id=about, content=Content("Not mine to say"))
    assert not NoteVersion.objects.exists()


def test_a_manager_writes_only_about_whom_they_lead_today(access, cast, emea_north):
    with pytest.raises(Refused):
        write_note(
            access=access("manager"), rep_id=cast["rep elsewhere"].rep.pk, content=Content("No")
        )
    gone = build.rep("Gone")
    build.member(gone, emea_north, date(2024, 1, 1), date(2024, 6, 1))
    with pytest.raises(Refused):
        write_note(access=access("manager"), rep_id=gone.pk, content=Content("No"))


def test_a_correction_is_a_further_version(access, about_bob):
    changed = Content("Ask in the second call.", "win_rate", date(2026, 12, 1))
    by_bob = correct_note(access=access("rep"), thread=about_bob.thread, number=1, content=changed)
    assert (by_bob.number, by_bob.follow_up_on) == (2, date(2026, 12, 1))
    assert said(about_bob.thread) == [(1, SAID, "open"), (2, "Ask in the second call.", "open")]
    same = correct_note(access=access("rep"), thread=about_bob.thread, number=2, content=changed)
    assert same.number == 2


def test_nobody_writes_over_what_they_have_not_read(access, about_bob):
    correct_note(access=access("rep"), thread=about_bob.thread, number=1, content=Content("Mine"))
    with pytest.raises(Refused, match="changed this note since"):
        correct_note(
            access=access("manager"), thread=about_bob.thread, number=1, content=Content("Hers")
        )
    assert said(about_bob.thread)[-1][1] == "Mine"


def test_done_twice_is_once(access, about_bob):
    close_note(access=access("rep"), thread=about_bob.thread)
    close_note(access=access("manager"), thread=about_bob.thread)
    assert said(about_bob.thread) == [(1, SAID, "open"), (2, SAID, "done")]


def test_a_correction_leaves_done_what_is_done(access, about_bob):
    close_note(access=access("rep"), thread=about_bob.thread)
    correct_note(access=access("rep"), thread=about_bob.thread, number=2, content=Content("Better"))
    assert said(about_bob.thread)[-1] == (3, "Better", "done")


def test_undo_says_again_what_was_said_before(access, about_bob):
    thread = about_bob.thread
    close_note(access=access("manager"), thread=thread)
    undo_note(access=access("manager"), thread=thread)
    assert said(thread)[-1] == (3, SAID, "open")
    undo_note(access=access("manager"), thread=thread)
    assert said(thread)[-1] == (4, SAID, "done")


def test_a_new_note_is_taken_back_and_brought_back(access, about_bob):
    undo_note(access=access("manager"), thread=about_bob.thread)
    assert not facts.notes_about(access("rep"), about_bob.rep_id).exists()
    undo_note(access=access("manager"), thread=about_bob.thread)
    assert facts.notes_about(access("rep"), about_bob.rep_id).get().text == SAID


@pytest.mark.parametrize("act", [close_note, undo_note])
@pytest.mark.parametrize("role", ["rep elsewhere", "operations", "executive"])
def test_who_takes_no_part_changes_nothing(access, about_bob, act, role):
    with pytest.raises(Refused):
        act(access=access(role), thread=about_bob.thread)
    with pytest.raises(Refused):
        correct_note(access=access(role), thread=about_bob.thread, number=1, content=Content("No"))
    assert len(said(about_bob.thread)) == 1


def test_who_leads_them_no_more_reads_and_does_not_write(access, about_bob, cast):
    bob = cast["rep"].rep
    bob.memberships.update(valid=("2024-01-01", "2024-06-01"))
    assert facts.note(access("manager"), about_bob.thread)
    with pytest.raises(Refused):
        undo_note(access=access("manager"), thread=about_bob.thread)
    undo_note(access=access("rep"), thread=about_bob.thread)


def test_the_log_says_who_and_not_what(about_bob, cast):
    entry = LogEntry.objects.get(object_kind="enablement.noteversion")
    assert (entry.by, entry.act) == (cast["manager"], "write")
    assert SAID not in f"{entry.object_label}{entry.before}{entry.after}{entry.reason}"


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"number": 0}, {"number": 1}, {"manager": True}],
    ids=["no text", "before the first", "the same version", "with oneself"],
)
def test_the_database_refuses(about_bob, cast, wrong):
    values = {
        "thread": uuid4(),
        "number": 1,
        "rep": cast["rep"].rep,
        "by": cast["rep"],
        "text": "x",
    }
    if wrong == {"number": 1}:
        values["thread"] = about_bob.thread
    if "manager" in wrong:
        wrong = {"manager": cast["rep"].rep}
    with pytest.raises(IntegrityError), transaction.atomic():
        NoteVersion.objects.create(**values | wrong)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_refused(access, about_bob):
    """Both have read version 1."""
    ready, outcomes = threading.Barrier(2), []

    def correct(role):
        try:
            ready.wait(10)
            correct_note(
                access=access(role), thread=about_bob.thread, number=1, content=Content(role)
            )
            outcomes.append("saved")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    both = [threading.Thread(target=correct, args=[role]) for role in ("rep", "manager")]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert sorted(outcomes) == ["refused", "saved"]
    assert len(said(about_bob.thread)) == 2
