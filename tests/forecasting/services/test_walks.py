"""Walks of a made-up company: the identity everywhere, and other ways to the same numbers."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Q, Sum

from forecasting import facts, services
from forecasting.core.buckets import BETWEEN, BUCKETS, END, START
from forecasting.models import Bar, DealSnapshot, Move
from kpis import facts as kpis
from kpis.services import compute, recompute
from teams import facts as teams
from tests.kpis.conftest import KEYS

pytestmark = pytest.mark.django_db
DAY = timedelta(1)


@pytest.fixture
def quarter(simulated):
    return teams.company().calendar.quarter_of(simulated.today)


@pytest.fixture
def walk(quarter, simulated):
    """Over the whole quarter before, in which much happened, and the running one."""
    before = teams.company().calendar.previous(quarter)
    return services.walked(quarter, before.start, teams.today() + DAY)


def test_start_and_everything_between_is_the_end_at_every_node(walk):
    nodes = defaultdict(lambda: dict.fromkeys(BUCKETS, Decimal(0)))
    for bar in Bar.objects.filter(walk=walk):
        nodes[bar.scope, bar.scope_id][bar.bucket] = bar.value
    assert {scope for scope, _ in nodes} == {"company", "team", "rep", "territory"}
    for sums in nodes.values():
        assert sums[END] == sums[START] + sum(sums[bucket] for bucket in BETWEEN)


def test_much_happens_in_the_made_up_company(walk):
    """Or the other tests would prove little."""
    met = set(Bar.objects.filter(walk=walk).values_list("bucket", flat=True))
    assert met >= {"created", "increased", "decreased", "pushed_out", "won", "lost", "fx"}
    assert met >= {"reassigned", "pulled_in"}


@pytest.mark.parametrize("key", KEYS)
def test_the_end_is_the_stored_open_pipeline(key, walk, quarter):
    scope = teams.find_scope(key)
    stored = kpis.values(scope, quarter, ["open_pipeline"])["open_pipeline"]
    assert facts.movement(walk, scope)[END].value == (stored.value or 0)


@pytest.mark.parametrize("key", KEYS)
def test_the_start_is_the_open_pipeline_as_it_was_known(key, walk, quarter):
    scope = teams.find_scope(key)
    then = compute(scope, quarter, walk.since, ["open_pipeline"])["open_pipeline"]
    assert facts.movement(walk, scope)[START].value == (then.value or 0)


@pytest.mark.parametrize("key", KEYS)
def test_the_deals_behind_a_bar_add_up_to_it(key, walk):
    scope = teams.find_scope(key)
    found = facts.movement(walk, scope)
    for bucket in BUCKETS:
        moved = list(facts.movement_deals(walk, scope, bucket).values_list("moved", flat=True))
        assert (len(moved), sum(moved)) == (found[bucket].deals, found[bucket].value), bucket


def test_snapshots_of_both_days_say_the_same(walk, quarter):
    """What stands open in the snapshot of a day is what the walk begins or ends with."""
    for day, bucket in ((walk.since, START), (walk.until, END)):
        services.snapshot_day(day)
        rows = DealSnapshot.objects.filter(
            ~Q(category__iexact="omitted"),
            day=day,
            status="open",
            close_date__gte=quarter.start,
            close_date__lt=quarter.end,
        )
        counted = Move.objects.filter(walk=walk, bucket=bucket)
        assert set(rows.values_list("deal", flat=True)) == set(
            counted.values_list("deal", flat=True)
        )
        value = rows.aggregate(value=Sum("value"))["value"]
        assert value == counted.aggregate(value=Sum("amount"))["value"]


def test_days_put_together_are_the_range(quarter, simulated):
    """Bucket by bucket; two weeks, day by day."""
    first, scope = simulated.today - timedelta(13), teams.company_scope()
    days = [first + timedelta(n) for n in range(14)]
    apart = [services.movement(scope, quarter, day, day + DAY) for day in days]
    whole = services.movement(scope, quarter, days[0], days[-1] + DAY)
    for bucket in BETWEEN:
        assert sum(one[bucket].value for one in apart) == whole[bucket].value
    assert [one[START].value for one in apart[1:]] == [one[END].value for one in apart[:-1]]


def test_a_walk_is_kept_until_the_next_recompute(walk, quarter):
    again = services.walked(quarter, walk.since + DAY, walk.until + DAY)
    assert again.pk == walk.pk
    recompute(start=quarter.start, end=quarter.end)
    later = services.walked(quarter, walk.since + DAY, walk.until + DAY)
    assert later.pk != walk.pk
    assert not Move.objects.filter(walk=walk.pk).exists()
