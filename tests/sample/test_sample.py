"""The sample company: the totals of its files, and consistent surroundings. Loaded once."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.models import Count, F, Sum

from audit.models import Run
from crm.models import Activity, DealChange, Opportunity, Split, Stage
from enablement.models import NoteVersion
from operations.models import Plan, PlanEntry
from planning.facts import counted, results
from planning.models import QuotaLine, QuotaPlan
from quotas.models import Quota
from sample import company, organisation, source
from sample.services import NotTheSample, load_sample
from teams.models import Company, Membership, Rep, Team, User
from territories.models import AccountLock, Hold, TerritoryModel
from tests.factories import teams as make

EXPECTED = json.loads((Path(__file__).parent.parent / "data" / "regional_sales.json").read_text())
TODAY = date(2026, 5, 20)


@pytest.fixture(scope="module")
def document(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict]:
    with django_db_blocker.unblock(), transaction.atomic():
        found = load_sample(today=TODAY)
        connection.check_constraints()  # once, not after each test
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def loaded(document: dict, db: None) -> dict:
    return document


def test_every_row_is_taken(loaded: dict) -> None:
    assert loaded["status"] == "done"
    assert loaded["issues"] == []
    rows = {f["target"]: f["created"] for f in loaded["files"]}
    assert rows["opportunities"] == EXPECTED["rows"]


def test_totals_are_those_of_the_files(loaded: dict) -> None:
    totals = {
        status: (deals, value)
        for status, deals, value in Opportunity.objects.order_by()
        .values_list("status")
        .annotate(Count("pk"), Sum("value"))
    }
    assert totals["won"] == (EXPECTED["won_deals"], Decimal(EXPECTED["won"]))
    assert totals["open"] == (EXPECTED["open_deals"], Decimal(EXPECTED["open"]))
    assert totals["lost"][0] == EXPECTED["lost_deals"]
    won, lost = totals["won"][0], totals["lost"][0]
    assert round(won / (won + lost), 6) == EXPECTED["close_rate"]
    later = Opportunity.objects.filter(status="open", stage__order__gte=2)
    assert later.aggregate(Sum("value"))["value__sum"] == Decimal(
        EXPECTED["open_from_second_stage"]
    )


def test_dates_are_moved_by_weeks_and_today_is_inside(loaded: dict) -> None:
    days = Opportunity.objects.exclude(closed_on=None).order_by("closed_on")
    last = days.last().closed_on
    assert timedelta(0) <= TODAY - last < timedelta(7)
    assert last.weekday() == source.LAST_DAY.weekday()
    assert Opportunity.objects.filter(status="open", close_date__gt=TODAY).count() > 4000


def test_history_leads_to_the_present_and_lies_within_the_deal(loaded: dict) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM (
                   SELECT DISTINCT ON (opportunity_id) opportunity_id, new FROM crm_dealchange
                   WHERE field = 'stage' ORDER BY opportunity_id, effective_at DESC) c
               JOIN crm_opportunity o ON o.id = c.opportunity_id
               JOIN crm_stage s ON s.id = o.stage_id WHERE s.slug <> c.new"""
        )
        assert cursor.fetchone() == (0,)
    changes = DealChange.objects.filter(inferred=False)
    assert not changes.filter(effective_at__date__lt=F("opportunity__created_on")).exists()
    late = changes.filter(effective_at__date__gt=F("opportunity__closed_on"))
    assert not late.exists()
    assert Opportunity.objects.filter(pushes__gt=1).exists()


def test_splits_add_up_and_the_parts_are_there(loaded: dict) -> None:
    shared = Split.objects.filter(kind="revenue").values("opportunity")
    sums = shared.annotate(share=Sum("share"), part=Sum("value"), value=F("opportunity__value"))
    assert {row["share"] for row in sums} == {Decimal(100)}
    assert all(row["part"] == row["value"] for row in sums)
    assert len(sums) == EXPECTED["rows"] * 0.04
    assert Activity.objects.filter(done=False).exists()
    assert not Stage.objects.filter(needs_review=True).exists()


def test_people_join_move_and_leave(loaded: dict) -> None:
    assert Team.objects.filter(parent=None).count() == 2
    moved = Membership.objects.filter(rep__external_id__in=organisation.MOVED, leads=False)
    assert moved.count() == 4
    assert Rep.objects.get(external_id=organisation.LEAVER).left_on < TODAY
    assert Rep.objects.get(external_id=organisation.JOINER).opportunities.count() == 0


