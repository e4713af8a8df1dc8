"""Preparing hand-overs, following what changes, and signing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

import teams.facts
from audit.models import LogEntry
from teams.services.refused import Refused
from territories.core.packs import unpacked
from territories.models import AccountException, Book, HandOver, NamedAccount, Policy, SalesRole
from territories.services.handovers import Prepared, follow, prepare, reopen, sign, undo
from tests.factories import crm as sell
from tests.factories import teams as people
from tests.factories import territories as make

pytestmark = pytest.mark.django_db

STARTS = make.STARTS


def the_one():
    return HandOver.objects.select_related("giver", "taker", "model").get()


def test_an_account_that_moves_is_handed_over_with_all_that_is_open(moving, bob, charlie):
    assert prepare(moving.model) == Prepared(written=1)
    row = the_one()
    assert (row.account, row.giver, row.taker) == (moving.oak, bob.rep, charlie.rep)
    assert row.on == STARTS
    pack = unpacked(row.pack)
    assert pack.value == Decimal("700")
    (deal,) = pack.deals
    assert (deal.name, deal.stage, deal.next_step) == ("Oak flooring", "Propose", "Send the offer")
    assert (deal.value, deal.close_date) == (Decimal("700"), date(2027, 2, 1))
    assert [one.name for one in pack.contacts] == ["Olga Oak"]
    assert (pack.why.territory, pack.why.level, pack.why.number) == ("South", 40, 20)
    assert pack.why.note == "Everything south of the river"


def test_twice_is_once(moving):
    prepare(moving.model)
    first = HandOver.objects.values().get()
    assert prepare(moving.model) == Prepared()
    assert HandOver.objects.values().get() == first


def test_the_last_activities_go_along_whether_on_the_account_or_its_deals(moving, bob):
    for day in range(1, 8):
        sell.activity(bob.rep, date(2026, 11, day), account=moving.oak, subject=f"Day {day}")
    sell.activity(bob.rep, date(2026, 11, 9), opportunity=moving.deal, subject="About the deal")
    prepare(moving.model)
    found = unpacked(the_one().pack).activities
    assert [one.subject for one in found] == ["About the deal", "Day 7", "Day 6", "Day 5", "Day 4"]


def test_closed_deals_stay_behind(moving, bob):
    sell.deal(bob.rep, stage="won", account=moving.oak)
    prepare(moving.model)
    assert len(unpacked(the_one().pack).deals) == 1


def test_a_held_deal_is_named_and_not_counted(moving, bob):
    until = date(2027, 2, 15)
    make.hold(bob.rep, date(2026, 12, 1), until, deal=moving.deal, credit_until=until)
    prepare(moving.model)
    pack = unpacked(the_one().pack)
    assert pack.value is None
    assert pack.deals[0].held_until == pack.deals[0].credit_until == until
    assert pack.moving == ()


def test_a_held_account_goes_when_its_hold_ends_to_whoever_sits_there_then(moving, bob, alice):
    until = date(2027, 2, 15)
    make.hold(bob.rep, date(2026, 12, 1), until, account=moving.oak)
    moving.south.seats.update(valid=(date(2024, 1, 1), until))
    make.seat(moving.south, alice.rep, valid=(until, None))
    prepare(moving.model)
    assert (the_one().on, the_one().taker) == (until, alice.rep)


def test_the_largest_share_owns_and_a_person_before_an_open_seat(moving, charlie, alice):
    moving.south.seats.all().delete()
    make.seat(moving.south, None, 60)
    make.seat(moving.south, charlie.rep, 15)
    make.seat(moving.south, alice.rep, 25)
    prepare(moving.model)
    assert the_one().taker == alice.rep


def test_whoever_owns_it_and_has_a_seat_there_keeps_it(moving, bob, charlie):
    moving.south.seats.all().delete()
    make.seat(moving.south, charlie.rep, 90)
    make.seat(moving.south, bob.rep, 10)
    prepare(moving.model)
    assert not HandOver.objects.exists()


def test_an_open_seat_takes_nothing_over_and_the_account_is_still_handed_over(moving):
    moving.south.seats.update(rep=None)
    prepare(moving.model)
    assert the_one().taker is None


def test_an_account_that_no_rule_claims_stays(moving):
    moving.oak.refresh_from_db()
    moving.model.placements.update(territory=None)
    prepare(moving.model)
    assert not HandOver.objects.exists()


def test_another_role_moves_nobody(moving, bob):
    specialist = SalesRole.objects.create(slug="specialist", name="Specialist")
    area = make.territory(moving.model, "Special", role=specialist)
    make.seat(area, bob.rep)
    make.placement(moving.birch, area)
    prepare(moving.model)
    assert the_one().account == moving.oak


@pytest.mark.parametrize("level", [10, 20])
def test_a_family_moves_because_its_head_was_named(moving, level):
    head = sell.account("Oak Group")
    moving.oak.parent = head
    moving.oak.save()
    if level == 10:
        values = {"role": moving.south.role, "model": moving.model, "reason": "Asked for it"}
        days = (date(2026, 1, 1), date(2028, 1, 1))
        AccountException.objects.create(territory=moving.south, account=head, valid=days, **values)
    else:
        NamedAccount.objects.create(territory=moving.south, account=head, why="Asked for it")
    moving.model.placements.filter(account=moving.oak).update(level=level, rule=None)
    prepare(moving.model)
    why = unpacked(the_one().pack).why
    assert (why.words, why.family) == ("Asked for it", "Oak Group")


def test_what_changes_before_anybody_signs_is_followed(moving, bob):
    prepare(moving.model)
    sell.deal(bob.rep, name="Second", account=moving.oak, amount=50)
    assert prepare(moving.model).written == 1
    assert unpacked(the_one().pack).value == Decimal("750")
    moving.model.placements.filter(account=moving.oak).update(territory=moving.north)
    assert prepare(moving.model).removed == 1
    assert not HandOver.objects.exists()


def test_what_was_signed_stays_and_is_marked(moving, bob, charlie):
    prepare(moving.model)
    sign(hand_over=the_one(), side="give", by=bob, words="Call Olga first")
    sell.activity(bob.rep, date(2026, 11, 9), account=moving.oak)
    assert prepare(moving.model) == Prepared()
    second = sell.deal(bob.rep, name="Second", account=moving.oak, amount=50)
    assert prepare(moving.model) == Prepared(marked=1)
    row = the_one()
    assert row.outdated
    assert unpacked(row.pack).value == Decimal("700")
    second.delete()
    assert prepare(moving.model) == Prepared(marked=1)
    assert not the_one().outdated
    moving.model.placements.filter(account=moving.oak).update(territory=moving.north)
    assert prepare(moving.model) == Prepared(marked=1)
    assert the_one().outdated


def test_a_revoked_approval_leaves_nothing(moving, bob):
    prepare(moving.model)
    sign(hand_over=the_one(), side="give", by=bob)
    moving.model.state = "draft"
    moving.model.save()
    assert prepare(moving.model).removed == 1
    assert not Book.objects.exists()


def test_a_model_in_force_keeps_what_there_was(moving, charlie):
    prepare(moving.model)
    moving.model.state, moving.model.active = "active", (STARTS, None)
    moving.model.save()
    moving.oak.owner = charlie.rep
    moving.oak.save()
    assert prepare(moving.model) == Prepared()
    assert HandOver.objects.exists()


def test_the_clock_prepares_every_approved_model(moving):
    make.model("Draft")
    assert follow() == 1
    assert HandOver.objects.exists()


def test_the_clock_works_only_where_something_has_changed(moving, bob):
    follow()
    assert follow() == 0
    sell.activity(bob.rep, date(2026, 11, 9), account=moving.oak, subject="A visit")
    assert follow() == 1
    assert [one.subject for one in unpacked(the_one().pack).activities] == ["A visit"]
    assert follow() == 0
    moving.deal.next_step = "Call again"
    moving.deal.save()
    assert follow() == 1
    assert unpacked(the_one().pack).deals[0].next_step == "Call again"
    moving.deal.delete()
    assert follow() == 1
    assert not unpacked(the_one().pack).deals


def test_a_day_later_the_clock_prepares_again(moving, monkeypatch):
    follow()
    tomorrow = teams.facts.today() + timedelta(1)
    monkeypatch.setattr(teams.facts, "today", lambda: tomorrow)
    assert follow() == 1


def test_books_are_added_up_before_and_after(moving, bob, charlie):
    prepare(moving.model)
    bobs = Book.objects.get(rep=bob.rep)
    assert (bobs.accounts_before, bobs.accounts_after) == (2, 1)
    assert (bobs.potential_before, bobs.potential_after) == (1500, 500)
    assert (bobs.workload_before, bobs.workload_after) == (6, 2)
    assert (bobs.pipeline_before, bobs.pipeline_after) == (700, None)
    charlies = Book.objects.get(rep=charlie.rep)
    assert (charlies.accounts_before, charlies.accounts_after) == (0, 1)
    assert charlies.seated


# Signing -----------------------------------------------------------------------------------------


@pytest.fixture
def row(moving):
    prepare(moving.model)
    return the_one()


def test_both_sign_once(row, bob, charlie):
    sign(hand_over=row, side="give", by=bob, words="Call Olga first")
    with pytest.raises(Refused, match="signed already"):
        sign(hand_over=row, side="give", by=bob, words="Again")
    sign(hand_over=row, side="take", by=charlie)
    row.refresh_from_db()
    assert row.words == "Call Olga first"
    assert row.given_at
    assert row.taken_at
    assert list(LogEntry.objects.order_by("pk").values_list("act", flat=True)) == ["give", "take"]


def test_a_signature_is_taken_back_until_the_other_side_signed(row, bob, charlie):
    sign(hand_over=row, side="give", by=bob)
    undo(hand_over=row, side="give", by=bob)
    with pytest.raises(Refused):
        undo(hand_over=row, side="give", by=bob)
    sign(hand_over=row, side="give", by=bob)
    sign(hand_over=row, side="take", by=charlie)
    for side, person in (("give", bob), ("take", charlie)):
        with pytest.raises(Refused, match="other side"):
            undo(hand_over=row, side=side, by=person)


def test_nobody_signs_for_a_side_that_is_empty(row, charlie):
    HandOver.objects.update(giver=None)
    with pytest.raises(Refused):
        sign(hand_over=row, side="give", by=charlie)
    sign(hand_over=row, side="take", by=charlie)


def test_nothing_is_signed_once_the_approval_is_gone(row, moving, bob):
    moving.model.state = "draft"
    moving.model.save()
    with pytest.raises(Refused, match="plan has changed"):
        sign(hand_over=row, side="give", by=bob)


def test_reopened_it_shows_what_there_is_now(row, moving, bob, charlie, dora):
    sign(hand_over=row, side="give", by=bob)
    sign(hand_over=row, side="take", by=charlie)
    sell.deal(bob.rep, name="Second", account=moving.oak, amount=50)
    prepare(moving.model)
    with pytest.raises(Refused, match="Say why"):
        reopen(hand_over=row, by=dora, reason="")
    reopen(hand_over=row, by=dora, reason="A deal was added")
    row.refresh_from_db()
    assert (row.given_at, row.taken_at, row.outdated) == (None, None, False)
    assert unpacked(row.pack).value == Decimal("750")
    assert LogEntry.objects.get(act="reopen").reason == "A deal was added"


def test_a_person_who_is_new_is_reminded_anew(row, moving):
    HandOver.objects.update(
        giver_reminded_on=date(2026, 12, 1), taker_reminded_on=date(2026, 12, 1)
    )
    moving.south.seats.update(rep=people.rep("Newcomer"))
    prepare(moving.model)
    row.refresh_from_db()
    assert row.giver_reminded_on
    assert row.taker_reminded_on is None


# Open deals, by the policy of the company ---------------------------------------------------------


@pytest.fixture
def late(moving, bob):
    """Besides the early one there is one about to close."""
    return sell.deal(bob.rep, name="Oak doors", stage="negotiate", account=moving.oak, amount=300)


def stays(policy, moving):
    Policy.objects.update(open_deals=policy)
    prepare(moving.model)
    pack = unpacked(HandOver.objects.get(account=moving.oak).pack)
    return {deal.name: deal.stays for deal in pack.deals}, pack.value


@pytest.mark.parametrize(
    ("policy", "flooring", "doors", "value"),
    [("move", "", "", 1000), ("early", "", "closes", 700), ("stay", "closes", "closes", None)],
)
def test_the_pack_says_which_deals_go_along(policy, flooring, doors, value, moving, late):
    assert stays(policy, moving) == ({"Oak flooring": flooring, "Oak doors": doors}, value)


def test_without_saying_deals_move_with_the_account(company):
    assert Policy.objects.get().open_deals == "move"


def test_a_deal_of_somebody_else_stays_theirs(moving, late, alice):
    late.owner = alice.rep
    late.save()
    assert stays("move", moving) == ({"Oak flooring": "", "Oak doors": "other"}, 700)


def test_who_has_left_keeps_no_deal(moving, late, bob):
    bob.rep.left_on = STARTS
    bob.rep.save()
    assert stays("stay", moving) == ({"Oak flooring": "", "Oak doors": ""}, 1000)


def test_a_change_of_the_policy_marks_what_was_signed(moving, late, bob):
    stays("move", moving)
    sign(hand_over=the_one(), side="give", by=bob, words="")
    Policy.objects.update(open_deals="stay")
    assert prepare(moving.model).marked == 1
    assert the_one().outdated
