"""A review is made once, superseded or withdrawn; nothing changes it, and changes are listed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

import audit.services
import kpis.services
from crm.models import DealChange, Opportunity
from crm.services.edits import follow_edit
from quotas.models import Quota
from reports import facts, services
from reports.facts import corrections
from reports.models import Report
from teams import facts as teams
from teams.models import Membership, Team
from tests.factories import teams as build
from tests.factories.crm import change

pytestmark = pytest.mark.django_db


def frozen(report):
    """All that may never change, as it is in the database."""
    again = Report.objects.get(pk=report.pk)
    assert services.is_as_made(again)
    return again.fingerprint, again.content, again.made_at, again.author_name


def won_deal(quarter):
    return Opportunity.objects.filter(
        status="won", closed_on__gte=quarter.start, closed_on__lt=quarter.end, currency="USD"
    ).order_by("-value")[0]


def later_load(by=None):
    """A load that ended after the review was made."""
    run = audit.services.queue_run(kind="load", params={}, by=by)
    return audit.services.finish(run)


def test_every_section_has_something_to_say(made):
    assert [slug for slug, kept in made.content.items() if kept is None] == []
    assert made.in_force
    assert services.is_as_made(made)


def test_twice_gives_one(made, quarter):
    assert services.make(teams.company_scope(), quarter) == made
    assert Report.objects.count() == 1


def test_new_numbers_supersede_and_do_not_change(made, quarter):
    before = frozen(made)
    deal = won_deal(quarter)
    Opportunity.objects.filter(pk=deal.pk).update(amount=deal.amount + 1000)
    follow_edit(deal)
    kpis.services.recompute(start=quarter.start, end=quarter.end)
    newer = services.make(teams.company_scope(), quarter)
    assert newer.pk != made.pk
    assert newer.fingerprint != made.fingerprint
    assert frozen(made) == before
    made.refresh_from_db()
    assert (made.in_force, newer.in_force) == (False, True)
    assert facts.in_force(teams.company_scope(), quarter) == newer


def test_an_amount_that_a_load_changed_is_listed(made, quarter):
    before = frozen(made)
    dora, deal = build.user("Dora", "operations"), won_deal(quarter)
    run = later_load(dora)
    Opportunity.objects.filter(pk=deal.pk).update(amount=deal.amount + 1000, run=run)
    DealChange.objects.create(
        opportunity=deal,
        field="amount",
        old=str(deal.amount),
        new=str(deal.amount + 1000),
        effective_at=timezone.now(),
        recorded_at=made.made_at - timedelta(1),
        run=run,
    )
    follow_edit(deal)
    kpis.services.recompute(start=quarter.start, end=quarter.end)
    found = corrections(made)
    (change,) = found.changes
    assert (change.opportunity_id, change.new) == (deal.pk, str(deal.amount + 1000))
    assert change.run.by == dora
    (company,) = [v for v in found.values if v.scope.kind == "company" and v.kpi == "won_value"]
    assert company.now - company.then == 1000
    assert [one.params["object"] for one in found.edits] == ["crm.opportunity"]
    assert frozen(made) == before


def test_a_deal_that_moved_out_of_the_quarter_is_listed(made, quarter):
    deal, run = won_deal(quarter), later_load()
    later = quarter.end + timedelta(3)
    DealChange.objects.filter(opportunity=deal, field="status").delete()
    change(deal, "status", "won", quarter.start, old="open")
    DealChange.objects.create(
        opportunity=deal,
        field="status",
        old="won",
        new="open",
        effective_at=timezone.now(),
        recorded_at=timezone.now(),
        run=run,
    )
    closed = dict.fromkeys(("closed_on", "close_date"), later)
    Opportunity.objects.filter(pk=deal.pk).update(**closed)
    assert [one.opportunity_id for one in corrections(made).changes] == [deal.pk]


def test_a_deal_that_came_late_is_listed(made, quarter):
    deal, run = won_deal(quarter), later_load()
    DealChange.objects.filter(opportunity=deal).delete()
    Opportunity.objects.filter(pk=deal.pk).update(run=run)
    found = corrections(made)
    assert ([one.pk for one in found.deals], found.changes) == ([deal.pk], [])


def test_a_quota_that_was_replaced_is_listed(made, quarter):
    before = frozen(made)
    old = Quota.objects.filter(
        valid__overlap=(quarter.start, quarter.end), rep__isnull=False, superseded_at=None
    )[0]
    now = timezone.now()
    Quota.objects.filter(pk=old.pk).update(superseded_at=now)
    new = Quota.objects.create(
        rep=old.rep, valid=old.valid, amount=old.amount + 500, recorded_at=now
    )
    kpis.services.recompute(start=quarter.start, end=quarter.end)
    found = corrections(made)
    assert {one.pk for one in found.quotas} == {old.pk, new.pk}
    assert ("rep", "quota") in {(one.scope.kind, one.kpi) for one in found.values}
    assert frozen(made) == before


def test_a_membership_that_was_moved_is_listed(made, quarter):
    before = frozen(made)
    seat = Membership.objects.filter(leads=False, valid__overlap=(quarter.start, quarter.end))[0]
    other = Team.objects.exclude(pk=seat.team_id).order_by("pk").last()
    Membership.objects.filter(pk=seat.pk).update(team=other)
    found = corrections(made)
    assert {(one.team, one.gone) for one in found.seats} == {
        (seat.team_id, True),
        (other.pk, False),
    }
    assert frozen(made) == before


def test_names_stay_as_they_were(made):
    before = frozen(made)
    build.company(name="Renamed")
    Team.objects.update(name="Renamed")
    assert frozen(made) == before
    assert Report.objects.get(pk=made.pk).scope_name != "Renamed"


def test_nothing_is_different_at_first(made):
    assert corrections(made).none


@pytest.mark.parametrize(
    "change",
    [{"content": {}}, {"fingerprint": "0" * 64}, {"author_name": "X"}, {"end": date(2030, 1, 1)}],
    ids=str,
)
def test_the_database_refuses_to_change_it(made, change):
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Report.objects.filter(pk=made.pk).update(**change)


def test_one_is_in_force_at_a_time(made):
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_a_withdrawn_one_says_why_and_makes_room(made, quarter):
    dora = build.user("Dora", "operations")
    with pytest.raises(services.Refused):
        services.withdraw(made, by=dora, because="  ")
    gone = services.withdraw(made, by=dora, because="wrong currency")
    assert (gone.in_force, gone.withdrawn_because) == (False, "wrong currency")
    assert services.withdraw(made, by=dora, because="again").withdrawn_because == "wrong currency"
    assert services.make(teams.company_scope(), quarter).pk != made.pk


@pytest.mark.parametrize("what", ["this quarter", "a month", "a person"])
def test_what_makes_no_sense_is_refused(quarter, what):
    calendar, scope = teams.company().calendar, teams.company_scope()
    asked = {
        "this quarter": (scope, calendar.quarter_of(teams.today())),
        "a month": (scope, calendar.month_of(quarter.start)),
        "a person": (teams.find_scope("rep:S-10"), quarter),
    }
    with pytest.raises(services.Refused):
        services.make(*asked[what])


def test_it_waits_for_numbers_that_are_being_computed(quarter):
    run = services.ask_for(teams.company_scope(), quarter)
    kpis.services.queue_recompute(start=quarter.start, end=quarter.end)
    with pytest.raises(services.NumbersChange):
        services.work(run)
    run.refresh_from_db()
    assert run.state == "queued"


def test_asked_twice_one_run_goes_on(quarter):
    run = services.ask_for(teams.company_scope(), quarter)
    assert services.ask_for(teams.company_scope(), quarter) == run
    report = services.work(run)
    run.refresh_from_db()
    assert (run.state, run.result) == ("done", {"report": report.pk})
    assert services.work(run) is None
