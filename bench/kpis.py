"""KPIs: the full recompute and that of touched months beside their floor; reading stored values.

The floor is what the same questions cost as plain statements over the tables: sums by owner and
month, medians in a second pass over won deals, open pipeline at the start of each month as it was
known then, days in stages. It knows no teams of the day, splits, quotas, late closings, outcomes of
past pipeline or roll-up, and stores nothing.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from bench.company import Size
from bench.frame import Figure, alone, beside
from kpis import facts, services
from kpis.models import Measure, StageStay, UsualPath, Value
from teams import facts as teams

SUMS = """
SELECT owner_id, territory_id, date_trunc('month', closed_on) AS month,
    sum(value) FILTER (WHERE status = 'won'), count(*) FILTER (WHERE status = 'won'),
    sum(value * value) FILTER (WHERE status = 'won'),
    count(*) FILTER (WHERE status = 'lost' AND qualified_on IS NOT NULL),
    sum(value) FILTER (WHERE status = 'lost' AND qualified_on IS NOT NULL),
    count(*) FILTER (WHERE lost_reason ~* 'no decision'),
    sum(closed_on - qualified_on) FILTER (WHERE status = 'won'),
    sum(qualified_value) FILTER (WHERE status = 'won'), sum(pushes)
FROM crm_opportunity WHERE closed_on >= %(start)s AND closed_on < %(stop)s GROUP BY 1, 2, 3
"""
GENERATED = """
SELECT owner_id, territory_id, date_trunc('month', qualified_on), sum(qualified_value), count(*)
FROM crm_opportunity WHERE qualified_on >= %(start)s AND qualified_on < %(stop)s GROUP BY 1, 2, 3
"""
DAYS = """
SELECT owner_id, closed_on, sum(value) FROM crm_opportunity
WHERE status = 'won' AND closed_on >= %(start)s AND closed_on < %(stop)s GROUP BY 1, 2
"""
ACTIVITIES = """
SELECT rep_id, date_trunc('month', happened_on), count(*) FROM crm_activity
WHERE happened_on >= %(start)s AND happened_on < %(stop)s GROUP BY 1, 2
"""
MEDIANS = """
SELECT m, q, y, owner_id, territory_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY cycle),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY value),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY drift)
FROM (
    SELECT date_trunc('month', closed_on) AS m, date_trunc('quarter', closed_on) AS q,
        date_trunc('year', closed_on) AS y, owner_id, territory_id, value,
        closed_on - qualified_on AS cycle, value / NULLIF(qualified_value, 0) AS drift
    FROM crm_opportunity
    WHERE status = 'won' AND closed_on >= %(start)s AND closed_on < %(stop)s
) won
GROUP BY GROUPING SETS ((m), (m, owner_id), (m, territory_id), (q), (q, owner_id),
    (q, territory_id), (y), (y, owner_id), (y, territory_id))
"""
# Open deals of one month's end with the amount, close date and stage that were known then.
OPEN = """
WITH told AS (
    SELECT DISTINCT ON (opportunity_id, field) opportunity_id, field, new FROM crm_dealchange
    WHERE field IN ('amount', 'close_date', 'stage')
        AND effective_at < %(month)s AND recorded_at < %(month)s
    ORDER BY opportunity_id, field, effective_at DESC
)
SELECT o.owner_id, o.territory_id, s.new, date_trunc('month', COALESCE(d.new::date, o.close_date)),
    count(*), sum(COALESCE(a.new::numeric, o.amount)),
    sum(COALESCE(a.new::numeric, o.amount)) FILTER (WHERE o.last_activity_on < %(month)s::date - 14)
