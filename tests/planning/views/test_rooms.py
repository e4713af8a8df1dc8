"""The further rooms of a plan: months, comparison, import and export."""

from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import load_workbook

from planning.services import plans
from planning.services.months import set_months
from tests.factories import planning as build
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(draft, dora):
    build.figures(dora, draft, company="1200.01", Bob="500", Charlie="300")
    return draft


def url(plan, rest=""):
    return f"/quotas/{plan.pk}/{rest}"


def test_months_say_where_they_come_from_and_add_up(plan, dora_client):
    page = counted("planning:months operations", dora_client, url(plan, "months/"))
    assert "Every month brings the same." in page.text
    assert "100.01" in page.text
    said = {"source": "typed"} | {f"weights-{n}": "0" for n in range(12)} | {"weights-3": "2.5"}
    page = dora_client.post(url(plan, "months/"), said, follow=True)
    assert "The months are typed." in page.text
    assert plan.goals.get().weights[3] == "2.5"


def test_months_that_cannot_be_are_said(plan, dora_client):
    page = dora_client.post(url(plan, "months/"), {"source": "learned"})
    assert "no whole year of results" in page.text
    said = {"source": "typed", "weights-0": "-1"}
    assert "is-invalid" in dora_client.post(url(plan, "months/"), said).text


def test_others_read_the_months(plan, dora, erin_client):
    set_months(by=dora, goal=plan.goals.get(), source="typed", weights=[Decimal(1)] * 12)
    assert erin_client.get(url(plan, "months/")).status_code == 200
    assert erin_client.post(url(plan, "months/"), {"source": "equal"}).status_code == 403


def test_two_plans_stand_beside_each_other(plan, dora, dora_client):
    other = plans.copy(by=dora, plan=plan, name="Second")
    build.figures(dora, other, Bob="600")
    page = counted("planning:compare operations", dora_client, url(other, "compare/"))
    assert "1 person has another figure than in “Quotas 2027”" in page.text
    assert "+20.0%" in page.text
    file = dora_client.get(url(other, "compare/"), {"export": "csv"})
    assert b"Bob,500" in b"".join(file.streaming_content)


def test_without_a_plan_to_compare_with_it_asks_for_one(plan, dora_client):
    assert "Choose the plan to compare with" in dora_client.get(url(plan, "compare/")).text
    assert dora_client.get(url(plan, "compare/"), {"with": "x"}).status_code == 404


def test_a_workbook_goes_out_and_comes_back(plan, dora_client):
    counted("planning:bulk operations", dora_client, url(plan, "bulk/"))
    out = dora_client.get(url(plan, "bulk/file.xlsx"))
    page = load_workbook(BytesIO(b"".join(out.streaming_content))).get_sheet_by_index(0)
    heads, *rows = page.to_python()
    cells = [dict(zip(heads, row, strict=True)) for row in rows]
    bob = next(one for one in cells if one["name"] == "Bob")
    text = f"line,version,planned\n{bob['line']:.0f},{bob['version']:.0f},555\n"
    file = BytesIO(text.encode())
    file.name = "back.csv"
    page = dora_client.post(url(plan, "bulk/"), {"file": file}, follow=True)
    assert "Store 1 row" in page.text
    run = page.redirect_chain[0][0].rstrip("/").rsplit("/", 1)[1]
    page = dora_client.post(url(plan, f"bulk/{run}/store/"), follow=True)
    assert "1 row is stored." in page.text
    assert build.line(plan, "Bob").planned == 555
    assert ">Undo<" in page.text


def test_csv_goes_out_too_and_nothing_else(plan, dora_client):
    out = dora_client.get(url(plan, "bulk/file.csv"))
    assert b"plan,line,version" in b"".join(out.streaming_content)
    assert dora_client.get(url(plan, "bulk/file.pdf")).status_code == 404
