"""Who reads which note, and what is to be followed up."""

from datetime import date

import pytest

from enablement import facts
from enablement.services import Content, close_note, write_note
from teams.access import Access
from tests.factories import teams as build

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        ("rep", True),
        ("manager", True),
        ("operations", True),
        ("administrator", True),
        ("rep elsewhere", False),
        ("finance", False),
        ("executive", False),
    ],
)
def test_who_reads_a_note(access, about_bob, role, reads):
    someone = access(role)
    assert (facts.note(someone, about_bob.thread) is not None) == reads
    assert facts.notes_about(someone, about_bob.rep_id).exists() == reads
    assert facts.versions(someone, [about_bob.thread]).exists() == reads


def test_the_managers_manager_does_not_read_it(about_bob, emea, company):
    """Whoever leads above sees the numbers, not what the two say to each other."""
    above = build.user("Above", "manager")
    build.member(build.rep("Above", above), emea, leads=True)
    someone = Access(above)
    assert about_bob.rep_id in someone.rep_ids
    assert facts.note(someone, about_bob.thread) is None


def test_the_next_manager_does_not_read_it_and_the_last_one_does(access, about_bob, cast, americas):
    bob = cast["rep"].rep
    bob.memberships.update(valid=("2024-01-01", "2026-01-01"))
    build.member(bob, americas, date(2026, 1, 1))
    after = build.user("After", "manager")
    build.member(build.rep("After", after), americas, leads=True)
    assert bob.pk in Access(after).rep_ids
    assert facts.note(Access(after), about_bob.thread) is None
    assert facts.note(access("manager"), about_bob.thread)


def test_follow_ups_are_open_have_a_day_and_are_of_ones_people_today(access, cast):
    bob = cast["rep"].rep

    def put(text, day):
        content = Content(text, follow_up_on=day)
        return write_note(access=access("manager"), rep_id=bob.pk, content=content)

    late, soon, ready = put("late", DAY), put("soon", date(2026, 7, 1)), put("ready", DAY)
    put("no day", None)
    close_note(access=access("manager"), thread=ready.thread)
    for role in ("manager", "rep", "operations"):
        assert [row.pk for row in facts.to_follow_up(access(role))] == [late.pk, soon.pk]
        assert facts.due(access(role), DAY) == 1
    assert not facts.to_follow_up(access("rep elsewhere"))
    bob.memberships.update(valid=("2024-01-01", "2024-06-01"))
    assert not facts.to_follow_up(access("manager"))
    assert facts.due(access("rep"), date(2026, 12, 1)) == 2


def test_open_notes_stand_first_the_earliest_due_at_the_top(access, cast):
    bob = cast["rep"].rep
    days = {"done": DAY, "first": None, "last": None, "later": date(2026, 8, 1), "due": DAY}
    for text, day in days.items():
        content = Content(text, follow_up_on=day)
        row = write_note(access=access("manager"), rep_id=bob.pk, content=content)
        if text == "done":
            close_note(access=access("rep"), thread=row.thread)
    found = [row.text for row in facts.notes_about(access("rep"), bob.pk)]
    assert found == ["due", "later", "last", "first", "done"]


def test_words_are_looked_for_in_notes_and_names(access, about_bob):
    rows = facts.notes_about(access("rep"), about_bob.rep_id)
    assert facts.mentioning(rows, "BUDGET bob").exists()
    assert not facts.mentioning(rows, "budget alice").exists()