FROM crm_opportunity o
LEFT JOIN told a ON a.opportunity_id = o.id AND a.field = 'amount'
LEFT JOIN told d ON d.opportunity_id = o.id AND d.field = 'close_date'
LEFT JOIN told s ON s.opportunity_id = o.id AND s.field = 'stage'
WHERE o.created_on < %(month)s AND (o.closed_on IS NULL OR o.closed_on >= %(month)s)
GROUP BY 1, 2, 3, 4
"""
STAYS = """
SELECT new, percentile_cont(0.75) WITHIN GROUP (ORDER BY left_at - effective_at) FROM (
    SELECT new, effective_at, lead(effective_at) OVER (
        PARTITION BY opportunity_id ORDER BY effective_at) AS left_at
    FROM crm_dealchange WHERE field = 'stage' AND effective_at < %(stop)s
) v WHERE left_at >= %(start)s GROUP BY 1
"""
STATEMENTS = (GENERATED, DAYS, ACTIVITIES, MEDIANS, STAYS)


def figures(size: Size) -> Iterable[Figure]:
    today = teams.today()
    calendar = teams.company().calendar
    start, stop = calendar.month_of(size.first).start, calendar.month_of(today).end
    yield beside(
        "W2 full recompute",
        "Measures of all months and values of every KPI for every scope and period, from nothing.",
        floor=lambda: statements(start, stop, today),
        product=recompute,
        same=same,
        limit=2,
        before_each=forget,
    )
    yield beside(
        "W2 full recompute, nothing changed",
        "The same when everything is there already; writes nothing.",
        floor=lambda: statements(start, stop, today),
        product=recompute,
        same=same,
        limit=2,
    )
    first = calendar.back(calendar.month_of(today), 2).start
    yield beside(
        "W2 three touched months",
        "Measures of three months, and the values that look at them.",
        floor=lambda: statements(first, stop, today),
        product=lambda: recompute(first, stop),
        same=lambda floor, product: True,
        limit=2,
    )
    yield from reading(calendar.quarter_of(today))


def reading(quarter: Any) -> Iterable[Figure]:
    """W5: what a page does with stored values."""
    company = teams.company_scope()
    below = teams.children(company, quarter.start, quarter.end)
    yield alone(
        "W5 all KPIs of the company", "facts.values, one query.",
        lambda: facts.values(company, quarter), limit=30,
    )  # fmt: skip
    yield alone(
        "W5 KPIs of everyone below", "facts.table, one query.",
        lambda: facts.table([company, *below], quarter), limit=30,
    )  # fmt: skip
    yield alone(
        "W5 won by day", "facts.daily_won of the company.",
        lambda: facts.daily_won(company, quarter), limit=30,
    )  # fmt: skip
    yield alone(
        "W5 usual path", "facts.usual_path.", lambda: facts.usual_path(company, quarter), limit=30
    )
    yield alone(
        "W5 pipeline by stage", "facts.pipeline_by_stage of the company.",
        lambda: facts.pipeline_by_stage(company, quarter), limit=30,
    )  # fmt: skip


def statements(start: date, stop: date, today: date) -> list[tuple]:
    """The floor; returns owner, territory, month, won value … of closed deals."""
    params = {"start": start, "stop": stop, "today": today}
    with connection.cursor() as cursor:
        cursor.execute(SUMS, params)
        found = cursor.fetchall()
        for statement in STATEMENTS:
            cursor.execute(statement, params)
            cursor.fetchall()
        for month in teams.company().calendar.months(start, stop):
            if month.start <= today:
                cursor.execute(OPEN, {"month": month.start})
                cursor.fetchall()
    return found


def recompute(start: date | None = None, stop: date | None = None) -> Any:
    run = services.recompute(start=start, end=stop)
    assert run.state == "done", run.error
    return run


def same(floor: list[tuple], run: Any) -> bool:
    """Won value and count of each month agree to the cent."""
    expected: dict[date, Any] = {}
    for row in floor:
        month = row[2].date()
        expected[month] = expected.get(month, 0) + (row[3] or 0)
    rows = Measure.objects.filter(slug="won_value", grain="month").values_list("start", "value")
    found: dict[date, Any] = {}
    for start, value in rows:
        found[start] = found.get(start, 0) + value
    return all(abs(found.get(month, 0) - value) < 1 for month, value in expected.items() if value)


def forget() -> None:
    """As before the first recompute."""
    with connection.cursor() as cursor:
        tables = [m._meta.db_table for m in (Measure, Value, UsualPath, StageStay)]
        cursor.execute(f"TRUNCATE {', '.join(tables)}")
