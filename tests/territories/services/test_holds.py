"""Holding back: once, within the limits, followed by the hand-overs; the database refuses more."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import LogEntry
from teams import facts as teams
from teams.services.refused import Refused
from territories.core.holding import Terms
from territories.facts import holds as facts
from territories.models import Alignment, HandOver, Hold, Policy
from territories.services.handovers import prepare
from territories.services.holds import end_hold, hold_account, hold_deal
from tests.factories import crm as sell
from tests.factories import teams as people
from tests.factories import territories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(company):
    return teams.today()


@pytest.fixture
def oak(bob):
    return sell.account("Oak & Sons", owner=bob.rep)


def terms(today, start=0, end=30, **changes):
    days = {"start": today + timedelta(start), "end": today + timedelta(end)}
    return Terms(**{"reason": "risk"} | days | changes)


def test_it_stays_with_the_owner_of_today(oak, bob, dora, today):
    row = hold_account(account=oak, terms=terms(today), by=dora)
    assert (row.rep, row.account, row.by) == (bob.rep, oak, dora)
    assert LogEntry.objects.get().act == "hold"


def test_what_nobody_owns_stays_with_nobody(dora, today):
    with pytest.raises(Refused, match="Nobody owns it"):
        hold_account(account=sell.account(), terms=terms(today), by=dora)


def test_the_limit_is_the_policys(oak, dora, today):
    Policy.objects.update(hold_days=10)
    with pytest.raises(Refused, match="at most 10 days"):
        hold_account(account=oak, terms=terms(today, end=11), by=dora)
    hold_account(account=oak, terms=terms(today, end=10), by=dora)


def test_another_reason_needs_words(oak, dora, today):
    with pytest.raises(Refused, match="Say why"):
        hold_account(account=oak, terms=terms(today, reason="other"), by=dora)


def test_the_same_days_are_held_once(oak, bob, dora, today):
    hold_account(account=oak, terms=terms(today), by=dora)
    with pytest.raises(Refused, match=r"held already until .*, for Bob"):
        hold_account(account=oak, terms=terms(today, start=29, end=40), by=dora)
    hold_account(account=oak, terms=terms(today, start=30, end=40), by=dora)
    hold_deal(deal=sell.deal(bob.rep, account=oak), terms=terms(today), by=dora)


def test_ended_early_it_ends_today_and_once(oak, bob, dora, today):
    row = make.hold(bob.rep, today - timedelta(5), today + timedelta(5), account=oak)
    end_hold(hold=row, by=dora, reason="Signed")
    row.refresh_from_db()
    assert row.valid.upper == today
    with pytest.raises(Refused, match="over already"):
        end_hold(hold=row, by=dora)


def test_one_to_come_is_cancelled(oak, bob, dora, today):
    row = make.hold(bob.rep, today + timedelta(5), today + timedelta(9), account=oak)
    end_hold(hold=row, by=dora)
    assert not Hold.objects.exists()
    assert LogEntry.objects.get().act == "cancel"


def test_hand_overs_follow(moving, dora, today):
    start = today + timedelta(20)
    moving.model.starts_on = start
    moving.model.save()
    prepare(moving.model)
    row = hold_account(account=moving.oak, terms=terms(today, end=40), by=dora)
    assert HandOver.objects.get().on == today + timedelta(40)
    end_hold(hold=row, by=dora)
    assert HandOver.objects.get().on == start


def test_how_much_of_a_book_is_held(oak, bob, charlie, today):
    held = sell.deal(bob.rep, account=oak, amount=30)
    sell.deal(bob.rep, amount=60)
    sell.deal(bob.rep, amount=None)
    single = sell.deal(bob.rep, amount=10)
    sell.deal(charlie.rep, amount=500)
    make.hold(bob.rep, today, today + timedelta(5), account=oak)
    make.hold(bob.rep, today, today + timedelta(5), deal=single)
    make.hold(bob.rep, today, today + timedelta(5), deal=held)
    found = facts.held_of([bob.rep.pk, charlie.rep.pk], today)
    assert (found[bob.rep.pk].held, found[bob.rep.pk].whole) == (40, 100)
    assert found[charlie.rep.pk].share == 0
    assert not facts.held_of([bob.rep.pk], today + timedelta(5))[bob.rep.pk].held


# The database ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["account", "deal"])
def test_the_database_refuses_two_on_a_day(kind, oak, bob):
    thing = oak if kind == "account" else sell.deal(bob.rep)
    make.hold(bob.rep, date(2026, 1, 1), date(2026, 2, 1), **{kind: thing})
    make.hold(bob.rep, date(2026, 2, 1), date(2026, 3, 1), **{kind: thing})
    with pytest.raises(IntegrityError, match="held_once"), transaction.atomic():
        make.hold(bob.rep, date(2026, 1, 31), date(2026, 2, 2), **{kind: thing})


DAYS = st.tuples(st.integers(-3, 60), st.integers(-3, 60), st.booleans())


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(asked=st.lists(DAYS, max_size=8))
def test_holds_never_overlap(asked, oak, dora, today):
    """Whatever is asked and ended in whatever order: on each day at most one hold."""
    Hold.objects.all().delete()
    for start, end, ends in asked:
        try:
            row = hold_account(account=oak, terms=terms(today, start, end), by=dora)
        except Refused:
            continue
        if ends:
            end_hold(hold=row, by=dora)
    found = sorted((row.valid.lower, row.valid.upper) for row in Hold.objects.all())
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert all(today <= start < end for start, end in found)


@pytest.mark.parametrize("start", [-3, 0])
def test_let_go_in_force_it_goes_at_once(start, moving, dora, charlie, today):
    """Also on the first day of the hold, of which nothing stays; the hand-over says today."""
    moving.oak.refresh_from_db()
    end = today + timedelta(9)
    row = make.hold(moving.oak.owner, today + timedelta(start), end, account=moving.oak)
    waits = make.hand_over(moving.model, moving.oak, moving.oak.owner, charlie.rep, on=end)
    in_force(moving, today)
    end_hold(hold=row, by=dora)
    moving.oak.refresh_from_db()
    waits.refresh_from_db()
    assert (moving.oak.owner, waits.on) == (charlie.rep, today)


def in_force(moving, today):
    """Oak & Sons lies in South for a year."""
    since = DateRange(today - timedelta(365), None)
    model, south = moving.model, moving.south
    model.state, model.active = "active", since
    model.save()
    south.territory = people.territory("South")
    south.save()
    Alignment.objects.create(
        account=moving.oak,
        role=south.role,
        territory=south.territory,
        model=model,
        level=40,
        valid=since,
    )
