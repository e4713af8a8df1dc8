"""Who wins an account, what is a gap, and that a second run writes nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from teams.facts import today
from territories.models import Placement, Rule
from territories.services.placing import Placed, place
from tests.factories import crm
from tests.factories import territories as build
from tests.factories.territories import asks

pytestmark = pytest.mark.django_db


@pytest.fixture
def model() -> Any:
    return build.model()


@pytest.fixture
def north(model: Any) -> Any:
    return build.territory(model, "North")


@pytest.fixture
def south(model: Any) -> Any:
    return build.territory(model, "South")


def where(model: Any, account: Any) -> Placement:
    return Placement.objects.get(model=model, account=account)


def test_a_rule_takes_what_it_asks_for(model, north):
    lyon, oslo = crm.account(city="Lyon"), crm.account(city="Oslo")
    rule = build.rule(north, asks("city", "in", "oslo"))
    assert place(model.pk) == Placed(accounts=2, gaps=1, overlaps=0, changed=2)
    assert where(model, oslo).territory == north
    assert where(model, oslo).rule == rule
    assert where(model, oslo).level == Rule.Kind.GEOGRAPHY
    assert where(model, lyon).territory is None
    assert where(model, lyon).level is None


def test_capitals_and_accents_do_not_count(model, north):
    account = crm.account(city="  SAINT-ÉTIENNE ")
    build.rule(north, asks("city", "in", "Saint-Etienne"))
    place(model.pk)
    assert where(model, account).territory == north


def test_the_order_is_exception_named_segment_geography_rest(model, north, south):
    account = crm.account(country="France", segment="Strategic")
    rest = build.rule(north, kind=Rule.Kind.REST, number=1)
    place(model.pk)
    assert where(model, account).rule == rest
    build.rule(south, asks("country", "in", "France"), number=900)
    place(model.pk)
    assert where(model, account).territory == south
    segment = asks("segment", "in", "Strategic")
    build.rule(north, segment, kind=Rule.Kind.SEGMENT, number=999)
    place(model.pk)
    assert where(model, account).level == Rule.Kind.SEGMENT
    build.named(south, account)
    place(model.pk)
    assert (where(model, account).level, where(model, account).rule) == (20, None)
    build.exception(north, account, today(), today() + timedelta(1))
    place(model.pk)
    assert (where(model, account).level, where(model, account).territory) == (10, north)


def test_an_exception_counts_on_its_days_only(model, north, south):
    account = crm.account()
    build.named(south, account)
    build.exception(north, account, today() - timedelta(9), today())
    place(model.pk)
    assert where(model, account).territory == south


def test_a_plan_for_later_is_worked_out_for_its_start(model, north, south):
    account, start = crm.account(), today() + timedelta(30)
    model.starts_on = start
    model.save()
    build.named(south, account)
    build.exception(north, account, start, start + timedelta(1))
    place(model.pk)
    assert where(model, account).territory == north


def test_among_equals_the_lower_number_wins_then_the_id(model, north, south):
    account = crm.account(country="France")
    first = build.rule(north, asks("country", "in", "France"), number=20)
    place(model.pk)
    build.rule(south, asks("country", "in", "France"), number=20)
    build.rule(south, asks("country", "prefix", "Fr"), number=20)
    assert place(model.pk).overlaps == 1
    assert (where(model, account).rule, where(model, account).rivals) == (first, 1)
    lower = build.rule(south, asks("country", "in", "France"), number=10)
    assert place(model.pk).overlaps == 0
    assert (where(model, account).rule, where(model, account).rivals) == (lower, 0)


def test_rules_of_one_territory_are_no_rivals(model, north):
    crm.account(country="France")
    build.rule(north, asks("country", "in", "France"))
    build.rule(north, asks("country", "prefix", "F"))
    assert place(model.pk).overlaps == 0


def test_two_names_for_an_account_are_an_overlap(model, north, south):
    account = crm.account()
    build.named(south, account)
    build.named(north, account)
    assert place(model.pk).overlaps == 1
    assert where(model, account).territory == south


def test_what_is_excluded_is_left_out(model, north):
    paris, lyon = (crm.account(country="France", city=c) for c in ("Paris", "Lyon"))
    build.rule(north, asks("country", "in", "France"), exclude=[asks("city", "in", "Paris")])
    place(model.pk)
    assert where(model, lyon).territory == north
    assert where(model, paris).territory is None


def test_a_family_stays_together(model, north, south):
    top = crm.account(country="France")
    child = crm.account(country="Norway", parent=top)
    below = crm.account(country="Norway", parent=child)
    other = crm.account(country="Norway", parent=child)
    build.rule(north, asks("country", "in", "France"))
    build.rule(south, asks("country", "in", "Norway"))
    build.named(south, other)
    place(model.pk)
    assert {where(model, one).territory for one in (top, child, below)} == {north}
    assert where(model, other).territory == south
    build.named(south, top)
    place(model.pk)
    assert {where(model, one).territory for one in (top, child, below)} == {south}


def test_accounts_in_a_circle_stand_alone(model, north):
    one, two = crm.account(country="France"), crm.account(country="Norway")
    one.parent, two.parent = two, one
    one.save()
    two.save()
    build.rule(north, asks("country", "in", "France"))
    place(model.pk)
    assert where(model, one).territory == north
    assert where(model, two).territory is None


def test_a_second_run_writes_nothing(model, north, south):
    for city in ("Oslo", "Lyon", "", "Bergen"):
        crm.account(city=city)
    build.rule(north, asks("city", "in", "Oslo", "Lyon"))
    build.rule(south, asks("city", "empty"))
    assert place(model.pk).changed == 4
    rows = versions()
    assert place(model.pk).changed == 0
    assert versions() == rows


def versions() -> list[Any]:
    """Each row with the transaction that wrote it and its place in the file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, xmin::text, ctid::text FROM territories_placement ORDER BY id")
        return cursor.fetchall()


