"""Accepted moves become named accounts of the draft, exactly those; each can be taken back."""

import pytest

from audit.models import LogEntry
from crm.models import Account
from teams.services.refused import Refused
from territories.core.question import Question
from territories.facts.loads import loads_of
from territories.facts.parts import part_of
from territories.models import NamedAccount, Placement, TerritoryModel
from territories.services import deciding, proposing
from tests.factories import crm
from tests.factories import territories as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(draft, uneven, goals):
    asked = Question("disruption", {"potential": 0.15}, time_limit=5.0)
    run = proposing.ask(draft.pk, asked, by=None)
    proposing.work(run)
    run.refresh_from_db()
    return draft.proposals.get(number=run.result["proposal"])


def named(draft):
    rows = NamedAccount.objects.filter(territory__model=draft)
    return {(row.account_id, row.territory_id, row.why) for row in rows}


def where(account):
    return Placement.objects.get(account=account).territory_id


def test_accepting_writes_exactly_the_moves(draft, proposal, dora):
    first, *others = proposal.moves.all()
    done = deciding.decide(proposal, [first.pk], "accepted", by=dora)
    assert (done.done, done.stale) == (1, 0)
    assert named(draft) == {(first.account_id, first.target_id, "Proposal 1")}
    assert where(first.account_id) == first.target_id
    assert all(where(move.account_id) == move.source_id for move in others)
    first.refresh_from_db()
    assert (first.decision, first.decided_by) == ("accepted", dora)
    assert LogEntry.objects.get(act="decide").by == dora


def test_the_stored_sums_follow(draft, proposal, dora):
    part = part_of(draft)
    before = loads_of(part)
    move = proposal.moves.first()
    deciding.decide(proposal, [move.pk], "accepted", by=dora)
    after = loads_of(part)
    gone = before.by_leaf[move.source_id].sums["potential"] - move.account.potential
    assert after.by_leaf[move.source_id].sums["potential"] == gone
    assert after.total.sums == before.total.sums


def test_accepting_twice_does_nothing_the_second_time(draft, proposal, dora):
    moves = [move.pk for move in proposal.moves.all()]
    deciding.decide(proposal, moves, "accepted", by=dora)
    once = named(draft)
    assert deciding.decide(proposal, moves, "accepted", by=dora).done == 0
    assert named(draft) == once
    assert len(once) == len(moves)


def test_undoing_puts_back_what_named_the_account_before(draft, uneven, proposal, dora):
    move = proposal.moves.first()
    NamedAccount.objects.create(territory=move.source, account=move.account, why="by hand")
    before = named(draft)
    deciding.decide(proposal, [move.pk], "accepted", by=dora)
    assert named(draft) != before
    deciding.decide(proposal, [move.pk], "open", by=dora)
    assert named(draft) == before
    move.refresh_from_db()
    assert (move.decision, where(move.account_id)) == ("open", move.source_id)


def test_held_and_declined_change_nothing_in_the_draft(draft, proposal, dora):
    first, second = proposal.moves.all()[:2]
    deciding.decide(proposal, [first.pk], "held", by=dora, note=" ask the customer ")
    deciding.decide(proposal, [second.pk], "declined", by=dora)
    first.refresh_from_db()
    assert (first.decision, first.facts["note"]) == ("held", "ask the customer")
    assert named(draft) == set()


def test_an_account_that_went_elsewhere_since_is_left_alone(draft, uneven, proposal, dora):
    move = proposal.moves.first()
    other = next(t for t in uneven.values() if t.pk not in (move.source_id, move.target_id))
    Placement.objects.filter(account=move.account_id).update(territory=other)
    done = deciding.decide(proposal, [move.pk], "accepted", by=dora)
    assert (done.done, done.stale) == (0, 1)
    assert named(draft) == set()


def test_a_family_moves_by_its_head(draft, uneven, proposal, dora):
    move = proposal.moves.first()
    child = crm.account("Child", parent=move.account)
    build.placement(child, move.source)
    deciding.decide(proposal, [move.pk], "accepted", by=dora)
    assert where(child.pk) == move.target_id
    assert {account for account, _t, _w in named(draft)} == {move.account_id}


def test_nothing_is_decided_in_a_model_that_is_no_draft(draft, proposal, dora):
    TerritoryModel.objects.filter(pk=draft.pk).update(state="in_review")
    with pytest.raises(Refused):
        deciding.decide(proposal, [proposal.moves.first().pk], "accepted", by=dora)
    assert named(draft) == set()
    assert Account.objects.count() == 12
