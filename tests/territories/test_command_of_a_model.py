"""The `territory` command about the database: named by CRM ids and short names."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from crm.models import Account
from territories.models import AccountLock

pytestmark = pytest.mark.django_db


def printed(*arguments):
    out = StringIO()
    call_command("territory", *arguments, "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def test_balance_is_that_of_the_rows(draft, uneven, goals):
    found = printed("balance", "--model", draft.name)["balance"]
    assert list(found) == ["potential", "workload"]
    assert found["potential"]["by_seat"] == {"north": 1140, "south": 210, "west": 180}


def test_a_proposal_keeps_what_is_locked(draft, uneven, goals):
    locked = Account.objects.get(name="North 0")
    AccountLock.objects.create(model=draft, account=locked)
    options = ("--model", draft.name, "--tolerance", "workload=1", "--tolerance", "potential=0.2")
    found = printed("propose", *options, "--time-limit", "3")
    assert found["assignment"][locked.external_id] == "north"
    assert {move["from"] for move in found["moves"]} == {"north"}
    assert found["balance"]["potential"]["max_deviation"] <= 0.2


def test_without_goals_the_usual_measures_count(draft, uneven):
    found = printed("balance", "--model", draft.name)["balance"]
    assert list(found) == ["potential", "workload"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "No model is in force today"),
        (["--model", "Gone"], "no model 'Gone'; known: Plan 2027"),
        (["--model", "Plan 2027", "--within", "east"], "'east'; known: north, south, west"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(draft, uneven, options, told):
    with pytest.raises(CommandError, match=told) as refused:
        printed("propose", *options)
    assert refused.value.returncode == 2


def test_ways_count_where_places_are_known(draft, spread):
    options = ("--model", draft.name, "--objective", "cost", "--tolerance", "potential=1")
    found = printed("propose", *options, "--time-limit", "3")
    assert "km nearer" in found["moves"][0]["why"]
    assert [(move["from"], move["to"]) for move in found["moves"]] == [("west", "east")]


def test_whole_places_move_and_hang_together(draft, coast):
    options = ("--model", draft.name, "--tolerance", "potential=0.4", "--units", "places")
    free, found = printed("propose", *options), printed("propose", *options, "--connected")
    assert [move["unit"] for move in free["moves"]] == ["US-WA"]
    assert [move["unit"] for move in found["moves"]] == ["US-ID"]
    assert free["connection"] is None
    assert found["connection"] == {"how": "held", "refused": [{"unit": "US-WA", "seat": "east"}]}


def test_accounts_are_never_asked_to_hang_together(draft, coast):
    with pytest.raises(CommandError, match="--connected needs --units places"):
        printed("propose", "--model", draft.name, "--connected")
