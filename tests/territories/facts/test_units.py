"""Units and loads against a calculation of their own, row by row in Python."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from crm.models import Account, AccountOwner, Opportunity
from teams import facts as teams
from territories.core.metrics import MEASURES
from territories.core.protections import PROTECTIONS
from territories.core.units import grouped
from territories.facts.loads import loads_of
from territories.facts.parts import part_of
from territories.facts.units import units, units_of
from territories.models import (
    AccountException,
    AccountLock,
    Alignment,
    Hold,
    NamedAccount,
    Placement,
)
from territories.services.weighing import weigh
from tests.factories import crm
from tests.factories import teams as make
from tests.factories import territories as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(company):
    return build.model("Plan 2027")


@pytest.fixture
def north(draft):
    return build.territory(draft, "North")


@pytest.fixture
def south(draft):
    return build.territory(draft, "South")


def generated(territories, rep, seed=7):
    """Accounts with and without potential, of all sizes, with deals of every kind."""
    random, today = Random(seed), teams.today()
    found = []
    for n in range(60):
        account = build.held(
            territories[n % len(territories)],
            potential=random.choice([None, random.randrange(1, 900)]),
            workload=random.choice([None, random.randrange(1, 20)]),
        )
        found.append(account)
        for _ in range(random.randrange(3)):
            stage = random.choice(["lead", "propose", "negotiate", "won", "lost"])
            amount = random.choice([None, random.randrange(100, 9_000)])
            born = today - timedelta(days=random.randrange(40, 700))
            crm.deal(rep, stage=stage, amount=amount, account=account, created_on=born)
    return found


def by_hand(account, today):
    """What an account weighs, worked out from its rows."""
    deals = Opportunity.objects.filter(account=account)
    start = today.replace(year=today.year - 1)
    pipeline = [d.value for d in deals if d.status == "open"]
    won = [d.value for d in deals if d.status == "won" and start <= d.closed_on < today]
    return {
        "accounts": Decimal(1),
        "potential": account.potential,
        "workload": account.workload,
        "open_pipeline": known_sum(pipeline),
        "won_last_year": known_sum(won),
    }


def known_sum(values):
    known = [v for v in values if v is not None]
    return None if values and not known else sum(known, Decimal(0))


def test_each_account_weighs_what_its_rows_say(north, south, bob):
    accounts, today = generated([north, south], bob.rep), teams.today()
    frame = units(north.model_id).set_index("account")
    assert sorted(frame.index) == sorted(account.pk for account in accounts)
    for account in Account.objects.filter(pk__in=frame.index):
        expected = by_hand(account, today)
        assert set(expected) == set(MEASURES.slugs())
        for metric, value in expected.items():
            found = frame.loc[account.pk, metric]
            assert (found != found) if value is None else found == pytest.approx(float(value))


def test_loads_are_the_sums_of_units_and_count_what_is_unknown(draft, north, south, bob):
    generated([north, south], bob.rep)
    weigh(draft.pk)
    part = part_of(draft)
    frame, loads = units_of(part), loads_of(part)
    assert loads.at is not None
    for leaf in (north, south):
        rows = frame[frame["territory"] == leaf.pk]
        load = loads.by_leaf[leaf.pk]
        assert load.accounts == len(rows)
        for metric in MEASURES.slugs():
            assert float(load.sums[metric]) == pytest.approx(rows[metric].sum())
            assert load.unknown[metric] == rows[metric].isna().sum()
        for each in PROTECTIONS:
            assert load.protected[each] == rows[each].sum()
    assert loads.total.unknown["potential"] > 0


def test_weighing_a_part_leaves_the_rest_and_gives_the_same(draft, north, south, bob):
    generated([north, south], bob.rep)
    weigh(draft.pk)
    before = loads_of(part_of(draft))
    weigh(draft.pk, territories=[north.pk])
    after = loads_of(part_of(draft))
    assert after.by_leaf == before.by_leaf


def test_accounts_without_a_territory_are_told_apart(draft, north):
    build.held(north, potential=10)
    gap = crm.account(potential=70)
    Placement.objects.create(model=draft, role=north.role, account=gap, territory=None)
    weigh(draft.pk)
    loads = loads_of(part_of(draft))
    assert (loads.gaps.accounts, loads.gaps.sums["potential"]) == (1, 70)
    assert loads.total.accounts == 1


def test_a_part_is_the_leaves_below_and_says_what_lies_above(draft, north, south):
    west = build.territory(draft, "West", parent=north)
    build.territory(draft, "East", parent=north)
    build.held(north)
    build.held(west)
    weigh(draft.pk)
    part = part_of(draft, north)
    assert [leaf.name for leaf in part.leaves] == ["East", "West"]
    assert loads_of(part).above.accounts == 1
    assert {leaf.name for leaf in part_of(draft).leaves} == {"East", "West", "South"}


def shields(frame, account):
    row = frame.set_index("account").loc[account.pk]
    return [each for each in PROTECTIONS if row[each]]


def days(start, end):
    today = teams.today()
    return DateRange(today + timedelta(days=start), end and today + timedelta(days=end))


def test_each_protection_is_found(draft, north, south, bob, dora):
    today = teams.today()
    locked, late, early, renews, later = (build.held(north) for _ in range(5))
    AccountLock.objects.create(model=draft, account=locked)
    crm.deal(bob.rep, stage="negotiate", account=late)
    crm.deal(bob.rep, stage="propose", account=early)
    Account.objects.filter(pk=renews.pk).update(renews_on=today + timedelta(days=89))
    Account.objects.filter(pk=later.pk).update(renews_on=today + timedelta(days=90))
    excepted, over = build.held(north), build.held(north)
    for account, valid in ((excepted, days(-1, 1)), (over, days(-9, -1))):
        AccountException.objects.create(
            territory=north, role=north.role, model=draft, account=account, reason="x", valid=valid
        )
    held, deal_held = build.held(north), build.held(north)
    deal = crm.deal(bob.rep, stage="lead", account=deal_held)
    Hold.objects.create(account=held, rep=bob.rep, reason="risk", valid=days(0, 9))
    Hold.objects.create(deal=deal, rep=bob.rep, reason="risk", valid=days(0, 9))
    frame = units(draft.pk)
    expected = {
        locked: ["lock"], late: ["late_deal"], early: [], renews: ["renewal"], later: [],
        excepted: ["exception"], over: [], held: ["hold"], deal_held: ["hold"],
    }  # fmt: skip
    assert {account: shields(frame, account) for account in expected} == expected


def test_who_changed_hands_lately_is_settling(draft, north, south, bob, charlie):
    moved, first, long_ago, owner = (build.held(north) for _ in range(4))
    here, there = make.territory("Here"), make.territory("There")
    for account, since in ((moved, -30), (long_ago, -200)):
        _aligned(account, there, north.role, days(-400, since))
        _aligned(account, here, north.role, days(since, None))
    _aligned(first, here, north.role, days(-30, None))
    AccountOwner.objects.create(account=owner, rep=bob.rep, valid=days(-400, -5))
    AccountOwner.objects.create(account=owner, rep=charlie.rep, valid=days(-5, None))
    kept = build.held(north)
    _aligned(kept, there, north.role, days(-400, -30))
    _aligned(kept, here, north.role, days(-30, None))
    AccountOwner.objects.create(account=kept, rep=bob.rep, valid=days(-400, None))
    frame = units(draft.pk)
    found = {each: shields(frame, each) for each in (moved, first, long_ago, owner, kept)}
    assert found == {
        moved: ["settled"], first: [], long_ago: [], owner: ["settled"], kept: [],
    }  # fmt: skip


def _aligned(account, territory, role, valid):
    Alignment.objects.create(account=account, territory=territory, role=role, level=90, valid=valid)


def test_a_family_is_one_unit_unless_a_member_goes_its_own_way(draft, north, south):
    top = build.held(north, "Top", potential=100)
    child = build.held(north, "Child", potential=None, parent=top)
    build.held(north, "Grandchild", potential=20, parent=child)
    alone = build.held(south, "Alone", potential=7, parent=top)
    NamedAccount.objects.create(territory=south, account=alone)
    AccountLock.objects.create(model=draft, account=child)
    found = grouped(units(draft.pk), ["potential"]).set_index("account")
    assert list(found.index) == [top.pk, alone.pk]
    assert found.loc[top.pk, ["members", "potential", "lock"]].tolist() == [3, 120, True]
    assert found.loc[alone.pk, ["members", "potential", "lock"]].tolist() == [1, 7, False]


def test_nothing_placed_gives_no_unit(draft, north):
    assert units(draft.pk).empty
    weigh(draft.pk)
    assert loads_of(part_of(draft)).at is None
