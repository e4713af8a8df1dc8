"""What a comparison reads: everyone at once, stored halves, the spread of single deals."""

from datetime import date, timedelta
from decimal import Decimal
from math import log

import pytest

import teams.facts
from kpis import services
from kpis.facts import fair
from kpis.models import Measure, Value
from tests.factories import crm
from tests.factories import teams as build

START, END = date(2026, 4, 1), date(2026, 7, 1)


@pytest.fixture
def quarter(company):
    return teams.facts.company().calendar.quarter_of(START)


def test_who_counts_was_there_and_sells(cast, emea_north):
    gone = build.rep("Gone", left_on=date(2026, 1, 31))
    build.member(gone, emea_north)
    build.member(build.rep("Bot", participates=False), emea_north)
    build.rep("Nowhere")
    found = fair.people(START, END)
    assert [one.name for one in found] == ["Bob", "Charlie"]
    assert found[0].team_ids == (emea_north.pk,)


def test_without_teams_everyone_counts(company):
    build.rep("Zoe")
    build.rep("Amy", title="AE", segment="SMB")
    build.rep("Later", hired_on=END)
    assert [(one.name, one.title, one.segment) for one in fair.people(START, END)] == [
        ("Amy", "AE", "SMB"),
        ("Zoe", "", ""),
    ]


def stored(rep, kpi, start, kind="quarter", **parts):
    end = start + timedelta(90 if kind == "quarter" else 30)
    Value.objects.create(
        kpi=kpi, scope="rep", scope_id=rep.pk, kind=kind, start=start, end=end, as_of=start, **parts
    )


def test_halves_are_those_stored(bob, quarter):
    stored(bob.rep, "win_rate", START, value="0.25", numerator=5, denominator=20, n=20)
    stored(bob.rep, "attainment", START, value=None, numerator=5, denominator=0)
    found = fair.figures(quarter, ["win_rate", "attainment"])[bob.rep.pk]
    assert found["win_rate"] == fair.Figure(0.25, 5, 20, 20)
    assert found["attainment"].value is None


def test_months_without_a_quota_are_left_out(bob, quarter):
    calendar = teams.facts.company().calendar
    months = [calendar.month_of(date(2026, m, 1)) for m in (4, 5)]
    stored(bob.rep, "attainment", date(2026, 5, 1), "month", value=2, numerator=20, denominator=10)
    stored(bob.rep, "attainment", START, "month", value=None, numerator=9, denominator=0)
    assert fair.months(months) == {bob.rep.pk: [fair.PastMonth(date(2026, 5, 1), 20, 10)]}


def test_the_past_has_known_values_only(bob, quarter):
    stored(bob.rep, "win_rate", START, value="0.5")
    stored(bob.rep, "win_rate", date(2026, 1, 1), value=None)
    calendar = teams.facts.company().calendar
    periods = [calendar.previous(quarter), quarter]
    assert fair.past("win_rate", periods) == {bob.rep.pk: {START: 0.5}}


def test_squares_are_of_the_months_of_the_period(bob, emea_north, quarter):
    for start, value in ((date(2026, 3, 1), 7), (START, 100), (date(2026, 6, 1), 25)):
        Measure.objects.create(
            slug="won_square", start=start, rep=bob.rep, team=emea_north, value=Decimal(value)
        )
    assert fair.squares(quarter) == {bob.rep.pk: 125}


def test_the_spread_of_deals_by_segment(bob, cast):
    def closed(status, amount, segment="", qualified=date(2026, 4, 10)):
        crm.deal(
            bob.rep,
            amount=amount,
            status=status,
            closed_on=date(2026, 4, 20),
            qualified_on=qualified,
            segment=segment,
        )

    closed("won", 1_000)
    closed("won", 4_000)
    closed("lost", 9_000)
    closed("lost", 9_000, qualified=None)
    closed("won", 0, "SMB", qualified=None)
    found = fair.closed(START, END)[bob.rep.pk]
    assert (found[""].won, found[""].lost) == (2, 1)
    assert found[""].values.n == 2
    assert found[""].values.total == pytest.approx(log(1_000) + log(4_000))
    assert found[""].values.squares == pytest.approx(log(1_000) ** 2 + log(4_000) ** 2)
    assert found[""].cycles.total == pytest.approx(2 * log(11))
    assert (found["SMB"].won, found["SMB"].values.n, found["SMB"].cycles.n) == (1, 0, 0)
    assert fair.closed(END, date(2026, 10, 1)) == {}


def test_the_spread_of_deals_is_kept_until_the_next_recompute(bob, cast):
    def win():
        day = date(2026, 4, 20)
        crm.deal(bob.rep, amount=1_000, status="won", closed_on=day, qualified_on=day)

    win()
    assert services.recompute().state == "done"
    assert fair.closed(START, END)[bob.rep.pk][""].won == 1
    win()
    assert fair.closed(START, END)[bob.rep.pk][""].won == 1
    assert fair.closed_now(START, END)[bob.rep.pk][""].won == 2
    assert services.recompute().state == "done"
    assert fair.closed(START, END)[bob.rep.pk][""].won == 2
