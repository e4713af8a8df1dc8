"""A person's quota follows from dated pieces: hire, leave, seats, ramp, adjustments."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from kernel.dated import Days
from planning.facts.figures import derived
from planning.facts.pieces import prorated
from tests.factories import publishing as make
from tests.factories import teams as people
from tests.factories import territories as land
from tests.planning.core.published import inputs, right

FIRST_HALF = DateRange(date(2026, 1, 1), date(2026, 7, 1))

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(company):
    return make.goal(make.plan())


def month(found, number):
    start = date(2026, number, 1)
    end = date(2026 + number // 12, number % 12 + 1, 1)
    return found.within(Days(start, end)).amount


def test_who_is_there_all_the_time_gets_what_was_planned(goal, bob):
    found = prorated(make.rep_line(goal, bob.rep, 1200000))
    assert found.amount == 1200000
    assert {month(found, n) for n in range(1, 13)} == {Decimal(100000)}


def test_months_by_the_weights_of_the_goal(goal, bob):
    goal.weights = ["2"] + ["1"] * 10 + ["0"]
    goal.save()
    found = prorated(make.rep_line(goal, bob.rep, 1200000))
    assert (month(found, 1), month(found, 2), month(found, 12)) == (200000, 100000, 0)


def test_hired_in_april_and_ramping(goal, emea_north):
    case, answer = inputs("quota-proration-hire-with-ramp"), right("quota-proration-hire-with-ramp")
    hired = date.fromisoformat(case["hire"])
    nina = people.rep("Nina", hired_on=hired)
    people.member(nina, emea_north, hired)
    make.ramp(*map(str, case["ramp_by_tenure_month"]))
    found = prorated(make.rep_line(goal, nina, case["annual_quota"]))
    assert found.amount == answer["year"]
    assert [month(found, n) for n in range(1, 13)] == answer["by_month"]


def test_a_leave_is_relief(goal, bob):
    make.away(bob.rep, date(2026, 6, 1), date(2026, 7, 1), "Parental leave")
    line = make.rep_line(goal, bob.rep, 1200000)
    found = prorated(line)
    assert found.amount == 1100000
    assert month(found, 6) == 0
    freed = derived(goal.plan).relief[line.parent_id]
    assert (freed.away, freed.ramp, freed.not_there) == (100000, 0, 0)


def test_who_leaves(goal, bob):
    bob.rep.left_on = date(2026, 7, 1)
    bob.rep.save()
    line = make.rep_line(goal, bob.rep, 1200000)
    assert prorated(line).amount == 600000
    assert derived(goal.plan).relief[line.parent_id].not_there == 600000


def test_a_transfer_between_two_lines(goal, emea_north, americas):
    """Each team's line counts on the days in that team; together they are the year."""
    tara = people.rep("Tara")
    people.member(tara, emea_north, end=date(2026, 7, 1))
    people.member(tara, americas, date(2026, 7, 1))
    north = make.rep_line(goal, tara, 600000, make.team_line(goal, emea_north))
    south = make.rep_line(goal, tara, 1200000, make.team_line(goal, americas))
    assert (prorated(north).amount, prorated(south).amount) == (300000, 600000)
    figures = derived(goal.plan).figures
    assert sum(amount for slot, amount in figures.items() if slot.kind == "rep") == 900000


def test_with_one_line_a_transfer_changes_nothing(goal, emea_north, americas):
    tara = people.rep("Tara")
    people.member(tara, emea_north, end=date(2026, 7, 1))
    people.member(tara, americas, date(2026, 7, 1))
    assert prorated(make.rep_line(goal, tara, 1200000)).amount == 1200000


@pytest.fixture
def seated(company, bob, charlie):
    """Bob has half of the South until July, and all of it from then on."""
    model = land.model(state="approved", starts_on=date(2026, 1, 1))
    south = land.territory(model, "South")
    land.seat(south, bob.rep, share=50, valid=FIRST_HALF)
    land.seat(south, charlie.rep, share=50, valid=FIRST_HALF)
    land.seat(south, bob.rep, valid=DateRange(date(2026, 7, 1), None))
    return south


def test_a_change_of_share(seated, bob):
    goal = make.goal(make.plan(territory_model=seated.model))
    line = make.rep_line(goal, bob.rep, 1200000, make.territory_line(goal, seated, 1200000))
    found = prorated(line)
    assert found.amount == 900000
    assert (month(found, 1), month(found, 7)) == (50000, 100000)
    assert derived(goal.plan).relief[line.parent_id].share == 300000


def test_a_seat_that_ends(seated, charlie):
    goal = make.goal(make.plan(territory_model=seated.model))
    line = make.rep_line(goal, charlie.rep, 600000, make.territory_line(goal, seated, 1200000))
    assert prorated(line).amount == 300000


def test_before_the_model_the_team_counts(seated, bob):
    seated.model.starts_on = date(2026, 4, 1)
    seated.model.save()
    goal = make.goal(make.plan(territory_model=seated.model))
    found = prorated(make.rep_line(goal, bob.rep, 1200000))
    assert [month(found, n) for n in (3, 4, 7)] == [100000, 50000, 100000]


def test_counts_are_whole(goal, bob):
    units = make.goal(goal.plan, "units")
    make.away(bob.rep, date(2026, 6, 1), date(2026, 6, 20))
    found = prorated(make.rep_line(units, bob.rep, 100))
    assert found.amount == found.amount.to_integral_value()


def test_nobody_and_nothing(goal, bob, emea):
    assert prorated(make.team_line(goal, emea, 5000)).amount == 0
    assert prorated(make.rep_line(goal, bob.rep)).steps == ()


def test_a_month_without_a_day_promises_nothing(goal, emea_north):
    nina = people.rep("Nina", hired_on=date(2026, 3, 1))
    people.member(nina, emea_north, date(2026, 3, 1))
    make.rep_line(goal, nina, 1200)
    found = {slot.start.month: amount for slot, amount in derived(goal.plan).figures.items()}
    assert (found[2], found[3]) == (None, 100)
