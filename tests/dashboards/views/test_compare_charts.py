"""What stands behind a comparison: the funnel, ramps, one's own months, and who is named there."""

import json
import re
from datetime import date

import pytest

import teams.facts
from kpis.models import Value
from tests.dashboards.views.test_compare import COMPARE, NAMES, eight, put
from tests.dashboards.views.test_performance import page, text_of

__all__ = ["eight"]


def spec(response, name):
    """The data of a chart, as the browser gets it; None where there is no such chart."""
    found = re.search(
        f'<script id="{name}" type="application/json">(.*?)</script>', response.content.decode()
    )
    return found and json.loads(found.group(1))["data"]


def months_of(rep, values, start):
    """Attainment of months before `start`, the last value in the latest month."""
    month = teams.facts.company().calendar.month_of(start)
    for value in values[::-1]:
        month = teams.facts.company().calendar.previous(month)
        Value.objects.create(
            kpi="attainment",
            scope="rep",
            scope_id=rep.pk,
            kind="month",
            start=month.start,
            end=month.end,
            as_of=month.start,
            value=value,
            numerator=value * 100,
            denominator=100,
        )


@pytest.fixture
def one_wins_most(eight, emea_north, quarter):
    Value.objects.filter(kpi="win_rate", scope_id=eight[0].pk).update(value=0.8, numerator=80)


def test_the_funnel_names_who_is_outside(frank_client, one_wins_most):
    response = page(frank_client, COMPARE, kpi="win_rate")
    said = text_of(response)
    assert "Win rates by number of deals: 1 person is outside of the limits" in said
    dots = spec(response, "funnel")[-1]
    assert dots["text"][dots["marker"]["symbol"].index("diamond")] == "Ann Ash: 80% of 100 deals"
    assert "Ann Ash 100 80%" in said
    assert "outside 99.8%" in said


def test_a_manager_reads_the_names_of_their_people_only(alice_client, one_wins_most):
    response = page(alice_client, COMPARE, kpi="win_rate")
    dots = spec(response, "funnel")[-1]
    assert len(dots["text"]) == 8
    assert [text for text in dots["text"] if text.startswith("A peer")] == [
        "A peer: 30% of 100 deals"
    ]
    assert dots["customdata"][dots["text"].index("A peer: 30% of 100 deals")] == ""
    assert "Charlie" not in response.content.decode()


def test_a_rep_sees_the_limits_and_themselves(bob_client, one_wins_most):
    response = page(bob_client, COMPARE, kpi="win_rate")
    assert spec(response, "funnel")[-1]["text"] == ["Bob: 30% of 100 deals"]
    assert not any(name in response.content.decode() for name in NAMES)


def test_few_peers_have_no_funnel(frank_client, cast, emea_north, quarter):
    put(cast["rep"].rep, emea_north, quarter, 0.5)
    assert spec(page(frank_client, COMPARE, kpi="win_rate"), "funnel") is None


def test_ramps_by_cohort(frank_client, bob_client, eight, emea_north, quarter, cast):
    """Four people past the ramp at 80 % of quota, three hired in one half-year, one apart."""
    year = quarter.start.year - 1
    for rep in eight[:3]:
        rep.hired_on = date(year, 2, 1)
        rep.save()
        months_of(rep, [0.4] * 3, date(year, 6, 1))
    for rep in eight[3:]:
        rep.hired_on = date(year - 6, 2, 1)
        rep.save()
        months_of(rep, [0.8] * 12, quarter.start)
    late = cast["rep"].rep
    late.hired_on = date(year, 9, 1)
    late.save()
    months_of(late, [0.1], date(year, 11, 1))
    everyone = spec(page(frank_client, COMPARE), "ramps")
    assert [line["name"] for line in everyone] == [
        f"Hired H1 {year} (3)",
        f"Hired H2 {year} (1)",
        "Role",
    ]
    assert everyone[-1]["y"][-1] == pytest.approx(0.8)
    own = spec(page(bob_client, COMPARE), "ramps")
    assert [line["name"] for line in own] == [
        f"Hired H1 {year} (3)",
        f"Hired H2 {year} (1)",
        "Role",
    ]
    eight[0].hired_on = None
    eight[0].save()
    few = spec(page(bob_client, COMPARE), "ramps")
    assert [line["name"] for line in few] == [f"Hired H2 {year} (1)", "Role"]


def test_recent_hires_and_their_ramp_index(frank_client, eight, quarter):
    rep = eight[0]
    rep.hired_on = quarter.start
    rep.save()
    for other in eight[1:]:
        other.hired_on = date(2015, 1, 1)
        other.save()
        months_of(other, [1.0] * 3, quarter.start)
    said = text_of(page(frank_client, COMPARE))
    assert re.search(r"Recent hire .* Ann Ash \d+ 40% 100% 0\.40", said)


def test_nobody_was_hired(frank_client, eight):
    assert spec(page(frank_client, COMPARE), "ramps") is None


@pytest.mark.parametrize("place", ["/me/", COMPARE])
def test_one_slow_month_is_no_signal(bob_client, eight, cast, quarter, place):
    usual = [1.0, 0.8, 1.1, 0.9, 1.2, 0.8, 1.0, 0.9, 1.1, 0.8, 1.2, 0.5]
    months_of(cast["rep"].rep, usual, quarter.start)
    response = page(bob_client, place)
    assert "Attainment by month: nothing but the usual ups and downs" in text_of(response)
    assert set(spec(response, "run-chart")[-1]["marker"]["symbol"]) == {"circle"}


def test_a_shift_and_a_month_far_out_are(alice_client, eight, cast, quarter):
    bob = cast["rep"].rep
    months_of(bob, [0.8, 0.9] * 4 + [1.1, 1.2] * 4, quarter.start)
    address = f"/performance/reps/{bob.pk}/"
    assert "a lasting shift, 8 or more in a row" in text_of(page(alice_client, address))
    Value.objects.filter(kpi="attainment", kind="month").delete()
    months_of(bob, [1.0, 0.8, 1.1, 0.9, 1.2, 0.8, 1.0, 0.9, 1.1, 0.8, 1.2, 2.9], quarter.start)
    said = text_of(page(alice_client, address))
    assert "1 month is outside of the usual" in said
    assert "290% outside of the limits" in said


def test_too_few_months_say_so(bob_client, cast, quarter):
    months_of(cast["rep"].rep, [1.0] * 3, quarter.start)
    response = page(bob_client, "/me/")
    assert "3 months with a quota, too few to judge" in text_of(response)
    assert spec(response, "run-chart") is None


def test_side_by_side_says_what_is_left(frank_client, eight):
    said = text_of(page(frank_client, COMPARE, **{"with": [r.pk for r in eight[:2]]}))
    for line in ("Adjusted index", "Ramp index", "Consistency", "Chance of the top third"):
        assert line in said
    assert re.search(r"Chance of the bottom third \d+% \d+%", said)
    raw = text_of(page(frank_client, COMPARE, **{"with": [eight[0].pk], "as": "raw"}))
    assert "Chance of the top third" not in raw
