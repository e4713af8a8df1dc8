"""Company and team pages: who sees them, what they say, what they cost."""

import csv
import io
import re

import pytest
from django.urls import reverse

import teams.facts
from tests.factories import kpis as numbers

COMPANY = "/performance/"


def text_of(response):
    """The page without markup, white space made one."""
    bare = re.sub(r"<script.*?</script>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", bare)


def page(client, path, **query):
    response = client.get(path, query)
    assert response.status_code == 200, response.status_code
    return response


def test_the_company_says_where_it_stands(frank_client, numbers_of_quarter, open_deals):
    said = text_of(page(frank_client, COMPANY))
    assert "Bookings are on the usual path for this point." in said
    assert "$405.0k of $1.00M" in said
    assert "40.5%, usual 40.0%" in said
    assert "Coverage is 2.5×, 3.2× is needed" in said


def test_a_team_far_behind_says_so(frank_client, numbers_of_quarter, open_deals):
    said = text_of(page(frank_client, "/performance/teams/emea/"))
    assert "Bookings are far behind the usual path for this point." in said
    assert "$90k behind the usual path" in said


def test_rows_go_from_the_company_to_the_reps(frank_client, numbers_of_quarter, open_deals):
    markup = page(frank_client, COMPANY).content.decode()
    names = re.findall(r'class="node">.*?<a href="[^"]*">([^<]+)</a>', markup, flags=re.S)
    assert names == ["Acme", "Americas", "Charlie", "EMEA", "EMEA North", "Bob"]


@pytest.mark.parametrize(
    ("sort", "regions"),
    [
        ("att", ["EMEA", "Americas"]),
        ("-att", ["Americas", "EMEA"]),
        ("quota", ["Americas", "EMEA"]),
    ],
)
def test_siblings_are_sorted_as_asked(frank_client, numbers_of_quarter, open_deals, sort, regions):
    markup = page(frank_client, COMPANY, sort=sort).content.decode()
    names = re.findall(r'class="node">.*?<a href="[^"]*">([^<]+)</a>', markup, flags=re.S)
    assert [name for name in names if name in regions] == regions


def test_links_keep_the_period(frank_client, numbers_of_quarter, open_deals, quarter):
    markup = page(frank_client, COMPANY, p=quarter.slug).content.decode()
    assert f'href="/performance/teams/emea/?p={quarter.slug}"' in markup


def test_every_figure_leads_to_its_explanation(frank_client, numbers_of_quarter, open_deals):
    markup = page(frank_client, COMPANY).content.decode()
    tiles = re.findall(r'<a class="tile" href="([^"]*)"', markup)
    assert len(tiles) == 6
    assert all(href.startswith(reverse("kpis:explain", args=["x"])[:-2]) for href in tiles)


def test_a_manager_sees_the_company_but_only_their_own_rows(
    alice_client, numbers_of_quarter, open_deals
):
    said = text_of(page(alice_client, COMPANY))
    assert "$405.0k of $1.00M" in said
    assert "EMEA North" in said
    assert "Charlie" not in said
    assert "Needs attention" not in said


def test_another_team_is_not_there_for_a_manager(alice_client, numbers_of_quarter):
    assert alice_client.get("/performance/teams/americas/").status_code == 404


def test_a_rep_may_not_open_them(bob_client, numbers_of_quarter):
    assert bob_client.get(COMPANY).status_code == 403
    assert bob_client.get("/performance/teams/emea/").status_code == 403


def test_an_unknown_team_and_a_bad_period_are_404(frank_client, company):
    assert frank_client.get("/performance/teams/nowhere/").status_code == 404
    assert frank_client.get(COMPANY, {"p": "yesterday"}).status_code == 404


def test_without_a_quota_there_is_no_pace_and_the_page_says_why(
    dora_client, cast, quarter, open_deals
):
    numbers.stored("company", quarter, won_value=10_000)
    said = text_of(page(dora_client, COMPANY))
    assert "No quota is set, so there is no pace." in said
    assert "Acme has no quota for" in said
    assert "Import quotas" in said


def test_a_closed_period_says_how_it_ended(frank_client, cast, quarter, open_deals):
    before = teams.facts.company().calendar.previous(quarter)
    numbers.stored("company", before, won_value=97_000, quota=100_000, attainment="0.97")
    said = text_of(page(frank_client, COMPANY, p=before.slug))
    assert "ended with $97.0k booked, 97% of quota." in said
    assert "Usual by today" not in said
    assert "Against quota −$3k Quota missed" in said
    assert "Pipeline coverage" not in said


def test_a_period_to_come_is_not_judged(frank_client, cast, quarter, open_deals):
    ahead = teams.facts.company().calendar.next(quarter)
    for past in range(8):
        period = teams.facts.company().calendar.back(quarter, past)
        numbers.stored("company", period, pipeline_generated=100)
    numbers.stored("company", ahead, won_value=0, quota=100_000, pipeline_generated=0)
    said = text_of(page(frank_client, COMPANY, p=ahead.slug))
    assert "has not begun." in said
    assert "on usual" not in said


def test_without_deals_it_says_how_to_begin(dora_client, frank_client, company):
    assert "Import deals" in text_of(page(dora_client, COMPANY))
    said = text_of(page(frank_client, COMPANY))
    assert "No data yet" in said
    assert "Import deals" not in said


def test_the_reps_of_one_team_can_be_asked_for(frank_client, numbers_of_quarter, open_deals):
    response = page(frank_client, COMPANY, rows="team:emea-north")
    markup = response.content.decode()
    assert markup.count("<tr") == 1
    assert 'data-parent="team:emea-north"' in markup
    assert "Bob" in markup
    assert frank_client.get(COMPANY, {"rows": "team:nowhere"}).status_code == 404


def test_a_manager_cannot_ask_for_the_rows_of_others(alice_client, numbers_of_quarter):
    assert alice_client.get(COMPANY, {"rows": "team:americas"}).status_code == 404


def test_the_export_has_every_row_with_exact_numbers(frank_client, numbers_of_quarter):
    response = frank_client.get(COMPANY, {"export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert [row["Name"] for row in rows] == [
        "Acme",
        "Americas",
        "Charlie",
        "EMEA",
        "EMEA North",
        "Bob",
    ]
    assert float(rows[0]["Booked"]) == 405_000
    assert float(rows[0]["Attainment"]) == 0.405


@pytest.mark.parametrize("path", [COMPANY, "/performance/teams/emea/"])
def test_it_costs_at_most_fifteen_queries_and_100_kb(
    frank_client, numbers_of_quarter, open_deals, path, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        response = page(frank_client, path)
    assert len(response.content) < 100_000
