"""Why an account is where it is."""

from datetime import timedelta

import pytest

from teams.facts import today
from territories.facts.trace import trace
from territories.models import Rule
from tests.factories import crm
from tests.factories import territories as build
from tests.factories.territories import asks

pytestmark = pytest.mark.django_db


def test_every_rule_is_told_with_what_failed(model, north, south):
    account = crm.account(country="France", city="Paris")
    france = asks("country", "in", "France")
    first = build.rule(north, france, exclude=[asks("city", "in", "Paris")], number=1)
    second = build.rule(south, france, number=2)
    third = build.rule(north, kind=Rule.Kind.REST)
    (role,) = trace(account.pk, model.pk).roles
    assert [one.rule_id for one in role.tried] == [first.pk, second.pk, third.pk]
    assert [one.matched for one in role.tried] == [False, True, True]
    assert [(one.text, one.hinders) for one in role.tried[0].asked] == [
        ("Country is France", False),
        ("City is Paris", True),
    ]
    assert role.winner == role.tried[1]
    assert role.rivals == ()


def test_what_it_would_be_without_the_exception(model, north, south):
    account = crm.account()
    build.rule(south, kind=Rule.Kind.REST)
    assert trace(account.pk, model.pk).roles[0].otherwise is None
    end = today() + timedelta(5)
    build.exception(north, account, today(), end, reason="The owner asked")
    (role,) = trace(account.pk, model.pk).roles
    assert (role.winner.territory, role.winner.note, role.winner.until) == (
        "North",
        "The owner asked",
        end,
    )
    assert role.by_exception
    assert role.otherwise.territory == "South"


def test_without_its_own_exception_that_of_the_family_decides(model, north, south):
    top = crm.account("Top")
    child = crm.account("Child", parent=top)
    build.rule(south, kind=Rule.Kind.REST)
    end = today() + timedelta(5)
    build.exception(north, top, today(), end)
    own = build.exception(south, child, today(), end)
    (role,) = trace(child.pk, model.pk).roles
    assert (role.winner.territory, role.winner.of_family) == ("South", False)
    assert (role.otherwise.territory, role.otherwise.of_family) == ("North", True)
    own.delete()
    (role,) = trace(child.pk, model.pk).roles
    assert role.winner.territory == "North"
    assert role.otherwise.territory == "South"


def test_equals_that_go_elsewhere_are_rivals(model, north, south):
    account = crm.account(country="France")
    build.rule(north, asks("country", "in", "France"))
    build.rule(north, asks("country", "prefix", "F"))
    rival = build.rule(south, asks("country", "in", "France"))
    (role,) = trace(account.pk, model.pk).roles
    assert [one.rule_id for one in role.rivals] == [rival.pk]


def test_a_family_is_decided_by_its_topmost_account(model, north, south):
    top = crm.account(country="France")
    child = crm.account(country="Norway", parent=top)
    build.rule(north, asks("country", "in", "France"))
    found = trace(child.pk, model.pk)
    assert found.decided_by == top.pk
    assert found.roles[0].winner.territory == "North"
    build.named(south, top)
    assert trace(child.pk, model.pk).roles[0].winner.of_family
    build.named(north, child)
    assert not trace(child.pk, model.pk).roles[0].winner.of_family
    assert trace(top.pk, model.pk).decided_by is None


def test_a_broken_rule_says_what_is_wrong(model, north):
    rule = build.rule(north, asks("planet", "in", "Earth"))
    (role,) = trace(crm.account().pk, model.pk).roles
    assert role.tried[0].rule_id == rule.pk
    assert role.tried[0].problems == ("There is no field “planet”.",)
    assert role.winner is None
