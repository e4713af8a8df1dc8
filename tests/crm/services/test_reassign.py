"""Accounts change hands on a day: the past stays, deals stay, and twice is once."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from crm import services
from crm.facts import owners_over_time
from crm.models import AccountOwner, Opportunity
from tests.factories import crm as build

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


def give(account, rep, day=MAY):
    wanted = "SELECT %(account)s::bigint AS account_id, %(rep)s::bigint AS owner_id"
    params = {"account": account.pk, "rep": rep.pk if rep else None}
    changed = services.reassign(wanted, params, day=day)
    account.refresh_from_db()
    return changed


def owners(account):
    return [(one.rep, one.days.start, one.days.end) for one in owners_over_time(account.pk)]


def test_the_old_owner_ends_where_the_new_one_begins(bob, charlie):
    account = build.account(owner=bob.rep)
    AccountOwner.objects.create(
        account=account, rep=bob.rep, valid=DateRange(date(2025, 1, 1), None)
    )
    won = build.deal(bob.rep, stage="won", account=account)
    assert give(account, charlie.rep) == [account.pk]
    assert account.owner == charlie.rep
    assert owners(account) == [("Charlie", MAY, None), ("Bob", date(2025, 1, 1), MAY)]
    assert Opportunity.objects.get(pk=won.pk).owner == bob.rep
    assert give(account, charlie.rep) == []


def test_an_owner_without_a_row_had_it_since_ever(bob, charlie):
    account = build.account(owner=bob.rep)
    give(account, charlie.rep)
    assert owners(account) == [("Charlie", MAY, None), ("Bob", None, MAY)]


def test_an_open_seat_owns_nothing(bob):
    account = build.account(owner=bob.rep)
    give(account, None)
    assert account.owner is None
    assert owners(account) == [("Bob", None, MAY)]


def test_two_changes_on_one_day_leave_one(bob, charlie, alice):
    account = build.account(owner=bob.rep)
    give(account, charlie.rep)
    give(account, alice.rep)
    assert owners(account) == [("Alice", MAY, None), ("Bob", None, MAY)]


def test_what_was_to_come_gives_way(bob, charlie):
    account = build.account(owner=bob.rep)
    for start, end in ((date(2025, 1, 1), MAY), (MAY + timedelta(9), None)):
        AccountOwner.objects.create(account=account, rep=bob.rep, valid=DateRange(start, end))
    give(account, charlie.rep)
    assert owners(account)[0] == ("Charlie", MAY, None)
    assert len(owners(account)) == 2