def test_a_change_writes_what_differs_only(model, north, south):
    oslo, lyon = crm.account(city="Oslo"), crm.account(city="Lyon")
    build.rule(north, asks("city", "in", "Oslo", "Lyon"))
    place(model.pk)
    build.named(south, lyon)
    assert place(model.pk).changed == 1
    assert where(model, oslo).territory == north
    lyon.delete()
    assert place(model.pk) == Placed(accounts=1, gaps=0, overlaps=0, changed=0)


def test_only_the_asked_accounts_and_their_families(model, north):
    top = crm.account(city="Lyon")
    child, other = crm.account(parent=top), crm.account(city="Lyon")
    build.rule(north, asks("city", "in", "Lyon"))
    assert place(model.pk, accounts=[child.pk]).accounts == 2
    assert where(model, child).territory == north
    assert not Placement.objects.filter(account=other).exists()
    place(model.pk)
    assert place(model.pk, accounts=[other.pk]).changed == 0
    assert Placement.objects.count() == 3


def test_each_role_shares_out_on_its_own(model, north):
    account, specialist = crm.account(country="France"), build.role("Specialist")
    over = build.territory(model, "Over", role=specialist)
    build.rule(north, asks("country", "in", "France"))
    assert place(model.pk).accounts == 1
    build.rule(over, asks("country", "in", "Norway"))
    assert place(model.pk) == Placed(accounts=2, gaps=1, overlaps=0, changed=1)
    gap = Placement.objects.get(account=account, role=specialist)
    assert gap.territory is None


def test_a_broken_rule_claims_nothing(model, north):
    account = crm.account(country="France")
    build.rule(north, asks("country", "in", "France"), asks("planet", "in", "Earth"))
    build.rule(north)
    place(model.pk)
    assert where(model, account).territory is None


def test_who_ran_the_rules_is_kept(model, north, dora):
    crm.account()
    place(model.pk, by=dora)
    place(model.pk, by=dora)
    from audit.models import LogEntry

    assert LogEntry.objects.filter(act="place", by=dora).count() == 1
