"""Planned figures, proposals, locks and gaps: what is stored, kept, and refused in words."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

import teams.facts
from audit.models import LogEntry
from planning.facts import lines as facts
from planning.models import LineChange
from planning.services import lines, plans
from planning.services.lines.proposing import Said
from teams.access import Access
from teams.services.refused import Refused
from tests.factories import planning as build

pytestmark = pytest.mark.django_db


def asked(dora, draft):
    plans.ask(by=dora, plan=draft, until=teams.facts.today() + timedelta(5))
    draft.refresh_from_db()
    return draft


def test_a_figure_is_stored_with_who_said_it_and_why(draft, dora):
    bob = build.line(draft, "Bob")
    lines.set_planned(by=dora, line=bob, amount=Decimal(500), why="A new region")
    lines.set_planned(by=dora, line=bob, amount=Decimal(600))
    bob.refresh_from_db()
    assert (bob.planned, bob.version) == (600, 3)
    said = [(one.before, one.after, one.why, one.by) for one in facts.changes(bob.pk)]
    assert said == [(500, 600, "", dora), (None, 500, "A new region", dora)]
    draft.refresh_from_db()
    assert draft.edits == 2 + 1, "the first goal was an edit, too"
    assert LogEntry.objects.filter(act="set planned").count() == 2


def test_the_same_figure_again_is_no_change(draft, dora):
    bob = build.line(draft, "Bob")
    for _twice in range(2):
        lines.set_planned(by=dora, line=bob, amount=Decimal(500))
    assert LineChange.objects.filter(line=bob).count() == 1


def test_what_is_left_over_is_the_line_less_those_below(draft, dora):
    build.figures(dora, draft, company="1000.01", EMEA="600", Americas="500.02", Bob="600")
    found = facts.cascade_of(draft, draft.goals.get())
    top = found.lines[0].row
    assert (top.below, top.unallocated) == (Decimal("1100.02"), Decimal("-100.01"))
    assert [one.name for one in found.lines] == [
        "",
        "Americas",
        "Charlie",
        "EMEA",
        "EMEA North",
        "Bob",
    ]
    assert found.of(build.line(draft, "EMEA North").pk).row.unallocated is None


def test_a_stale_version_is_refused_with_what_stands_there(draft, dora):
    bob = build.line(draft, "Bob")
    lines.set_planned(by=dora, line=bob, amount=Decimal(500), version=1)
    with pytest.raises(Refused, match="it says 500 now"):
        lines.set_planned(by=dora, line=bob, amount=Decimal(700), version=1)
    bob.refresh_from_db()
    assert bob.planned == 500


def test_a_goal_below_zero_is_refused_in_words(draft, dora):
    with pytest.raises(Refused, match="not negative"):
        lines.set_planned(by=dora, line=build.line(draft, "Bob"), amount=Decimal(-1))


def test_only_drafts_change(draft, dora):
    build.figures(dora, draft, company="1000")
    plans.submit(by=dora, plan=draft)
    with pytest.raises(Refused, match=r"in review\. Send it back first"):
        build.figures(dora, draft, company="2000")


def test_a_lock_needs_a_figure(draft, dora):
    bob = build.line(draft, "Bob")
    with pytest.raises(Refused, match="no figure to keep"):
        lines.lock(by=dora, line=bob)
    lines.set_planned(by=dora, line=bob, amount=Decimal(5))
    assert lines.lock(by=dora, line=bob).locked
    assert not lines.lock(by=dora, line=bob, on=False).locked


def test_a_manager_proposes_beside_the_plan(draft, dora, alice):
    build.figures(dora, draft, Bob="500")
    access, bob = Access(alice), build.line(draft, "Bob")
    with pytest.raises(Refused, match="does not ask for proposals"):
        lines.propose(by=alice, line=bob, amount=Decimal(400), why="Late start", access=access)
    asked(dora, draft)
    lines.propose(by=alice, line=bob, amount=Decimal(400), why="Late start", access=access)
    bob.refresh_from_db()
    assert (bob.planned, bob.proposed, bob.proposed_by) == (500, 400, alice)
    lines.propose(by=alice, line=bob, amount=None, access=access)
    bob.refresh_from_db()
    assert (bob.proposed, bob.proposed_why) == (None, "")


def test_a_proposal_without_reason_or_for_others_is_refused(draft, dora, alice):
    asked(dora, draft)
    access = Access(alice)
    with pytest.raises(Refused, match="Say why you propose 400 for Bob"):
        lines.propose(by=alice, line=build.line(draft, "Bob"), amount=Decimal(400), access=access)
    said = {build.line(draft, name).pk: Said(Decimal(4), "So") for name in ("Bob", "Charlie")}
    with pytest.raises(Refused, match="your own teams and people"):
        lines.propose_many(by=alice, plan=draft, said=said, access=access)
    assert not LineChange.objects.exists()


def test_proposals_end_with_their_day(draft, dora, alice):
    asked(dora, draft)
    type(draft).objects.update(proposals_by=date(2020, 1, 1))
    draft.refresh_from_db()
    with pytest.raises(Refused, match="is over"):
        lines.propose(by=alice, line=build.line(draft, "Bob"), amount=Decimal(4), why="So",
                      access=Access(alice))  # fmt: skip


@pytest.mark.parametrize(("way", "planned"), [("capacity", 500), ("accept", 500), ("target", 400)])
def test_three_ways_to_close_a_gap(draft, dora, way, planned):
    build.figures(dora, draft, Bob="500")
    bob = build.line(draft, "Bob")
    lines.propose(by=dora, line=bob, amount=Decimal(400), why="Late start")
    done = lines.close_gap(by=dora, line=bob, way=way, why="Agreed with Alice")
    assert (done.planned, done.closing, done.closing_why) == (planned, way, "Agreed with Alice")


def test_a_gap_that_is_none_or_without_reason_is_refused(draft, dora):
    build.figures(dora, draft, Bob="500")
    bob = build.line(draft, "Bob")
    with pytest.raises(Refused, match="There is no gap"):
        lines.close_gap(by=dora, line=bob, way="accept", why="So")
    lines.propose(by=dora, line=bob, amount=Decimal(400), why="Late start")
    with pytest.raises(Refused, match="Say why"):
        lines.close_gap(by=dora, line=bob, way="accept")
    with pytest.raises(Refused, match="one of the three"):
        lines.close_gap(by=dora, line=bob, way="hope", why="So")


def test_a_new_figure_opens_the_gap_again(draft, dora):
    build.figures(dora, draft, Bob="500")
    bob = build.line(draft, "Bob")
    lines.propose(by=dora, line=bob, amount=Decimal(400), why="Late start")
    lines.close_gap(by=dora, line=bob, way="accept", why="So be it")
    lines.set_planned(by=dora, line=bob, amount=Decimal(450))
    bob.refresh_from_db()
    assert bob.closing == ""
