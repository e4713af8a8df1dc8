"""W3: a day's snapshot, and the movement of a quarter, beside what plain statements cost.

The floor of the snapshot is one statement that tells the fields of the deals open on the day, and
keeps them. That of the movement is two such states compared deal by deal, and kept: it nets what
happened in between, and knows no splits, teams, moves of people, rates or sums by scope.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import connection

from bench.company import Size
from bench.frame import Figure, alone, beside
from forecasting import facts, services
from forecasting.models import SnapshotDay, Walk
from forecasting.services.walks import forget
from teams import facts as teams

STATE = """
    SELECT o.id, o.owner_id, COALESCE(s.new, '') AS stage, COALESCE(p.new, o.status) AS status,
        COALESCE(a.new::numeric, o.amount) AS amount, o.currency,
        COALESCE(d.new::date, o.close_date) AS close_date, COALESCE(w.new, '') AS owner
    FROM crm_opportunity o
    LEFT JOIN told a ON a.opportunity_id = o.id AND a.field = 'amount'
    LEFT JOIN told d ON d.opportunity_id = o.id AND d.field = 'close_date'
    LEFT JOIN told s ON s.opportunity_id = o.id AND s.field = 'stage'
    LEFT JOIN told p ON p.opportunity_id = o.id AND p.field = 'status'
    LEFT JOIN told w ON w.opportunity_id = o.id AND w.field = 'owner'
    WHERE o.created_on < %(day)s AND (o.closed_on IS NULL OR o.closed_on >= %(since)s)
"""
TOLD = """
    SELECT DISTINCT ON (opportunity_id, field) opportunity_id, field, new FROM crm_dealchange
    WHERE effective_at < %(day)s AND recorded_at < %(day)s
    ORDER BY opportunity_id, field, effective_at DESC
"""
KEEP = f"CREATE TABLE {{name}} AS WITH told AS ({TOLD}) {STATE}"
COMPARE = """
CREATE TABLE bench_moved AS
SELECT COALESCE(b.id, a.id) AS id, a.amount AS before, b.amount AS after,
    CASE WHEN a.id IS NULL THEN 'in' WHEN b.id IS NULL THEN 'out'
        WHEN a.amount <> b.amount THEN 'amount' ELSE 'same' END AS bucket
FROM (SELECT * FROM bench_before WHERE close_date >= %(start)s AND close_date < %(stop)s) a
FULL JOIN (SELECT * FROM bench_after WHERE close_date >= %(start)s AND close_date < %(stop)s) b
    USING (id)
"""
GONE = "DROP TABLE IF EXISTS bench_before, bench_after, bench_moved"
LATELY = timedelta(31)


def figures(size: Size) -> Iterable[Figure]:
    day = size.today - timedelta(40)
    quarter = teams.company().calendar.quarter_of(size.today)
    start, end = quarter.start, size.today + timedelta(1)
    yield beside(
        "W3 snapshot of a day",
        "Deals open at the end of a day and closed in the month before, as known then, kept.",
        floor=lambda: state("bench_before", day),
        product=lambda: services.snapshot_day(day).rows,
        same=near,
        limit=2,
        before_each=clean,
    )
    yield beside(
        "W3 movement of a quarter",
        "Every deal walked from the quarter's start to now, kept and summed for all scopes.",
        floor=lambda: compared(start, end, quarter),
        product=lambda: walked(quarter, start, end),
        same=near,
        limit=2,
        before_each=clean,
    )
    walk = services.walked(quarter, start, end)
    yield alone(
        "W5 movement of the company",
        "facts.movement: what the page reads.",
        lambda: facts.movement(walk, teams.company_scope()),
        limit=30,
    )
    yield alone(
        "W7 deals behind a bar",
        "The first fifty by value.",
        lambda: first_page(walk),
        limit=60,
    )


def first_page(walk: Walk) -> list[Any]:
    deals = facts.movement_deals(walk, teams.company_scope(), "created")
    return list(deals.order_by("-moved", "pk")[:50])


def state(name: str, day: date) -> int:
    """How many deals the plain statement kept."""
    params = {"day": day + timedelta(1), "since": day - LATELY}
    with connection.cursor() as cursor:
        cursor.execute(KEEP.format(name=name), params)
        return int(cursor.rowcount)


def compared(start: date, end: date, quarter: Any) -> int:
    state("bench_before", start - timedelta(1))
    state("bench_after", end - timedelta(1))
    with connection.cursor() as cursor:
        cursor.execute(COMPARE, {"start": quarter.start, "stop": quarter.end})
        cursor.execute("SELECT count(*) FROM bench_moved WHERE before IS NOT NULL")
        return int(cursor.fetchone()[0])


def walked(quarter: Any, start: date, end: date) -> int:
    walk = services.walked(quarter, start, end)
    return facts.movement(walk, teams.company_scope())["start"].deals


def near(floor: int, product: int) -> bool:
    """The floor takes some closed deals along and leaves late ones out."""
    return abs(floor - product) <= max(floor, product) * 0.35


def clean() -> None:
    with connection.cursor() as cursor:
        cursor.execute(GONE)
        cursor.execute("DELETE FROM forecasting_dealsnapshot")
    SnapshotDay.objects.all().delete()
    forget(list(Walk.objects.values_list("pk", flat=True)))
