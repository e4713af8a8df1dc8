"""What is due by the clock."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from audit import services as audit
from crm.services import loads
from forecasting import tasks
from forecasting.models import DealSnapshot, SnapshotDay, Walk
from forecasting.services import check_day, clock, outdated, snapshot_day
from intake.facts.loads import loads as loads_of_files
from intake.services import load_path, wizard
from kpis.services import recompute
from kpis.services.runs import RECOMPUTE
from teams import facts as teams
from tests.factories import crm as build
from tests.factories.loaded import deal
from tests.factories.staging import load
from tests.intake.write import DEALS, OWNERS, write_csv

pytestmark = pytest.mark.django_db


def test_yesterday_is_the_first_day_that_is_kept(company):
    assert clock.missing_days() == [teams.today() - timedelta(1)]


def test_days_that_a_pause_left_out_are_made_up_for(company):
    snapshot_day(teams.today() - timedelta(4))
    assert clock.missing_days() == [teams.today() - timedelta(n) for n in (3, 2, 1)]


def test_a_day_that_somebody_asked_for_hides_no_pause(company):
    for n in (4, 1):
        snapshot_day(teams.today() - timedelta(n))
    assert clock.missing_days() == [teams.today() - timedelta(n) for n in (3, 2)]


def test_a_long_pause_is_not_made_up_for_by_itself(company):
    snapshot_day(teams.today() - timedelta(400))
    assert len(clock.missing_days()) == clock.CATCH_UP


def test_nothing_is_kept_before_there_is_a_company(db):
    assert clock.missing_days() == []


def test_a_task_keeps_a_day(company):
    day = teams.today() - timedelta(1)
    tasks.keep_day(day.isoformat())
    assert list(SnapshotDay.objects.values_list("day", flat=True)) == [day]
    assert clock.missing_days() == []


@pytest.fixture
def loaded(world) -> date:
    """A deal loaded a week ago; yesterday's snapshot has it."""
    yesterday = teams.today() - timedelta(1)
    load_deals(deal(close_date="2030-01-01"), yesterday - timedelta(6))
    snapshot_day(yesterday)
    assert outdated.late_days() == []
    return yesterday


def load_deals(row: dict, as_of: date) -> None:
    """As an import does, with its run."""
    run = audit.queue_run(kind="load", params={})
    load(loads.merge_opportunities, row, run=run.pk, as_of=as_of)
    audit.finish(run)


def test_what_a_load_tells_of_a_day_that_is_over_comes_into_its_snapshot(loaded):
    """An export of yesterday that is loaded today, and a deal that was there before it was told."""
    load_deals(deal(amount="5", close_date="2030-01-01"), loaded)
    new = deal(external_id="D2", created_on=str(loaded), close_date="2030-01-01")
    load_deals(new, teams.today())
    assert not check_day(loaded)
    assert outdated.late_days() == [loaded]
    tasks.renew()
    assert check_day(loaded)
    assert DealSnapshot.objects.filter(day=loaded).count() == 2
    assert outdated.late_days() == []


def test_a_load_that_changes_nothing_of_then_is_looked_at_once(loaded):
    load_deals(deal(amount="5", close_date="2030-01-01"), teams.today())
    assert outdated.late_days() == [loaded]
    tasks.renew()
    assert outdated.late_days() == []


def test_a_check_of_an_import_makes_nothing_again(loaded):
    audit.finish(audit.queue_run(kind="load", params={"dry_run": True}))
    assert outdated.late_days() == []


def test_an_import_that_is_undone_goes_out_of_the_snapshots(company, dora, tmp_path):
    yesterday = teams.today() - timedelta(1)
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))
    stored = load_path(write_csv(tmp_path / "deals.csv", DEALS))
    assert snapshot_day(yesterday).rows == 2
    assert outdated.late_days() == []
    wizard.undo(loads_of_files().get(pk=stored["load"]), by=dora)
    assert outdated.late_days() == [yesterday]
    tasks.renew()
    assert snapshot_day(yesterday).rows == 0


def test_walks_of_an_earlier_recompute_go_after_a_day(bob):
    audit.finish(audit.queue_run(kind=RECOMPUTE, params={}))
    tasks.walk_usual()
    n = Walk.objects.count()
    Walk.objects.filter(pk=Walk.objects.first().pk).update(
        until=teams.today() - timedelta(1), made_at=timezone.now() - timedelta(2)
    )
    audit.finish(audit.queue_run(kind=RECOMPUTE, params={}))
    tasks.walk_usual()
    assert Walk.objects.count() == n
    assert not Walk.objects.filter(until=teams.today() - timedelta(1)).exists()


def test_the_usual_walks_follow_the_recompute(bob):
    assert clock.usual_walks() == 0
    build.deal(bob.rep, created_on=teams.today(), close_date=teams.today())
    recompute()
    walked = clock.usual_walks()
    assert walked == Walk.objects.count() > 5
    assert clock.usual_walks() == 0
