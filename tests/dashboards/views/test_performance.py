"""Company and team pages: who sees them, what they say, what they cost."""

import csv
import io
import re
import time

import pytest
from django.core.cache import cache
from django.urls import reverse

import audit.services
import teams.facts
from dashboards.facts import Question
from dashboards.panels import attainment, attention
from salesops import health
from teams.access import Access
from tests.factories import kpis as numbers
from ui.period_picker import title

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


def test_numbers_of_people_without_a_row_are_not_read(frank, numbers_of_quarter, monkeypatch):
    monkeypatch.setattr("dashboards.facts.question.FEW", 4)
    today, company = teams.facts.today(), teams.facts.company()
    scope, quarter = teams.facts.company_scope(), numbers_of_quarter
    asked = Question(Access(frank), scope, quarter, None, company, today)
    assert [node.key for node in attainment.nodes(asked, room=4) if node.lazy]
    assert {asked.tree.scopes[key].kind for key in asked.table} == {"company", "team"}
    attainment.nodes(asked, room=10)
    assert len(asked.table) == len(asked.tree.scopes)


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
def test_it_costs_few_queries_and_100_kb(
    frank_client, numbers_of_quarter, open_deals, path, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        response = page(frank_client, path)
    assert len(response.content) < 100_000


@pytest.fixture
def computing(dora):
    """A recompute waits; what pages remember of that is forgotten before and after."""
    cache.delete("kpis:computing")
    yield audit.services.queue_run(kind="kpis.recompute", params={}, by=dora)
    cache.delete("kpis:computing")


@pytest.fixture
def a_worker():
    health.redis_client().set(health.HEARTBEAT_KEY, str(time.time()), ex=60)
    yield
    health.redis_client().delete(health.HEARTBEAT_KEY)


@pytest.mark.parametrize(
    "path",
    [COMPANY, "/teams/", "/reps/", "/trends/", "/compare/", "/pipeline/", "/pipeline/slipped/"],
)
def test_pages_say_that_newer_figures_come(
    dora_client, frank_client, numbers_of_quarter, a_worker, computing, path
):
    assert "Newer figures are being calculated." in text_of(page(dora_client, path))
    markup = page(frank_client, path).content.decode()
    assert "Newer figures are being calculated." in markup
    assert 'href="/runs/"' not in markup


def test_pages_say_that_jobs_wait(dora_client, numbers_of_quarter):
    health.redis_client().delete(health.HEARTBEAT_KEY)
    markup = page(dora_client, COMPANY).content.decode()
    assert "Jobs wait, because no worker does them at present." in markup
    assert '<a href="/runs/">See runs</a>' in markup


def test_pages_are_quiet_when_all_is_well(dora_client, numbers_of_quarter, a_worker):
    cache.delete("kpis:computing")
    said = text_of(page(dora_client, COMPANY))
    assert "Jobs wait" not in said
    assert "being calculated" not in said


def test_all_that_needs_attention_can_be_shown(
    frank_client, numbers_of_quarter, emea, open_deals, monkeypatch
):
    numbers.stored(emea, numbers_of_quarter, pace_gap=-90_000)
    monkeypatch.setattr(attention, "MOST", 0)
    found = page(frank_client, COMPANY)
    link = re.search(r'href="([^"]*attention=all)#attention">All (\d+)<', found.content.decode())
    assert link
    everything = page(frank_client, link[1].replace("?", f"{COMPANY}?", 1)).content.decode()
    listed = re.search(r'id="attention">(.*?)</section>', everything, flags=re.S)
    assert listed
    assert listed[1].count("<li") == int(link[2])


def test_the_file_has_cents_and_short_shares(frank_client, numbers_of_quarter, open_deals):
    response = page(frank_client, COMPANY, export="csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    company = rows[0]
    assert (company["Quota"], company["Attainment"]) == ("1000000.00", "0.405")
    assert company["Coverage"] == "2.521"


def test_a_printed_page_says_whose_and_when(frank_client, numbers_of_quarter, quarter):
    markup = page(frank_client, COMPANY).content.decode()
    printed = re.search(r'<p class="print-only printed">(.*?)</p>', markup)
    assert printed
    assert "Acme" in printed[1]
    assert title(quarter) in printed[1]
    assert "printed on" in printed[1]
