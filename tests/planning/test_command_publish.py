"""`manage.py quota publish`: by name, once, with the reason when it is asked for."""

import json

import pytest
from django.core.management import CommandError, call_command

from planning.models import Publication
from tests.factories import publishing as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(company, bob):
    made = make.plan("FY2026")
    make.rep_line(make.goal(made), bob.rep, 1200000)
    return made


def run(capsys, *words):
    call_command("quota", "publish", *words, "--format", "json")
    return json.loads(capsys.readouterr().out)


def test_once(plan, capsys):
    first = run(capsys, "fy2026")
    assert (first["new"], first["publication"], first["quotas_changed"]) == (True, 1, 12)
    again = run(capsys, str(plan.pk))
    assert (again["new"], again["quotas_changed"], again["letters"]) == (False, 0, 0)
    assert again["digest"] == first["digest"] == Publication.objects.get().digest


def test_in_words(plan, capsys):
    call_command("quota", "publish", plan.name)
    assert capsys.readouterr().out == "Publication 1: 12 quotas changed, 1 letters.\n"


def test_a_draft_ends_with_one(plan, capsys):
    plan.state = "draft"
    plan.save()
    with pytest.raises(SystemExit) as ended:
        run(capsys, plan.name)
    assert ended.value.code == 1
    assert "Only an approved plan" in json.loads(capsys.readouterr().out)["problem"]


def test_an_unknown_plan(company):
    with pytest.raises(CommandError, match="There is no plan"):
        call_command("quota", "publish", "Nothing")
