"""Whose accounts could give how much, by dated seats and owners."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from crm.models import AccountOwner
from kernel.dated import days_of
from territories.facts.potentials import mark, potentials
from territories.models import Alignment, Seat
from territories.models.alignment import Won
from tests.factories import crm
from tests.factories import teams as people
from tests.factories import territories as build
from versions.core import states

START, MIDDLE, END = date(2026, 4, 1), date(2026, 5, 1), date(2026, 7, 1)  # 30 and 61 days


def account(name, potential, owner=None, since=date(2020, 1, 1), until=None):
    made = crm.account(name, potential=potential)
    if owner:
        AccountOwner.objects.create(account=made, rep=owner.rep, valid=DateRange(since, until))
    return made


@pytest.fixture
def plan(company):
    """In force from May on: one territory, which results are kept by."""
    model = build.model(state=states.ACTIVE, starts_on=MIDDLE, active=DateRange(MIDDLE, None))
    return build.territory(model, "North", territory=people.territory("North"))


def seat(place, user, share=100, since=MIDDLE, until=None, role=None):
    return Seat.objects.create(
        territory=place,
        role=role or place.role,
        rep=user and user.rep,
        share=share,
        valid=DateRange(since, until),
    )


def align(place, one, since=MIDDLE, until=None):
    return Alignment.objects.create(
        account=one,
        role=place.role,
        territory=place.territory,
        level=Won.REST,
        valid=DateRange(since, until),
    )


def test_without_a_plan_accounts_are_their_owners(bob, charlie):
    account("Kept", 100, bob)
    account("Passed on", 300, bob, until=MIDDLE)
    account("Unstated", None, charlie, since=MIDDLE)
    found = potentials(START, END)
    assert found[bob.rep.pk].potential == pytest.approx((100 * 91 + 300 * 30) / 91)
    assert found[bob.rep.pk].days == 91
    late = found[charlie.rep.pk]
    assert (late.days, late.accounts, late.unknown, late.potential) == (61, 1, 1, None)


def test_who_came_later_is_judged_by_the_days_held(bob):
    account("Late", 100, bob, since=MIDDLE)
    assert potentials(START, END)[bob.rep.pk].potential == 100


def test_with_a_plan_they_are_of_those_who_sit_there(bob, charlie, plan):
    one = account("Shared", 1000, bob)
    seat(plan, bob, 60)
    seat(plan, charlie, 40)
    align(plan, one)
    found = potentials(MIDDLE, END)
    assert found[bob.rep.pk].potential == pytest.approx(600)
    assert found[charlie.rep.pk].potential == pytest.approx(400)


def test_days_before_the_plan_go_by_owner(bob, charlie, plan):
    one = account("Handed over", 1000, bob)
    seat(plan, charlie)
    align(plan, one, since=None)
    found = potentials(START, END)
    assert (found[bob.rep.pk].days, found[bob.rep.pk].worth) == (30, 30_000)
    assert (found[charlie.rep.pk].days, found[charlie.rep.pk].worth) == (61, 61_000)


def test_open_seats_other_roles_and_drafts_hold_nothing(bob, charlie, plan):
    one = account("Somewhere", 1000)
    seat(plan, None)
    seat(plan, bob, role=build.role("Specialist"))
    align(plan, one)
    draft = build.territory(build.model(), "North", territory=plan.territory)
    seat(draft, charlie)
    assert potentials(START, END) == {}
    assert potentials(START, START) == {}


def test_breakpoints_give_what_single_days_give(bob, charlie, plan):
    """An owner, then a seat that changes hands, accounts that move in and out."""
    turn, leave = date(2026, 5, 20), date(2026, 6, 10)
    one, other = account("One", 100, bob), account("Other", 250, charlie, until=turn)
    with_none = account("None", None, bob)
    seat(plan, bob, until=turn)
    seat(plan, charlie, since=turn)
    align(plan, one)
    align(plan, other, since=date(2026, 5, 11), until=leave)
    align(plan, with_none, until=turn)
    whole = potentials(START, END)
    single = [potentials(day, day + timedelta(1)) for day in days_of(START, END)]
    for who in (bob.rep.pk, charlie.rep.pk):
        days = [found[who] for found in single if who in found]
        assert whole[who].days == len(days)
        for part in ("worth", "stated", "unstated"):
            assert getattr(whole[who], part) == pytest.approx(sum(getattr(d, part) for d in days))


def test_the_mark_changes_with_seats_and_moves(bob, plan):
    seen = {mark()}
    seat(plan, bob)
    seen.add(mark())
    align(plan, account("New", 100))
    seen.add(mark())
    assert mark() in seen
    Seat.objects.update(valid=DateRange(MIDDLE, END))
    seen.add(mark())
    assert len(seen) == 4


def test_the_mark_changes_with_what_ends_and_nothing_follows(bob, plan):
    seat(plan, bob)
    moved = align(plan, account("Given up", 100))
    seen = [mark()]
    for end in (END, None, MIDDLE + timedelta(1)):
        Alignment.objects.filter(pk=moved.pk).update(valid=DateRange(MIDDLE, end))
        seen.append(mark())
    moved.delete()
    seen.append(mark())
    assert seen[2] == seen[0]
    assert len(set(seen)) == 4
