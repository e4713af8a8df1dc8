"""Walks of a made-up company: the identity everywhere, and other ways to the same numbers."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Q, Sum

from forecasting import facts, services
from forecasting.core.buckets import BETWEEN, BUCKETS, END, START
from forecasting.models import Bar, DealSnapshot, Move
from forecasting.queries import snapshot
from kpis.queries import as_of
from kpis.queries.ground import ground
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
    """Since the quarter before, up to two weeks ago: what was recorded late is late there too."""
    before = teams.company().calendar.previous(quarter)
    return services.walked(quarter, before.start, simulated.today - timedelta(13))


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
    assert met >= {"created", "increased", "pushed_out", "won", "lost", "fx"}


@pytest.mark.parametrize("key", KEYS)
def test_both_ends_are_the_open_pipeline_as_it_was_known(key, walk, quarter):
    scope = teams.find_scope(key)
    for day, bucket in ((walk.since, START), (walk.until, END)):
        known = compute(scope, quarter, day, ["open_pipeline"])["open_pipeline"]
        assert facts.movement(walk, scope)[bucket].value == (known.value or 0)


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


DIFFERENT = """
SELECT count(*) FILTER (WHERE k.id = f.deal_id), count(*) FILTER (WHERE (k.id, k.value,
    k.close_date, k.owner_id, k.stage_id) IS DISTINCT FROM
    (f.deal_id, f.value, f.close_date, f.owner_id, f.stage_id))
FROM (SELECT * FROM kpis_deal WHERE status = 'open') k
FULL JOIN (SELECT * FROM forecasting_day WHERE status = 'open') f ON f.deal_id = k.id
"""


def test_a_snapshot_has_the_open_deals_that_the_kpis_see(simulated):
    """Two statements of two apps, one answer."""
    day = simulated.today - timedelta(75)
    with ground(lambda calendar: [calendar.month_of(day)], sums=False) as on:
        as_of.materialise(on, day)
        snapshot.fill(on.cursor, day)
        on.cursor.execute(DIFFERENT)
        same, different = on.cursor.fetchone()
    assert different == 0
    assert same > 50


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
