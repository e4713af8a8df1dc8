"""The commands that people script: documents, exit codes, refusals."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kpis import facts
from kpis.core.metrics import METRICS
from teams import facts as teams

pytestmark = pytest.mark.django_db


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def document(*arguments: str) -> dict:
    return json.loads(printed(*arguments, "--format", "json"))


def test_a_document_for_every_scope(scope):
    quarter = teams.company().calendar.quarter_of(teams.today())
    found = document("kpi", "--scope", scope.key, "--period", quarter.slug)
    assert found["scope"] == scope.key
    assert found["period"] == quarter.slug
    assert found["as_of"] == teams.today().isoformat()
    assert set(found["kpis"]) == set(METRICS.slugs())
    won = facts.values(scope, quarter, ["won_value"])["won_value"]
    assert found["kpis"]["won_value"]["value"] == f"{won.value:.2f}"
    rate = found["kpis"]["win_rate"]
    assert rate["value"] == pytest.approx(rate["numerator"] / rate["denominator"])
    assert rate["unit"] == "percent"
    assert rate["interval"][0] < rate["value"] < rate["interval"][1]


def test_money_has_the_currencys_decimals_and_unknown_is_null(simulated):
    found = document("kpi", "--scope", "territory:land-1", "--period", "FY2026")["kpis"]
    assert found["quota"]["value"] is None
    assert found["attainment"]["value"] is None
    assert found["open_pipeline"]["value"].count(".") == 1
    assert len(found["open_pipeline"]["value"].split(".")[1]) == 2


def test_another_day_is_worked_out(simulated):
    asked = ["kpi", "--scope", "company", "--period", "2026-Q2", "--kpi", "won_value"]
    whole = document(*asked)["kpis"]["won_value"]
    part = document(*asked, "--as-of", "2026-05-15")
    assert part["as_of"] == "2026-05-15"
    assert 0 < float(part["kpis"]["won_value"]["value"]) < float(whole["value"])
    assert list(part["kpis"]) == ["won_value"]


def test_a_range_of_days(simulated):
    days = ["kpi", "--scope", "company", "--period", "2026-05-01..2026-06-01"]
    month = document("kpi", "--scope", "company", "--period", "2026-05")["kpis"]["won_value"]
    assert document(*days, "--kpi", "won_value")["kpis"]["won_value"] == month


def test_for_a_person_it_is_text(simulated):
    lines = printed("kpi", "--scope", "company", "--period", "2026-Q2").splitlines()
    assert len(lines) == len(METRICS.slugs())
    assert any(line.startswith("win_rate") and "%" in line for line in lines)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"--scope": "rep:S-99"}, "did you mean rep:S-9"),
        ({"--scope": "galaxy"}, "company, team:SLUG"),
        ({"--period": "someday"}, "2026-Q2"),
        ({"--as-of": "yesterday"}, "yesterday"),
        ({"--kpi": "luck"}, "known: activities_per_day"),
    ],
    ids=["rep", "scope", "period", "day", "kpi"],
)
def test_unknown_names_are_refused(simulated, changes, words):
    options = {"--scope": "company", "--period": "2026-Q2"} | changes
    with pytest.raises(CommandError, match=words) as refused:
        printed("kpi", *[word for pair in options.items() for word in pair])
    assert refused.value.returncode == 2


def test_recompute_says_what_it_did(simulated):
    found = document("recompute", "--from", "2026-10-05", "--to", "2026-10-06")
    assert set(found) == {"run", "periods", "seconds", "rows"}
    assert found["rows"] == 0
    assert found["periods"] > 5


def test_recompute_of_one_person(simulated):
    assert "0 rows written" in printed("recompute", "--from", "2026-10-05", "--person", "S-3")


@pytest.mark.parametrize(
    "arguments",
    [["--person", "S-99"], ["--from", "soon"], ["--from", "1990-01-01", "--to", "1990-02-01"]],
    ids=["person", "day", "nothing"],
)
def test_recompute_refuses(simulated, arguments):
    with pytest.raises(CommandError) as refused:
        printed("recompute", *arguments)
    assert refused.value.returncode == 2


def test_while_a_recompute_waits_numbers_are_worked_out(simulated):
    """A load without a worker must not leave the command with old numbers."""
    from crm.models import Opportunity
    from kpis import services

    Opportunity.objects.filter(status="won").update(value=1)
    asked = ["kpi", "--scope", "company", "--period", "2026-Q3", "--kpi", "deal_value"]
    assert document(*asked)["kpis"]["deal_value"]["value"] != "1.00"
    services.queue_recompute()
    assert document(*asked)["kpis"]["deal_value"]["value"] == "1.00"
