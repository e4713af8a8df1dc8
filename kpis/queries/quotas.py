"""Quotas with the number of days that they are spread over, and what teams' own quotas add."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from psycopg2.extras import execute_values

from kernel.periods import FiscalCalendar
from kpis.core.own_quotas import differences
from kpis.queries.ground import Ground
from teams import facts as teams

IN_FORCE = """
SELECT id, rep_id, team_id, lower(valid), upper(valid), amount FROM quotas_quota
WHERE measure = 'revenue' AND valid && daterange(%(start)s, %(stop)s)
    AND recorded_at < %(known)s AND (superseded_at IS NULL OR superseded_at >= %(known)s)
ORDER BY id
"""


def prepare(on: Ground, start: date, stop: date, known: datetime) -> None:
    """Fill `kpis_quota` with the quotas that touch [start, stop), as known at a moment."""
    on.cursor.execute(IN_FORCE, {"start": start, "stop": stop, "known": known})
    rows = [(*row, *spread_over(on.calendar, row[3], row[4])) for row in on.cursor.fetchall()]
    on.cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_quota;"
        "CREATE TEMP TABLE kpis_quota (id bigint PRIMARY KEY, rep_id bigint, team_id bigint,"
        " start date, stop date, amount numeric, days int, any_day boolean) ON COMMIT DROP"
    )
    if rows:
        execute_values(on.cursor, "INSERT INTO kpis_quota VALUES %s", rows, page_size=1000)
    on.cursor.execute("ANALYZE kpis_quota")


def spread_over(calendar: FiscalCalendar, start: date, stop: date) -> tuple[int, bool]:
    """How many days the quota is spread over, and whether they are any days."""
    works = calendar.workdays_between(start, stop)
    return (works, False) if works else ((stop - start).days, True)


def own(on: Ground, members: Iterable[tuple[int, date, Decimal]]) -> list[tuple[Any, ...]]:
    """What teams' own quotas add, as rows of measures: team, first day of the month, amount.

    `members`: team, first day of the month, sum of the quotas of those who count in it.
    """
    on.cursor.execute(
        "SELECT q.team_id, w.start, round(sum(q.amount / q.days), 6) FROM kpis_quota q"
        " JOIN kpis_bucket w ON w.day >= q.start AND w.day < q.stop AND (w.works OR q.any_day)"
        " WHERE q.team_id IS NOT NULL GROUP BY 1, 2"
    )
    by_month: dict[date, dict[int, Decimal]] = defaultdict(dict)
    for team, start, amount in on.cursor.fetchall():
        by_month[start][team] = amount
    sums: dict[date, dict[int, Decimal]] = defaultdict(dict)
    for team, start, amount in members:
        sums[start][team] = amount
    tree = teams.team_tree()
    return [
        (team, start, amount)
        for start, found in by_month.items()
        for team, amount in differences(tree, sums[start], found).items()
    ]
