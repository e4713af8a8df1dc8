"""Plans on the command line: shown with all figures, and what the methods would give."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from planning.services import lines, plans
from planning.services.plans.goals import Key
from tests.factories import planning as build
from tests.planning.results import won_before

pytestmark = pytest.mark.django_db


def run(*words):
    out = StringIO()
    call_command("quota", *words, stdout=out)
    return out.getvalue()


def as_json(*words):
    return json.loads(run(*words, "--format", "json"))


@pytest.fixture
def plan(draft, dora):
    build.figures(dora, draft, company="1000.01", EMEA="600", Bob="500")
    lines.propose(by=dora, line=build.line(draft, "Bob"), amount=Decimal(400), why="Late start")
    return draft


def test_all_figures_of_a_plan(plan):
    said = as_json("show", "quotas 2027")
    assert (said["plan"], said["state"], said["start"]) == ("Quotas 2027", "draft", "2027-01-01")
    rows = {one["holder"]: one for one in said["goals"][0]["lines"]}
    assert rows["company"]["planned"] == "1000.01"
    assert rows["company"]["unallocated"] == "400.01"
    assert rows["rep:BOB"]["gap"] == "100.00"
    assert rows["rep:BOB"]["under"] == "team:emea-north"
    assert rows["rep:CHARLIE"]["planned"] is None
    assert len(rows["rep:BOB"]["months"]) == 12
    assert "rep:BOB: 500.00, 400.00" in run("show", str(plan.pk))


def test_one_goal_of_several(plan, dora):
    plans.add_goal(by=dora, plan=plan, key=Key("units", "Cables"))
    assert [one["goal"] for one in as_json("show", "Quotas 2027")["goals"]] == [
        "revenue", "units/Cables",
    ]  # fmt: skip
    said = as_json("show", "Quotas 2027", "--goal", "units/Cables")
    assert [one["goal"] for one in said["goals"]] == ["units/Cables"]


def test_the_best_method_of_last_year_proposes(plan, bob, charlie):
    won_before(bob.rep, 300, 200, 200)
    won_before(charlie.rep, 100, 50, 40)
    said = as_json("propose", "Quotas 2027")
    assert sum(one["quota"] for one in said["children"]) == pytest.approx(1000.01)
    assert {one["id"] for one in said["children"]} == {"team:emea", "team:americas"}
    assert said["backtest"][0]["method"] == said["method"]
    said = as_json("propose", "Quotas 2027", "--line", "team:emea", "--method", "equal")
    assert said["children"][0]["quota"] == 600
    said = as_json("propose", "Quotas 2027", "--method", "equal", "--total", "10")
    assert [one["quota"] for one in said["children"]] == [5, 5]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "nope"), "no plan 'nope'; known: Quotas 2027"),
        (("show", "Quotas 2027", "--goal", "smiles"), "known: revenue"),
        (("propose", "Quotas 2027", "--line", "team:none"), "no line .team:none."),
        (("propose", "Quotas 2027", "--method", "hope"), "known: equal"),
    ],
)
def test_unknown_names_are_refused_with_the_known_ones(plan, words, said):
    with pytest.raises(CommandError, match=said) as refused:
        run(*words)
    assert refused.value.returncode == 2
