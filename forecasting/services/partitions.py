"""The months into which snapshots are parted, made before they are needed."""

from datetime import date
from typing import Any

TABLE = "forecasting_dealsnapshot"
AHEAD = 2  # months


def ensure(cursor: Any, first: date, last: date) -> None:
    """Partitions of every calendar month from `first` to `last`; those there are stay."""
    start = first.replace(day=1)
    while start <= last:
        stop = next_month(start)
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {name(start)} PARTITION OF {TABLE}"
            f" FOR VALUES FROM ('{start:%Y-%m-%d}') TO ('{stop:%Y-%m-%d}')"
        )
        start = stop


def ahead(cursor: Any, today: date) -> None:
    """This month's and the next ones', so that no night begins with a change of tables."""
    last = today
    for _ in range(AHEAD):
        last = next_month(last.replace(day=1))
    ensure(cursor, today, last)


def name(day: date) -> str:
    """The partition in which a day lies."""
    return f"{TABLE}_{day:%Y_%m}"


def next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
