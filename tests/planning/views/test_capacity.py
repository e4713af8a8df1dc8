"""Capacity beside quotas and plan; hires that are counted on; ramps taken over with one click."""

from datetime import date
from decimal import Decimal

import pytest

import teams.facts
from kernel.periods import FiscalCalendar
from planning.facts import capacity as facts
from planning.facts import ramps
from planning.models import PlannedHire, Policy, QuotaLine, RampCurve
from planning.services import hiring
from teams.services.refused import Refused
from tests.factories import kpis as numbers
from tests.factories import planning as build
from tests.query_counts import counted

pytestmark = pytest.mark.django_db
CALENDAR = FiscalCalendar()
AS_OF = date(2026, 12, 1)


def url(plan, rest=""):
    return f"/quotas/{plan.pk}/capacity/{rest}"


@pytest.fixture
def sold(bob, charlie):
    """Both won 100 in each of the last twelve months; nobody knows when they were hired."""
    for day in (AS_OF, teams.facts.today()):
        month = CALENDAR.month_of(day)
        for _n in range(12):
            month = CALENDAR.previous(month)
            for person in (bob, charlie):
                numbers.stored(person.rep, month, won_value=100, quota=100)


@pytest.fixture
def plan(draft, dora, sold):
    build.figures(dora, draft, company=3600, Bob=1800, Charlie=1800)
    return draft


def test_what_people_sell_stands_beside_what_is_asked(plan):
    found = facts.of_plan(plan, AS_OF)
    assert found.usual == 100
    assert [m.people for m in found.months] == [2] * 12
    assert {m.goal for m in found.months} == {Decimal(300)}
    assert all(m.capacity < 200 for m in found.months)  # some usually leave
    assert found.ratio < 1
    assert sum(m.lacking for m in found.months) == found.goal - found.total


def test_a_person_with_two_lines_is_one_of_those_in_the_middle(plan, bob, charlie, americas):
    month = CALENDAR.month_of(AS_OF)
    for _n in range(12):
        month = CALENDAR.previous(month)
        numbers.stored(charlie.rep, month, won_value=300)
    above = build.line(plan, "Americas")
    QuotaLine.objects.create(goal=plan.goals.get(), parent=above, rep=bob.rep, planned=600)
    assert facts.of_plan(plan, AS_OF).usual == 200


def test_who_leaves_is_counted_from_today(plan):
    """Not from the plan's first day, when some of today's people have left already."""
    first = facts.of_plan(plan, AS_OF).months[0]
    days = (date(2027, 1, 16) - AS_OF).days
    assert float(first.capacity) == pytest.approx(200 * 0.85 ** (days / 365.25), abs=0.01)


def test_the_hires_that_are_proposed_close_what_lacks(plan, dora):
    """They follow the season as people who are there do."""
    Policy.objects.create(attrition=0)
    build.figures(dora, plan, company=36_000)
    goal = plan.goals.get()
    goal.weights = ["1"] * 11 + ["4"]
    goal.save()
    before = facts.of_plan(plan, AS_OF)
    for start in before.hiring.starts:
        hiring.add(by=dora, plan=plan, starts_on=start.start, people=start.people)
    after = facts.of_plan(plan, AS_OF)
    beyond = {each.month for each in before.hiring.unfixable}
    assert any(month.lacking for month in before.months)
    assert {month.start for month in after.months if month.lacking} == beyond
    assert after.hiring.starts == ()


def test_a_hire_counts_by_the_ramp(plan, dora):
    before = facts.of_plan(plan, AS_OF)
    hiring.add(by=dora, plan=plan, starts_on=date(2027, 7, 1), people=2)
    after = facts.of_plan(plan, AS_OF)
    more = [b.capacity - a.capacity for a, b in zip(before.months, after.months, strict=True)]
    assert more[:6] == [0] * 6
    assert sorted(more) == more
    assert more[11] > 100


def test_the_past_cannot_be_fixed_by_hiring(plan, dora_client):
    found = facts.of_plan(plan, date(2027, 1, 1))
    assert found.hiring.unfixable[0].month == date(2027, 1, 1)
    page = counted("planning:capacity operations", dora_client, url(plan)).text
    assert "lacks" in page
    assert "Too late" in page or "cannot be fixed by hiring" in page


def test_without_anybody_ramped_nothing_is_said(draft, dora_client):
    assert "known to be past the ramp" in dora_client.get(url(draft)).text


def test_hires_are_added_and_removed(plan, dora_client, dora, frank_client):
    said = {"starts_on": "2027-03-01", "people": 3}
    assert "1 March 2027" in dora_client.post(url(plan), said, follow=True).text
    row = PlannedHire.objects.get()
    assert frank_client.post(url(plan, f"{row.pk}/remove/")).status_code == 403
    dora_client.post(url(plan, f"{row.pk}/remove/"))
    dora_client.post(url(plan, f"{row.pk}/remove/"))
    assert not PlannedHire.objects.exists()
    assert 'max="2027-12-31"' in dora_client.get(url(plan)).text
    late = {"starts_on": "2028-01-01", "people": 1}
    assert "on a day of the plan" in dora_client.post(url(plan), late).text
    with pytest.raises(Refused):
        hiring.add(by=dora, plan=plan, starts_on=date(2026, 12, 31), people=1)


def test_capacity_is_taken_along(plan, erin_client):
    file = b"".join(erin_client.get(url(plan) + "?export=csv")).decode()
    assert "Ramped equivalents" in file
    assert file.count("2027-") == 12


def test_a_learned_ramp_is_taken_over(bob, charlie, sold, dora_client, frank_client):
    bob.rep.hired_on = CALENDAR.back(CALENDAR.month_of(teams.facts.today()), 6).start
    bob.rep.save()
    charlie.rep.hired_on = date(2020, 1, 1)
    charlie.rep.save()
    assert ramps.in_use() == ramps.DEFAULT
    page = counted("planning:ramps operations", dora_client, "/quotas/ramps/")
    assert "Learned from 1 person" in page.text
    frank_client.post("/quotas/ramps/")
    assert not RampCurve.objects.exists()
    assert "already allow for it" not in page.text
    assert "is in use" in dora_client.post("/quotas/ramps/", follow=True).text
    assert ramps.in_use() == ramps.ramps()[0].learned.shares
    RampCurve.objects.update(shares=["0.5", "1"])
    assert "already allow for it" in dora_client.get("/quotas/ramps/").text


def test_nothing_learned_is_nothing_to_take_over(company, dora_client):
    assert "Nobody was seen" in dora_client.get("/quotas/ramps/").text
    assert "Nothing was learned" in dora_client.post("/quotas/ramps/", follow=True).text


def test_a_ramp_of_a_role_that_is_gone_changes_nothing(bob, charlie, sold, dora_client):
    """It was taken for everybody's."""
    bob.rep.hired_on = CALENDAR.back(CALENDAR.month_of(teams.facts.today()), 6).start
    bob.rep.save()
    charlie.rep.hired_on = date(2020, 1, 1)
    charlie.rep.save()
    assert dora_client.post("/quotas/ramps/", {"role": "4711"}).status_code == 404
    assert not RampCurve.objects.exists()


def test_what_is_not_known_is_empty_in_the_file_too(draft, dora, erin_client):
    build.figures(dora, draft, company=3600, Bob=1800)
    file = b"".join(erin_client.get(url(draft) + "?export=csv")).decode("utf-8-sig")
    first = dict(zip(*(line.split(",") for line in file.splitlines()[:2]), strict=True))
    assert (first["Capacity"], first["Lacking"]) == ("", "")
    assert first["Plan"].startswith("300")
