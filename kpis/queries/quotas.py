"""Quotas with the number of days that they are spread over, and what teams' own quotas add."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kernel.periods import FiscalCalendar
from kpis.core.own_quotas import differences
from kpis.queries.ground import Ground
from teams import facts as teams

IN_FORCE = """
SELECT id, rep_id, team_id, lower(valid), upper(valid), amount FROM quotas_quota
WHERE measure = 'revenue' AND product_family = '' AND segment = ''
    AND valid && daterange(%(start)s, %(stop)s)
    AND recorded_at < %(known)s AND (superseded_at IS NULL OR superseded_at >= %(known)s)
ORDER BY id
"""


# A quota's part of each day that it is spread over, in the buckets.
DAYS = """
SELECT id, {holder}, day, start, days,
    round(amount * nth / days, 4) - round(amount * (nth - 1) / days, 4) AS part
FROM (
    SELECT q.id, q.{holder}, q.amount, q.days, w.day, w.start,
        q.gone + row_number() OVER (PARTITION BY q.id ORDER BY w.day) AS nth
    FROM kpis_quota q
    JOIN kpis_bucket w ON w.day >= q.start AND w.day < q.stop AND (w.works OR q.any_day)
    WHERE q.{holder} IS NOT NULL
) spread
"""


def prepare(on: Ground, start: date, stop: date, known: datetime) -> None:
    """Fill `kpis_quota` with the quotas that touch [start, stop), as known at a moment.

    `start` is the first day of the buckets; `gone`: days of the quota's that came before it.
    """
    on.cursor.execute(IN_FORCE, {"start": start, "stop": stop, "known": known})
    rows = [
        (*row, *spread_over(on.calendar, row[3], row[4], start)) for row in on.cursor.fetchall()
    ]
    kinds = ("bigint", "bigint", "bigint", "date", "date", "numeric", "int", "boolean", "int")
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    on.cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_quota;"
        f" CREATE TEMP TABLE kpis_quota ON COMMIT DROP AS SELECT * FROM unnest({arrays})"
        " v (id, rep_id, team_id, start, stop, amount, days, any_day, gone);"
        " ANALYZE kpis_quota",
        [[row[n] for row in rows] for n in range(len(kinds))],
    )


def spread_over(
    calendar: FiscalCalendar, start: date, stop: date, first: date
) -> tuple[int, bool, int]:
    """How many days the quota is spread over, whether they are any days, and how many of them
    come before `first`."""
    if works := calendar.workdays_between(start, stop):
        return works, False, calendar.workdays_between(start, first)
    return (stop - start).days, True, max(0, (first - start).days)


def own(on: Ground, members: Iterable[tuple[int, date, Decimal]]) -> list[tuple[Any, ...]]:
    """What teams' own quotas add, as rows of measures: team, first day of the month, amount.

    `members`: team, first day of the month, sum of the quotas of those who count in it.
    """
    on.cursor.execute(
        f"SELECT team_id, start, sum(part) FROM ({DAYS.format(holder='team_id')}) q GROUP BY 1, 2"
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
