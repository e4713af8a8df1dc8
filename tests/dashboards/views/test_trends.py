"""Any KPI over time."""

import csv
import io

import pytest

import teams.facts
from tests.dashboards.views.test_performance import page, text_of
from tests.factories import kpis as numbers


@pytest.fixture
def two_years(frank, americas, emea, quarter):
    """Nine quarters and the same a year before: 1,000 more each quarter."""
    calendar, period = teams.facts.company().calendar, quarter
    for n in range(13, 0, -1):
        numbers.stored("company", period, won_value=n * 1_000)
        period = calendar.previous(period)
    return quarter


def rows(response):
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


def test_quarters_beside_the_year_before(frank_client, two_years):
    found = rows(frank_client.get("/trends/", {"kpi": "won_value", "export": "csv"}))
    assert [float(row["Value"]) for row in found] == [n * 1_000 for n in range(5, 14)]
    assert [float(row["Year before"]) for row in found] == [n * 1_000 for n in range(1, 10)]
    assert found[-1]["Period"] == two_years.slug


def test_a_sum_that_still_grows_is_not_compared(frank_client, two_years):
    said = text_of(page(frank_client, "/trends/"))
    assert "so far" in said
    assert "+44.4%" not in said
    assert "+50.0%" in said


def test_unknown_stays_empty(frank_client, two_years):
    found = rows(frank_client.get("/trends/", {"kpi": "win_rate", "export": "csv"}))
    assert {row["Value"] for row in found} == {""}
    assert "nothing is known" in text_of(page(frank_client, "/trends/", kpi="win_rate"))


def test_french_steps_need_no_decimals(frank, sign_in, two_years):
    frank.language = "fr"
    frank.save()
    axis = sign_in(frank).get("/trends/").context["plot"].layout["yaxis"]
    assert axis["ticktext"][:3] == ["0\u00a0$", "5\u00a0k$", "10\u00a0k$"]


@pytest.mark.parametrize("by", ["month", "quarter", "year"])
def test_any_grain(frank_client, two_years, by):
    assert page(frank_client, "/trends/", by=by)


def test_an_unknown_figure_is_404(frank_client, two_years):
    assert frank_client.get("/trends/", {"kpi": "luck"}).status_code == 404


def test_a_rep_sees_their_own_only(bob_client, cast, quarter):
    numbers.stored(cast["rep"].rep, quarter, won_value=777_000)
    assert "$777.0k" in text_of(page(bob_client, "/trends/"))
    assert bob_client.get("/trends/", {"scope": "company"}).status_code == 404
    assert bob_client.get("/trends/", {"scope": "rep:CHARLIE"}).status_code == 404


def test_a_manager_chooses_among_their_teams(alice_client, cast, quarter):
    said = text_of(page(alice_client, "/trends/"))
    assert "EMEA North" in said
    assert "Americas" not in said
    assert alice_client.get("/trends/", {"scope": "team:americas"}).status_code == 404


def test_htmx_gets_the_part(frank_client, two_years):
    response = frank_client.get("/trends/", headers={"HX-Request": "true"})
    assert response.content.strip().startswith(b'<div id="trend"')


def test_costs_few_queries(frank_client, two_years, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        page(frank_client, "/trends/")