def test_a_little_more_than_half_attain_their_quotas(loaded: dict) -> None:
    past = Quota.objects.filter(rep__isnull=False, valid__endswith__lte=TODAY)
    reached = sum(
        quota.amount
        <= (
            Opportunity.objects.filter(
                owner=quota.rep_id,
                status="won",
                closed_on__gte=quota.valid.lower,
                closed_on__lt=quota.valid.upper,
            ).aggregate(Sum("value"))["value__sum"]
            or 0
        )
        for quota in past
    )
    assert 0.5 <= reached / len(past) <= 0.68


def test_it_is_labelled_and_has_sign_ins(loaded: dict) -> None:
    assert Company.objects.get().is_sample
    assert User.objects.count() == 6
    assert Rep.objects.exclude(user=None).count() == 2


def test_the_manager_asked_the_rep_for_plans(loaded: dict) -> None:
    assert sorted(Plan.objects.values_list("state", flat=True)) == ["answered", "asked", "asked"]
    people = PlanEntry.objects.values_list("by__role", flat=True).order_by("pk")
    assert list(people) == ["manager", "manager", "rep", "manager"]


def test_the_draft_is_ready_and_its_proposal_waits_for_a_worker(loaded: dict) -> None:
    draft = TerritoryModel.objects.get(state="draft")
    goals = draft.goals.values_list("metric", "tolerance")
    assert list(goals) == [("potential", Decimal("0.1")), ("workload", Decimal("0.15"))]
    assert draft.locks.count() == 1
    assert Hold.objects.get().account_id != draft.locks.get().account_id
    run = Run.objects.get(kind="territories.propose")
    assert run.params["model"] == draft.pk
    assert run.state == "queued"


def test_three_quota_plans_and_proposals_against_the_draft(loaded: dict) -> None:
    plans = QuotaPlan.objects.order_by("days")
    assert list(plans.values_list("state", flat=True)) == ["archived", "active", "draft"]
    assert not QuotaLine.objects.filter(goal__plan__in=plans, parent=None, planned=None).exists()
    proposed = QuotaLine.objects.filter(proposed__isnull=False)
    assert {one.goal.plan.state for one in proposed} == {"draft"}
    assert {one.proposed_by.role for one in proposed if one.proposed_by} == {"manager"}


def test_the_draft_has_goals_of_margin_and_recurring_revenue(loaded: dict) -> None:
    tops = QuotaLine.objects.filter(parent=None, goal__measure__in=("margin", "recurring"))
    assert {one.goal.measure for one in tops.exclude(planned=None)} == {"margin", "recurring"}
    for top in tops:
        people = top.goal.lines.filter(rep__isnull=False, planned__gt=0)
        assert people.count() > 15
        months = results.months_before(top.goal.plan.days.lower, top.goal.plan.days.upper)
        assert counted.unknown(top.goal, months[0].start, months[-1].end) == 0


def test_a_second_time_changes_nothing(loaded: dict) -> None:
    before = DealChange.objects.count()
    entries = PlanEntry.objects.count()
    asked = Run.objects.filter(kind="territories.propose").count()
    again = load_sample(today=TODAY)
    assert sum(f["created"] + f["updated"] for f in again["files"]) == 0
    assert DealChange.objects.count() == before
    assert PlanEntry.objects.count() == entries
    assert Run.objects.filter(kind="territories.propose").count() == asked
    assert (AccountLock.objects.count(), Hold.objects.count()) == (1, 1)


def test_files_are_the_same_for_the_same_day(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        company.write(tmp_path / name, TODAY)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes(), file.name


@pytest.mark.django_db
def test_a_real_company_is_left_alone() -> None:
    Company.objects.all().delete()
    make.company()
    with pytest.raises(NotTheSample):
        load_sample(today=TODAY)
    with pytest.raises(CommandError, match="company of its own"):
        call_command("load_sample")


def test_the_sign_ins_have_something_to_follow_up(loaded: dict) -> None:
    rows = NoteVersion.objects.order_by("pk")
    assert {row.rep.external_id for row in rows} == {"8"}
    assert {row.manager.external_id for row in rows} == {"M2"}
    assert [row.state for row in rows].count("done") == 1
