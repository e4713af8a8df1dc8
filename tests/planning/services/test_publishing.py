"""Publishing: quotas month by month, letters, once."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

import quotas.facts
from planning.core.figures import total
from planning.facts import published
from planning.models import Letter, PlanEvent, Publication
from planning.services.publishing import publish
from quotas.services import set_quota
from teams.facts import today
from teams.services.refused import Refused
from tests.factories import publishing as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(company, bob, charlie, emea, dora):
    """Bob 1.2 m, Charlie 0.6 m, EMEA 1.1 m."""
    made = make.plan("FY2026")
    goal = make.goal(made)
    region = make.team_line(goal, emea, 1100000)
    make.rep_line(goal, bob.rep, 1200000, region)
    make.rep_line(goal, charlie.rep, 600000)
    return made


def in_force(**holder):
    rows = quotas.facts.quotas().filter(**holder).order_by("valid")
    return [(row.valid.lower.month, row.amount) for row in rows]


def test_quotas_month_by_month(plan, bob, emea, dora):
    made = publish(plan, dora)
    assert in_force(rep=bob.rep) == [(n, Decimal(100000)) for n in range(1, 13)]
    assert total(amount for _, amount in in_force(team=emea)) == 1100000
    assert (made.number, made.changed) == (1, 36)
    plan.refresh_from_db()
    assert plan.state == "active"
    assert (plan.active.lower, plan.active.upper) == make.YEAR
    assert [event.kind for event in PlanEvent.objects.filter(plan=plan)] == ["activate"]


def test_twice_is_once(plan, dora):
    first = publish(plan, dora)
    assert publish(plan, dora) == first
    assert Publication.objects.count() == 1
    assert Letter.objects.count() == 2


def test_later_only_what_differs(plan, bob, charlie, dora):
    publish(plan, dora)
    set_quota(
        by=dora,
        rep_id=charlie.rep.pk,
        start=date(2026, 5, 1),
        end=date(2026, 6, 1),
        amount=Decimal(1),
    )
    make.away(bob.rep, date(2026, 6, 1), date(2026, 7, 1))
    second = publish(plan, dora)
    assert (second.number, second.changed) == (2, 1)
    assert dict(in_force(rep=bob.rep))[6] == 0
    assert dict(in_force(rep=charlie.rep))[5] == 1
    assert [letter.rep for letter in second.letters.all()] == [bob.rep]


def test_other_measures_are_stored_too(plan, bob, dora):
    make.rep_line(make.goal(plan, "units", product_family="Cables"), bob.rep, 24)
    publish(plan, dora)
    rows = quotas.facts.quotas().filter(measure="units", product_family="Cables")
    assert {row.amount for row in rows} == {2}
    assert rows.count() == 12


def test_what_stood_before_is_kept_outside_the_plan(plan, bob, dora):
    """A quota from November to February: two of its months are of the plan."""
    before = set_quota(
        by=dora,
        rep_id=bob.rep.pk,
        start=date(2025, 11, 1),
        end=date(2026, 3, 1),
        amount=Decimal(4000),
    )
    publish(plan, dora)
    before.refresh_from_db()
    assert before.superseded_at is not None
    rest = quotas.facts.quotas().get(rep=bob.rep, valid__startswith=date(2025, 11, 1))
    assert rest.valid.upper == date(2026, 1, 1)
    assert 1900 < rest.amount < 2200


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_only_what_is_approved(plan, dora, state):
    plan.state = state
    plan.save()
    with pytest.raises(Refused, match="Only an approved plan"):
        publish(plan, dora)


def test_an_empty_plan_is_refused(company, dora):
    plan = make.plan()
    make.goal(plan)
    with pytest.raises(Refused, match="no amount"):
        publish(plan, dora)


def test_a_new_plan_follows_the_one_in_force(plan, bob, charlie, dora):
    """From this month on; who is not in it has nothing to reach any more."""
    start = date(today().year, 1, 1)
    days = (start, date(start.year + 1, 1, 1))
    old = make.plan("Old", days)
    goal = make.goal(old)
    make.rep_line(goal, bob.rep, 1200)
    make.rep_line(goal, charlie.rep, 600)
    publish(old, dora)
    new = make.plan("New", days)
    make.rep_line(make.goal(new), bob.rep, 2400)
    publish(new, dora)
    old.refresh_from_db()
    assert old.state == "archived"
    this = today().month
    expected = [(n, Decimal(100 if n < this else 200)) for n in range(1, 13)]
    assert in_force(rep=bob.rep) == expected
    assert [n for n, _ in in_force(rep=charlie.rep)] == list(range(1, this))


def test_as_published_on_a_day(plan, bob, dora):
    made = publish(plan, dora)
    Publication.objects.filter(pk=made.pk).update(at="2026-01-05T12:00Z")
    make.away(bob.rep, date(2026, 6, 1), date(2026, 7, 1))
    second = publish(plan, dora)
    Publication.objects.filter(pk=second.pk).update(at="2026-05-20T12:00Z")
    june = {
        day: {
            slot.holder_id: amount
            for slot, amount in published.as_published(day).items()
            if slot.start == date(2026, 6, 1) and slot.kind == "rep"
        }.get(bob.rep.pk)
        for day in (date(2026, 1, 4), date(2026, 1, 5), date(2026, 5, 19), date(2026, 5, 20))
    }
    assert list(june.values()) == [None, 100000, 100000, 0]


def test_from_a_month_on(plan, bob, dora):
    """Quotas that were loaded for the months before stay."""
    days = {"start": date(2026, 1, 1), "end": date(2026, 4, 1)}
    set_quota(by=dora, rep_id=bob.rep.pk, amount=Decimal(240000), **days)
    made = publish(plan, dora, start=date(2026, 4, 10))
    assert made.plan.active.lower == date(2026, 4, 1)
    assert in_force(rep=bob.rep) == [(1, 240000), *((n, 100000) for n in range(4, 13))]
    with pytest.raises(Refused, match="no month"):
        publish(make.plan(days=(date(2027, 1, 1), date(2028, 1, 1))), dora, start=days["start"])


def test_a_plan_that_was_over_before_stays_as_it_was(plan, bob, dora):
    """Its days are none of those that the new one takes."""
    first = make.plan("Q1", (date(2026, 1, 1), date(2026, 4, 1)))
    make.rep_line(make.goal(first), bob.rep, 300000)
    publish(first, dora)
    publish(plan, dora, start=date(2026, 7, 1))
    first.refresh_from_db()
    assert first.state == "active"
    assert (first.active.lower, first.active.upper) == (date(2026, 1, 1), date(2026, 4, 1))


@pytest.mark.django_db(transaction=True)
def test_two_plans_at_once_follow_one_another(plan, bob, dora):
    """The second one waits for the first, then takes it into account."""
    other = make.plan("FY2026, otherwise")
    make.rep_line(make.goal(other), bob.rep, 2400000)
    outcomes = []

    def second():
        try:
            outcomes.append(publish(other, dora, start=date(2026, 1, 1)).changed)
        finally:
            connection.close()

    beside = threading.Thread(target=second)
    with transaction.atomic():
        publish(plan, dora)
        beside.start()
        beside.join(2)
        assert outcomes == []
    beside.join(30)
    assert outcomes == [36]
    plan.refresh_from_db()
    assert plan.state == "archived"
