"""Comparing people: whom each role sees, what is refused, what it costs."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import audit.services
import teams.facts
from dashboards.facts.warming import warm_comparisons
from kpis.models import Measure, Value
from tests.dashboards.views.test_performance import page, text_of
from tests.factories import kpis as numbers
from tests.factories import teams as build
from tests.query_counts import counted

COMPARE = "/compare/"
NAMES = ["Ann Ash", "Ben Birch", "Cem Cole", "Dia Dorn", "Eli East", "Fay Fox"]


def put(rep, team, period, attained, won=30, closed=100):
    """A quota of 1,000 filled by deals of ten, and a win rate."""
    both = {
        "attainment": (attained, attained * 1000, 1000),
        "win_rate": (won / closed, won, closed),
    }
    for kpi, (value, top, bottom) in both.items():
        numbers.stored(rep, period, **{kpi: value})
        Value.objects.filter(kpi=kpi, scope_id=rep.pk, scope="rep").update(
            numerator=top, denominator=bottom, n=closed
        )
    Measure.objects.create(
        slug="won_square", start=period.start, rep=rep, team=team, value=attained * 10_000
    )


@pytest.fixture
def eight(cast, emea_north, americas, quarter):
    """Bob and Charlie, and six colleagues of Bob; from 30 to 100 % of quota."""
    people = [build.rep(name) for name in NAMES]
    for rep in people:
        build.member(rep, emea_north)
    bob, charlie = cast["rep"].rep, cast["rep elsewhere"].rep
    for n, rep in enumerate([bob, *people]):
        put(rep, emea_north, quarter, 0.3 + 0.1 * n)
    put(charlie, americas, quarter, 1.0)
    return people


def rows(client, **query):
    response = client.get(COMPARE, query | {"export": "csv"})
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


def dots(response):
    """How many dots of the strip have no name, and how many have one."""
    drawn = re.search(r'<svg class="g strip".*?</svg>', response.content.decode(), re.S).group()
    return drawn.count('<circle class="dot"'), drawn.count('<circle class="dot on"')


def test_an_executive_sees_everyone_ranked(frank_client, eight):
    found = rows(frank_client)
    assert [row["Rep"] for row in found] == ["Charlie", *NAMES[::-1], "Bob"]
    assert found[0]["Rank"] == "1 of 8"
    assert float(found[0]["Raw"]) == 1
    assert float(found[0]["Low"]) < float(found[0]["Fair"]) < 1
    said = text_of(page(frank_client, COMPARE))
    assert "8 people are ranked" in said
    assert "Territory potential is not known." in said


def test_a_manager_sees_their_people_ranked_among_all(alice_client, eight):
    found = rows(alice_client)
    assert "Charlie" not in [row["Rep"] for row in found]
    assert found[0]["Rank"] == "2 of 8"
    response = page(alice_client, COMPARE, scope="company")
    assert "Charlie" not in text_of(response)
    assert dots(response) == (8, 0)


def test_a_rep_sees_their_own_place_without_names(bob_client, eight):
    response = page(bob_client, COMPARE)
    said = response.content.decode()
    assert [row["Rep"] for row in rows(bob_client)] == ["Bob"]
    assert dots(response) == (7, 1)
    assert not any(name in said for name in [*NAMES, "Charlie"])
    assert "Clearly behind" not in said
    for scope in ("company", "rep:CHARLIE", "team:emea"):
        assert bob_client.get(COMPARE, {"scope": scope}).status_code == 404
    assert "Charlie" not in text_of(page(bob_client, COMPARE, **{"with": "1,2,3,4,5,6"}))


def test_a_rep_among_very_few_sees_nobody_else(bob_client, cast, emea_north, americas, quarter):
    put(cast["rep"].rep, emea_north, quarter, 0.5)
    put(cast["rep elsewhere"].rep, americas, quarter, 0.9)
    assert dots(page(bob_client, COMPARE)) == (0, 0)
    raw = page(bob_client, COMPARE, **{"as": "raw"})
    assert dots(raw) == (0, 1)
    assert "90.0%" not in text_of(raw)


@pytest.fixture
def by_name(company):
    company.names_in_comparison = True
    company.save()


def test_a_rep_sees_names_where_the_company_wants_it_so(bob_client, eight, by_name):
    found = rows(bob_client)
    assert [row["Rep"] for row in found] == ["Charlie", *NAMES[::-1], "Bob"]
    response = page(bob_client, COMPARE, **{"with": [eight[0].pk]})
    said = response.content.decode()
    assert "Ann Ash" in said
    assert dots(response) == (6, 2)
    assert f'/reps/{eight[0].pk}/"' not in said
    assert "Clearly behind" not in said
    funnel = page(bob_client, COMPARE, kpi="win_rate").content.decode()
    assert "Ann Ash: 30% of 100 deals" in funnel
    assert f"/reps/{eight[0].pk}/" not in funnel


def test_also_among_very_few(bob_client, cast, emea_north, americas, quarter, by_name):
    put(cast["rep"].rep, emea_north, quarter, 0.5)
    put(cast["rep elsewhere"].rep, americas, quarter, 0.9)
    assert [row["Rep"] for row in rows(bob_client)] == ["Bob", "Charlie"]


def test_names_are_for_peers_only(bob_client, alice_client, eight, emea_north, quarter, by_name):
    engineer = build.rep("Gil Grove", title="Sales engineer")
    build.member(engineer, emea_north)
    put(engineer, emea_north, quarter, 3.0)
    assert "Gil Grove" not in page(bob_client, COMPARE).content.decode()
    assert bob_client.get(COMPARE, {"scope": "company"}).status_code == 404
    assert "Charlie" not in [row["Rep"] for row in rows(alice_client)]


def test_by_tenure(frank_client, eight, quarter):
    days = {
        "first_year": quarter.start,
        "one_to_three": quarter.start.replace(year=quarter.start.year - 2),
        "longer": date(2015, 1, 1),
    }
    for rep, day in zip(eight, days.values(), strict=False):
        rep.hired_on = day
        rep.save()
    for tenure, name in zip(days, NAMES, strict=False):
        found = rows(frank_client, tenure=tenure)
        assert [row["Rep"] for row in found] == [name]
        assert found[0]["Rank"].endswith("of 8")
    assert len(rows(frank_client, tenure="nonsense")) == 8


def test_raw_win_rates_have_the_range_of_wilson(frank_client, eight):
    """30 of 100: centre 0.3074, half 0.0885."""
    found = rows(frank_client, **{"as": "raw", "kpi": "win_rate"})
    assert (float(found[0]["Low"]), float(found[0]["High"])) == pytest.approx(
        (0.2189, 0.3958), abs=1e-4
    )
    said = page(frank_client, COMPARE, **{"as": "raw", "kpi": "win_rate"}).content.decode()
    assert said.count('class="whisk"') == 3 * 8
    assert "Ann Ash: Win rate 30.0%, 21.9% to 39.6%" in said
    assert rows(frank_client, **{"as": "raw"})[0]["Low"] == ""


def test_without_real_differences_nobody_is_ranked(frank_client, eight):
    """All win 30 of 100."""
    found = rows(frank_client, kpi="win_rate")
    assert {row["Rank"] for row in found} == {"No real differences"}
    assert [row["Rep"] for row in found] == sorted([*NAMES, "Bob", "Charlie"])
    said = text_of(page(frank_client, COMPARE, kpi="win_rate"))
    assert "Chance alone explains the differences" in said


def test_too_few_people_have_no_fair_view(frank_client, cast, emea_north, quarter):
    put(cast["rep"].rep, emea_north, quarter, 0.5)
    found = rows(frank_client)
    assert [(row["Rank"], row["Fair"]) for row in found] == [
        ("Too few peers", ""),
        ("Nothing known", ""),
    ]
    assert "at least 4 with enough data" in text_of(page(frank_client, COMPARE))


def test_the_raw_view_has_no_ranks(frank_client, eight):
    found = rows(frank_client, **{"as": "raw"})
    assert "Rank" not in found[0]
    assert [float(row["Raw"]) for row in found] == sorted(
        (float(row["Raw"]) for row in found), reverse=True
    )
    said = text_of(page(frank_client, COMPARE, **{"as": "raw"}))
    assert "Raw view: figures exactly as stored." in said


def test_unlike_people_are_not_compared(frank_client, eight, emea_north, quarter):
    engineer = build.rep("Gil Grove", title="Sales engineer")
    build.member(engineer, emea_north)
    put(engineer, emea_north, quarter, 3.0)
    assert "Gil Grove" not in [row["Rep"] for row in rows(frank_client)]
    picked = {"with": [eight[0].pk, engineer.pk]}
    response = frank_client.get(COMPARE, picked | {"peers": "|"})
    said = text_of(response)
    assert "Gil Grove: another role or segment" in said
    assert "Sales engineer (1)" in said
    assert [r["Rep"] for r in rows(frank_client, peers="sales engineer|")] == ["Gil Grove"]


def test_people_side_by_side_five_at_most(frank_client, eight):
    ids = [rep.pk for rep in eight]
    said = text_of(page(frank_client, COMPARE, **{"with": ids[:2]}))
    assert "Side by side" in said
    assert "Peers, middle half" in said
    for view in ("fair", "raw"):
        marked = page(frank_client, COMPARE, **{"with": ids[:2], "as": view}).content.decode()
        assert len(re.findall(r'<tr class="(?:on (?:even|odd)|(?:even|odd) on)"', marked)) == 2
    six = frank_client.get(COMPARE, {"with": ids})
    assert "The first 5 people are side by side." in text_of(six)
    assert len(re.findall('name="with"[^>]* checked', six.content.decode())) == 5
    assert page(frank_client, COMPARE, **{"with": "nonsense,-1,99999999999999999999"})


def test_who_is_clearly_behind_is_named_with_a_cause(alice_client, eight):
    said = text_of(page(alice_client, COMPARE))
    assert "Clearly behind, and where to look first" in said
    assert "No single cause stands out" in said


def test_steadiness_over_past_months(frank_client, eight, quarter):
    month = teams.facts.company().calendar.previous(
        teams.facts.company().calendar.month_of(quarter.start)
    )
    for n in range(5):
        for k, rep in enumerate(eight):
            values = {"numerator": 100 + n * k, "denominator": 100, "value": 1 + n * k / 100}
            when = {"kind": "month", "start": month.start, "end": month.end}
            Value.objects.create(
                kpi="attainment", scope="rep", scope_id=rep.pk, as_of=month.start, **when, **values
            )
        month = teams.facts.company().calendar.previous(month)
    said = text_of(page(frank_client, COMPARE))
    assert "Lower and steady Ann Ash 100% ±" in said
    assert "High, varies" in said
    # 0.3, 0.4 … 1.0: Σ (2i − 9) y ÷ (8 Σ y) = 8.4 ÷ (8 × 5.2)
    assert "(Gini): 0.20;" in said
    consistency = {row["Rep"]: row["Consistency"] for row in rows(frank_client)}
    assert consistency["Bob"] == ""
    assert float(consistency["Ann Ash"]) > float(consistency["Fay Fox"]) > 0.5


def test_from_a_persons_page_to_their_place(frank_client, alice_client, eight, cast):
    bob = cast["rep"].rep
    for client in (frank_client, alice_client):
        said = page(client, f"/performance/reps/{bob.pk}/").content.decode()
        assert 'href="/compare/?scope=rep%3ABOB"' in said
        own = page(client, COMPARE, scope="rep:BOB")
        assert dots(own) == (7, 1)
        assert "Side by side" in text_of(own)


def test_sorting_is_in_the_address(frank_client, eight):
    found = [row["Rep"] for row in rows(frank_client, sort="-name")]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("kpi", ["attainment", "win_rate", "deal_value", "sales_cycle"])
@pytest.mark.parametrize("view", ["fair", "raw"])
def test_nobody_has_numbers(frank_client, cast, kpi, view):
    assert page(frank_client, COMPARE, kpi=kpi, **{"as": view})


def test_nobody_at_all(frank_client, company):
    assert "Nobody to compare" in text_of(page(frank_client, COMPARE))


@pytest.mark.parametrize("p", ["2099-Q1", "FY2026", "2026-05", "2026-05-01..2026-06-01"])
def test_any_period(frank_client, eight, p):
    assert page(frank_client, COMPARE, p=p)


@pytest.mark.parametrize("kpi", ["luck", "won_value"])
def test_other_figures_are_404(frank_client, company, kpi):
    assert frank_client.get(COMPARE, {"kpi": kpi}).status_code == 404


def test_queries_do_not_grow_with_people(frank_client, eight, emea_north, quarter):
    counted("dashboards:compare executive", frank_client, COMPARE)
    for n in range(10):
        rep = build.rep(f"More {n}")
        build.member(rep, emea_north)
        put(rep, emea_north, quarter, 0.5)
    counted("dashboards:compare executive", frank_client, COMPARE)


def test_queries_of_a_rep(bob_client, eight):
    counted("dashboards:compare rep", bob_client, COMPARE)


def test_what_is_kept_names_nobody_to_others(frank_client, alice_client, bob_client, eight):
    """After a recompute everybody is worked out once, by whoever comes first."""
    recomputed()
    assert len(rows(frank_client)) == 8
    assert "Charlie" in text_of(page(frank_client, COMPARE))
    found = rows(alice_client)
    assert "Charlie" not in [row["Rep"] for row in found]
    assert found[0]["Rank"] == "2 of 8"
    assert "Charlie" not in page(alice_client, COMPARE).content.decode()
    own = page(bob_client, COMPARE)
    assert dots(own) == (7, 1)
    assert not any(name in own.content.decode() for name in [*NAMES, "Charlie"])
    eight[0].title = "Sales engineer"
    eight[0].save()
    assert len(rows(frank_client)) == 7
    assert dots(page(bob_client, COMPARE)) == (6, 1)


def test_queries_of_what_is_kept(frank_client, bob_client, eight):
    recomputed()
    counted("dashboards:compare executive kept", frank_client, COMPARE)
    counted("dashboards:compare rep kept", bob_client, COMPARE)


def test_the_first_reader_finds_it_worked_out(frank_client, eight):
    assert not warm_comparisons()  # nothing is kept before a recompute
    before = rows(frank_client), rows(frank_client, kpi="win_rate")
    recomputed()
    assert warm_comparisons()
    assert not warm_comparisons()
    with CaptureQueriesContext(connection) as asked:
        after = rows(frank_client), rows(frank_client, kpi="win_rate")
    assert after == before
    assert not any("kpis_value" in query["sql"] for query in asked.captured_queries)
    recomputed()
    assert warm_comparisons()


def recomputed():
    """The stored values are of a recompute that has ended."""
    run = audit.services.queue_run(kind="kpis.recompute", params={})
    type(run).objects.filter(pk=run.pk).update(state="done", finished_at=timezone.now())
