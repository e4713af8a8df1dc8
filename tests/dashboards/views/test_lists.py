"""Lists of teams and reps."""

import csv
import io
import re
from datetime import timedelta

import pytest

import teams.facts
from tests.dashboards.views.test_performance import page, text_of


def names(response):
    return re.findall(
        r'<a href="/performance/(?:reps|teams)/[^"]+">([^<]+)</a>', response.content.decode()
    )


def test_reps_by_attainment_with_their_team(frank_client, numbers_of_quarter):
    response = page(frank_client, "/reps/")
    assert names(response) == ["Charlie", "Bob", "Alice"]
    assert "EMEA North" in text_of(response)
    assert "Far behind" in text_of(response)


def test_teams_by_attainment(frank_client, numbers_of_quarter):
    assert names(page(frank_client, "/teams/"))[0] == "Americas"


def test_a_manager_sees_their_own(alice_client, numbers_of_quarter):
    assert set(names(page(alice_client, "/reps/"))) == {"Alice", "Bob"}
    assert set(names(page(alice_client, "/teams/"))) == {"EMEA", "EMEA North"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"team": "emea"}, {"Bob"}, id="a region holds the reps of its teams"),
        pytest.param({"team": "americas"}, {"Charlie"}, id="one team"),
        pytest.param({"q": "char"}, {"Charlie"}, id="by name"),
        pytest.param({"state": "left"}, set(), id="nobody left"),
        pytest.param({"state": "active"}, {"Alice", "Bob", "Charlie"}, id="all are there"),
    ],
)
def test_narrowed(frank_client, numbers_of_quarter, query, found):
    assert set(names(page(frank_client, "/reps/", **query))) == found


def test_who_left_is_found_as_left(frank_client, numbers_of_quarter, bob):
    rep = bob.rep
    rep.left_on = teams.facts.today() - timedelta(1)
    rep.save()
    assert names(page(frank_client, "/reps/", state="left")) == ["Bob"]
    assert "Bob" not in names(page(frank_client, "/reps/", state="active"))


def test_who_does_not_sell_is_shown_when_asked_for(frank_client, numbers_of_quarter, alice):
    rep = alice.rep
    rep.participates = False
    rep.save()
    assert "Alice" not in names(page(frank_client, "/reps/"))
    assert "Alice" in names(page(frank_client, "/reps/", state="all"))


def test_the_export_has_raw_numbers(frank_client, numbers_of_quarter):
    response = frank_client.get("/reps/", {"export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert rows[0]["Rep"] == "Charlie"
    assert float(rows[0]["Attainment"]) == 0.6375
    assert rows[-1]["Attainment"] == ""


def test_reps_may_not(bob_client, numbers_of_quarter):
    assert bob_client.get("/reps/").status_code == 403
    assert bob_client.get("/teams/").status_code == 403


@pytest.mark.parametrize("path", ["/reps/", "/teams/"])
def test_costs_few_queries(frank_client, numbers_of_quarter, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        page(frank_client, path)
