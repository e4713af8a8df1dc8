"""While a plan is in force each account that changes hands is handed over; nobody who left keeps
accounts."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from crm.models import Account, AccountOwner
from teams.models import Rep
from territories.core.packs import unpacked
from territories.facts import gaps
from territories.facts.moves import asked
from territories.models import HandOver, Hold, PlannedTerritory, Seat
from territories.services import editing, plans, routing
from territories.services.activation import activate_due
from territories.services.handovers import follow, sign
from territories.services.turning import look_ahead
from tests.factories import crm as build
from tests.factories import territories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(stated, alice, dora, frank, today):
    """North is Bob's with its account, South is open and its account is Bob's; in force today."""
    model = plans.from_stated(by=dora, name="Now", starts_on=today).model
    south = model.territories.get(slug="south")
    Seat.objects.filter(territory=south).delete()
    make.seat(south, Rep.objects.get(name="Bob"))
    plans.submit(by=dora, model=model)
    plans.approve(by=frank, model=model)
    activate_due(today)
    assert not HandOver.objects.exists()
    model.refresh_from_db()
    return model


def seat(plan, slug) -> Seat:
    return Seat.objects.get(territory__model=plan, territory__slug=slug, valid__endswith=None)


def owner(name):
    found = Account.objects.select_related("owner").get(name=name).owner
    return found and found.name


def hands():
    rows = HandOver.objects.select_related("account", "giver", "taker").order_by("on", "pk")
    return [
        (r.account.name, r.giver and r.giver.name, r.taker and r.taker.name, r.on) for r in rows
    ]


def leave(rep, day):
    Rep.objects.filter(pk=rep.pk).update(left_on=day)


# Seats -------------------------------------------------------------------------------------------


def test_a_seat_that_will_pass_on_is_prepared_at_once(plan, charlie, dora, today):
    turn = today + timedelta(9)
    editing.hand_over_seat(by=dora, seat=seat(plan, "north"), rep_id=charlie.rep.pk, on=turn)
    assert hands() == [("In North", "Bob", "Charlie", turn)]
    assert unpacked(HandOver.objects.get().pack).why.cause == "seat"
    assert owner("In North") == "Bob"
    activate_due(turn)
    assert owner("In North") == "Charlie"
    assert hands() == [("In North", "Bob", "Charlie", turn)]


def test_what_was_signed_in_advance_is_signed_on_the_day(plan, bob, charlie, dora, today):
    turn = today + timedelta(9)
    editing.hand_over_seat(by=dora, seat=seat(plan, "north"), rep_id=charlie.rep.pk, on=turn)
    sign(hand_over=HandOver.objects.get(), side="give", by=bob, words="Call Olga")
    activate_due(turn)
    row = HandOver.objects.get()
    assert (row.words, row.outdated, owner("In North")) == ("Call Olga", False, "Charlie")


def test_an_account_is_prepared_for_its_next_turn_only(plan, alice, charlie, dora, today):
    first, second = today + timedelta(9), today + timedelta(20)
    editing.hand_over_seat(by=dora, seat=seat(plan, "north"), rep_id=charlie.rep.pk, on=first)
    editing.hand_over_seat(by=dora, seat=seat(plan, "north"), rep_id=alice.rep.pk, on=second)
    assert hands() == [("In North", "Bob", "Charlie", first)]
    activate_due(first)
    activate_due(second)
    assert hands() == [("In North", "Bob", "Charlie", first),
                       ("In North", "Charlie", "Alice", second)]  # fmt: skip


def test_a_seat_that_no_longer_passes_on_takes_its_hand_over_along(plan, charlie, dora, today):
    turn = today + timedelta(9)
    territory = seat(plan, "north").territory
    before = editing.sittings(territory)
    editing.hand_over_seat(by=dora, seat=seat(plan, "north"), rep_id=charlie.rep.pk, on=turn)
    editing.arrange(by=dora, territory=territory, rows=before)
    assert hands() == []


def test_today_s_change_is_handed_over_by_the_clock(plan, charlie, dora, today):
    editing.hand_over_seat(by=dora, seat=seat(plan, "north"), rep_id=charlie.rep.pk, on=today)
    activate_due(today)
    assert (owner("In North"), hands()) == ("Charlie", [("In North", "Bob", "Charlie", today)])
    assert follow() == 1
    assert len(hands()) == 1


def test_an_account_that_comes_back_on_the_very_day_was_never_away(plan, bob, charlie, dora, today):
    editing.hand_over_seat(by=dora, seat=seat(plan, "north"), rep_id=charlie.rep.pk, on=today)
    activate_due(today)
    editing.hand_over_seat(by=dora, seat=seat(plan, "north"), rep_id=bob.rep.pk, on=today)
    activate_due(today)
    assert (owner("In North"), hands()) == ("Bob", [])


def test_twice_is_once(plan, charlie, dora, today):
    turn = today + timedelta(9)
    editing.hand_over_seat(by=dora, seat=seat(plan, "north"), rep_id=charlie.rep.pk, on=turn)
    known = list(HandOver.objects.values())
    assert look_ahead(plan.pk) == (0, 0, 0)
    assert list(HandOver.objects.values()) == known


def test_a_held_account_is_prepared_for_the_end_of_the_hold(plan, bob, charlie, dora, today):
    end = today + timedelta(12)
    oak = Account.objects.get(name="In North")
    Hold.objects.create(account=oak, rep=bob.rep, reason="renewal", valid=DateRange(today, end))
    editing.hand_over_seat(
        by=dora, seat=seat(plan, "north"), rep_id=charlie.rep.pk, on=today + timedelta(3)
    )
    assert hands() == [("In North", "Bob", "Charlie", end)]
    assert unpacked(HandOver.objects.get().pack).why.cause == "hold"


# Moves that rules ask for ------------------------------------------------------------------------


def test_a_committed_move_is_handed_over_today(plan, charlie, dora, today):
    south = seat(plan, "south")
    editing.hand_over_seat(by=dora, seat=south, rep_id=charlie.rep.pk, on=today)
    activate_due(today)
    HandOver.objects.all().delete()
    oak = Account.objects.get(name="In North")
    make.named(PlannedTerritory.objects.get(model=plan, slug="south"), oak, "Asked for it")
    routing.after_load([oak.pk], by=dora, run_id=None)
    assert hands() == []
    routing.commit(asked(plan.pk).values_list("pk", flat=True), by=dora)
    assert (owner("In North"), hands()) == ("Charlie", [("In North", "Bob", "Charlie", today)])
    why = unpacked(HandOver.objects.get().pack).why
    assert (why.cause, why.words) == ("", "Asked for it")


# People who leave --------------------------------------------------------------------------------


def test_the_lead_looks_after_the_accounts_of_somebody_who_leaves(plan, bob, today):
    last = today + timedelta(10)
    leave(bob.rep, last)
    follow()
    assert hands() == [("In North", "Bob", "Alice", last), ("In South", "Bob", "Alice", last)]
    activate_due(last - timedelta(1))
    assert owner("In North") == "Bob"
    activate_due(last)
    assert owner("In North") == owner("In South") == "Alice"
    assert len(hands()) == 2
    rows = AccountOwner.objects.filter(account__name="In North").order_by("valid")
    assert [(row.rep.name, row.valid.upper) for row in rows] == [("Bob", last), ("Alice", None)]


def test_who_left_is_named_in_the_gaps_with_what_is_at_stake(plan, bob, today):
    leave(bob.rep, today)
    activate_due(today + timedelta(1))
    found = gaps.seats(plan, today + timedelta(1))
    assert {(one.name, one.is_open, one.left, one.owners) for one in found} == {
        ("North", True, ("Bob",), ("Alice",)),
        ("South", True, ("Bob",), ("Alice",)),
    }
    assert {one.potential for one in found} == {1000}


def test_a_leave_that_becomes_known_late_counts_from_the_day_it_is_known(plan, bob, today):
    activate_due(today + timedelta(5))
    leave(bob.rep, today + timedelta(2))
    activate_due(today + timedelta(6))
    rows = AccountOwner.objects.filter(account__name="In North", rep=bob.rep)
    assert [row.valid.upper for row in rows] == [today + timedelta(6)]


def test_when_the_seat_is_filled_the_lead_hands_over(plan, bob, charlie, dora, today):
    leave(bob.rep, today)
    activate_due(today + timedelta(1))
    filled = today + timedelta(30)
    editing.hand_over_seat(by=dora, seat=seat(plan, "north"), rep_id=charlie.rep.pk, on=filled)
    assert hands()[-1] == ("In North", "Alice", "Charlie", filled)
    activate_due(filled)
    assert (owner("In North"), owner("In South")) == ("Charlie", "Alice")


def test_a_seat_that_ends_open_is_looked_after_too(plan, dora, today):
    turn = today + timedelta(3)
    editing.end_seat(by=dora, seat=seat(plan, "north"), on=turn)
    assert hands() == [("In North", "Bob", "Alice", turn)]
    activate_due(turn)
    assert owner("In North") == "Alice"


def test_without_a_lead_nobody_owns_them(plan, alice, bob, today):
    leave(alice.rep, today)
    leave(bob.rep, today)
    activate_due(today + timedelta(1))
    assert owner("In North") is None


def test_a_hold_does_not_outlast_the_person(plan, bob, today):
    oak = Account.objects.get(name="In North")
    Hold.objects.create(
        account=oak, rep=bob.rep, reason="risk", valid=DateRange(today, today + timedelta(60))
    )
    leave(bob.rep, today + timedelta(1))
    activate_due(today + timedelta(1))
    assert owner("In North") == "Alice"


def test_a_colleague_with_a_share_takes_over_before_the_lead(plan, bob, charlie, today):
    with transaction.atomic():
        north = seat(plan, "north").territory
        north.seats.update(share=60)
        make.seat(north, charlie.rep, 40, valid=seat(plan, "north").valid)
    leave(bob.rep, today + timedelta(1))
    activate_due(today + timedelta(1))
    assert owner("In North") == "Charlie"


def test_the_next_plan_leaves_them_with_the_lead(plan, bob, dora, frank, today):
    leave(bob.rep, today)
    activate_due(today + timedelta(1))
    other = plans.copy(by=dora, model=plan, name="Next", starts_on=today + timedelta(40))
    Seat.objects.filter(territory__model=other).update(rep=None)
    plans.submit(by=dora, model=other)
    plans.approve(by=frank, model=other)
    assert not HandOver.objects.filter(model=other).exists()
    activate_due(today + timedelta(40))
    assert owner("In North") == "Alice"


def test_past_days_and_deals_stay(plan, bob, today):
    oak = Account.objects.get(name="In North")
    deal = build.deal(bob.rep, stage="won", account=oak)
    leave(bob.rep, today)
    activate_due(today + timedelta(1))
    deal.refresh_from_db()
    assert deal.owner == bob.rep
