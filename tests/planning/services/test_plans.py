"""The life of a plan: made, laid out, asked about, judged, taken back, copied."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

import teams.facts
from kpis.models import Value
from planning.models import QuotaLine, QuotaPlan
from planning.services import lines, plans
from planning.services.plans.goals import Key
from teams.models import Membership
from teams.services.refused import Refused
from tests.factories import planning as build
from tests.factories import teams as people
from tests.factories import territories as models

pytestmark = pytest.mark.django_db


def tree(plan, goal=None):
    rows = QuotaLine.objects.filter(goal__plan=plan).select_related("parent")
    rows = rows if goal is None else rows.filter(goal=goal)

    def name(row):
        return str(row.rep or row.team or row.territory or "company")

    return sorted((name(row), name(row.parent) if row.parent else "") for row in rows)


TEAMS = [
    ("Americas", "company"),
    ("Bob", "EMEA North"),
    ("Charlie", "Americas"),
    ("EMEA", "company"),
    ("EMEA North", "EMEA"),
    ("company", ""),
]


def test_lines_are_teams_and_their_people(draft):
    assert tree(draft) == TEAMS


def test_somebody_who_moves_has_one_line_where_they_begin(draft, dora, bob, americas):
    Membership.objects.filter(rep=bob.rep).update(
        valid=DateRange(date(2024, 1, 1), date(2027, 5, 1))
    )
    people.member(bob.rep, americas, date(2027, 5, 1))
    assert tree(build.plan(dora)) == TEAMS


def test_looking_again_adds_who_is_new_and_keeps_figures(draft, dora, bob, emea_north):
    people.member(people.rep("Nina"), emea_north)
    build.figures(dora, draft, Bob="500")
    Membership.objects.filter(rep=bob.rep).delete()
    laid = plans.lay_out_all(by=dora, plan=draft)
    assert (laid.added, laid.removed) == (1, 0)
    lines.set_planned(by=dora, line=build.line(draft, "Bob"), amount=None)
    assert plans.lay_out_all(by=dora, plan=draft).removed == 1
    assert ("Nina", "EMEA North") in tree(draft)


def test_lines_from_territories_and_their_seats(dora, bob, company):
    model = models.model("Coverage")
    north = models.territory(model, "North")
    models.territory(model, "Far North", parent=north)
    models.seat(north, bob.rep)
    plan = build.plan(dora, territory_model=model)
    assert tree(plan) == [
        ("Bob", "North"), ("Far North", "North"), ("North", "company"), ("company", ""),
    ]  # fmt: skip


def test_goals_by_measure_family_and_segment(draft, dora):
    goal = plans.add_goal(by=dora, plan=draft, key=Key("units", "Cables", "Enterprise"))
    assert tree(draft, goal) == TEAMS
    with pytest.raises(Refused, match="already has this goal"):
        plans.add_goal(by=dora, plan=draft, key=Key("units", "Cables", "Enterprise"))
    with pytest.raises(Refused, match="not a measure"):
        plans.add_goal(by=dora, plan=draft, key=Key("smiles"))
    plans.remove_goal(by=dora, goal=goal)
    assert draft.goals.count() == 1


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2027, 1, 2), date(2028, 1, 1)), (date(2027, 1, 1), date(2027, 1, 15)),
     (date(2027, 1, 1), date(2027, 1, 1))],
)  # fmt: skip
def test_a_plan_lasts_whole_months(dora, start, end):
    with pytest.raises(Refused, match="whole fiscal months"):
        build.plan(dora, start=start, end=end)


def test_a_plan_without_the_companys_figure_is_not_sent(draft, dora):
    with pytest.raises(Refused, match="“Revenue” has no figure for the company"):
        plans.submit(by=dora, plan=draft)
    plans.remove_goal(by=dora, goal=draft.goals.get())
    with pytest.raises(Refused, match="measures nothing"):
        plans.submit(by=dora, plan=draft)


def test_two_plans_are_not_approved_for_the_same_days(draft, dora, frank):
    build.figures(dora, draft, company="1000")
    other = plans.copy(by=dora, plan=draft, name="Other")
    for one in (draft, other):
        plans.submit(by=dora, plan=one)
    plans.approve(by=frank, plan=draft)
    with pytest.raises(Refused, match="some of the same days"):
        plans.approve(by=frank, plan=other)


def test_managers_are_asked_until_a_day(draft, dora):
    today = teams.facts.today()
    with pytest.raises(Refused, match="day to come"):
        plans.ask(by=dora, plan=draft, until=today - timedelta(1))
    plans.ask(by=dora, plan=draft, until=today, words="Think of the hires")
    assert draft.events.get().kind == "ask"
    assert plans.ask(by=dora, plan=draft, until=None).proposals_by is None


def test_a_copy_has_goals_months_figures_and_locks(draft, dora):
    build.figures(dora, draft, company="1000", Bob="500.50")
    lines.lock(by=dora, line=build.line(draft, "Bob"))
    lines.propose(by=dora, line=build.line(draft, "Bob"), amount=Decimal(4), why="So")
    goal = draft.goals.get()
    goal.weights, goal.weights_from = ["1"] * 12, "typed"
    goal.save()
    made = plans.copy(by=dora, plan=draft, name="Second")
    bob = build.line(made, "Bob")
    assert (bob.planned, bob.locked, bob.proposed) == (Decimal("500.50"), True, None)
    assert made.goals.get().weights == ["1"] * 12
    assert made.based_on == draft
    assert bob.changes.get().why == "Copied from “Quotas 2027”"


def test_a_copy_for_another_year_follows_people(draft, dora, bob, americas):
    build.figures(dora, draft, Bob="500")
    Membership.objects.filter(rep=bob.rep).delete()
    people.member(bob.rep, americas)
    made = plans.copy(
        by=dora, plan=draft, name="2028", start=date(2028, 1, 1), end=date(2029, 1, 1)
    )
    line = build.line(made, "Bob")
    assert (line.planned, line.parent.team) == (500, americas)


def quota_of(rep, amount, months=12):
    """What the KPIs stored of each of the last months."""
    calendar, now = teams.facts.company().calendar, teams.facts.today()
    month = calendar.month_of(now)
    for _n in range(months):
        month = calendar.previous(month)
        Value.objects.create(
            kpi="quota", scope="rep", scope_id=rep.pk, kind="month",
            start=month.start, end=month.end, as_of=month.start, value=amount,
        )  # fmt: skip


def test_a_plan_from_last_years_quotas(bob, charlie, dora):
    quota_of(bob.rep, 100)
    quota_of(charlie.rep, Decimal("10.01"), months=14)
    plan = plans.from_last_year(
        by=dora, name="Next", start=build.START, end=build.END, growth=Decimal("0.1")
    )
    assert build.line(plan, "Bob").planned == 1320
    assert build.line(plan, "Charlie").planned == Decimal("132.13")
    assert build.line(plan, "EMEA North").planned == 1320
    assert build.line(plan).planned == Decimal("1452.13")


def test_without_quotas_last_year_it_says_so(bob, dora):
    with pytest.raises(Refused, match="Nobody had a quota"):
        plans.from_last_year(by=dora, name="Next", start=build.START, end=build.END)
    assert not QuotaPlan.objects.exists()


def test_a_plan_that_is_over_is_put_away_as_it_was_in_force(dora, frank, bob):
    plan = build.plan(dora, start=date(2024, 1, 1), end=date(2025, 1, 1))
    build.figures(dora, plan, company="1000")
    plans.submit(by=dora, plan=plan)
    plans.approve(by=frank, plan=plan)
    kept = plans.archive(by=dora, plan=plan)
    assert (kept.state, kept.active) == ("archived", kept.days)


def test_a_draft_is_not_put_away(draft, dora):
    with pytest.raises(Refused, match="“Quotas 2027” is “Draft”"):
        plans.archive(by=dora, plan=draft)
    assert not draft.events.exists()


def test_a_plan_that_lasts_is_not_put_away(draft, dora, frank):
    build.figures(dora, draft, company="1000")
    plans.submit(by=dora, plan=draft)
    plans.approve(by=frank, plan=draft)
    with pytest.raises(Refused, match="not over yet"):
        plans.archive(by=dora, plan=draft)
