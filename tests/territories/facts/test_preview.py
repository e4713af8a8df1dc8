"""What a rule would move, before it is saved."""

from decimal import Decimal

import pytest

from territories.facts.preview import Flow, moves_if
from territories.models import Placement, Rule
from territories.services.placing import place
from tests.factories import crm
from tests.factories import territories as build
from tests.factories.territories import asks

pytestmark = pytest.mark.django_db


def test_an_unsaved_rule(model, north, south):
    build.rule(north, asks("country", "in", "France"), number=5)
    lyon = crm.account("Lyon AG", country="France", city="Lyon", potential=Decimal(500))
    crm.account(country="France", city="Paris")
    oslo = crm.account("Oslo AS", city="Oslo")
    child = crm.account("Child AS", parent=oslo, potential=Decimal(20))
    rule = Rule(territory=south, kind=40, number=1, include=[asks("city", "in", "Lyon", "Oslo")])
    found = moves_if(rule, model.pk)
    assert (found.claimed, found.accounts) == (3, 3)
    assert found.flows == (
        Flow(None, "South", 2, Decimal(20)),
        Flow("North", "South", 1, Decimal(500)),
    )
    assert [(one.id, one.source) for one in found.first] == [
        (lyon.pk, "North"),
        (child.pk, None),
        (oslo.pk, None),
    ]
    assert not Rule.objects.filter(territory=south).exists()
    assert not Placement.objects.exists()


def test_a_changed_rule_lets_accounts_go(model, north, south):
    rule = build.rule(north, asks("country", "in", "France"))
    crm.account(country="France")
    rule.include = [asks("country", "in", "Norway")]
    found = moves_if(rule, model.pk)
    assert found.flows == (Flow("North", None, 1, None),)
    assert moves_if(rule.pk, model.pk).accounts == 0
    assert moves_if(rule.pk, model.pk, removed=True).flows == (Flow("North", None, 1, None),)


def test_the_preview_is_what_saving_does(model, north, south):
    build.rule(north, asks("country", "prefix", "F"))
    build.rule(south, kind=Rule.Kind.REST)
    for country in ("France", "Fiji", "Chad", ""):
        crm.account(country=country)
    place(model.pk)
    before = dict(Placement.objects.values_list("account", "territory"))
    rule = Rule(territory=south, kind=30, number=1, include=[asks("country", "in", "Fiji")])
    found = moves_if(rule, model.pk)
    rule.save()
    place(model.pk)
    after = dict(Placement.objects.values_list("account", "territory"))
    assert {one.id for one in found.first} == {a for a in after if after[a] != before[a]}


def test_a_broken_rule_moves_nothing(model, north):
    found = moves_if(Rule(territory=north, kind=40), model.pk)
    assert found.problems == ("The rule asks nothing. Only a rule for everything else may do so.",)
    assert found.accounts == 0
