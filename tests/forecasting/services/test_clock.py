"""What is due by the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit import services as audit
from forecasting import tasks
from forecasting.models import SnapshotDay, Walk
from forecasting.services import clock, snapshot_day
from kpis.services import recompute
from kpis.services.runs import RECOMPUTE
from teams import facts as teams
from tests.factories import crm as build

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
