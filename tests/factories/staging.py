"""Rows as the importer stages them: a temporary table of texts, and a run that they belong to."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.db import connection

from audit.models import Run
from kernel.merge import Merged

_number = count(1)


def stage(rows: Sequence[dict[str, Any]]) -> str:
    """A temporary table with the columns of the rows; row 2 is the first, below a header."""
    name = f"staged_{next(_number)}"
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with connection.cursor() as cursor:
        typed = ", ".join(f'"{column}" text' for column in columns)
        cursor.execute(f"CREATE TEMP TABLE {name} (row bigint, {typed})")
        for n, row in enumerate(rows, 2):
            values = [n, *(_text(row.get(column)) for column in columns)]
            marks = ", ".join(["%s"] * len(values))
            cursor.execute(f"INSERT INTO {name} VALUES ({marks})", values)
    return name


def load(
    merge: Callable[..., Merged],
    *rows: dict[str, Any],
    as_of: date | datetime = date(2025, 3, 31),
    run: int | None = None,
    **options: Any,
) -> Merged:
    """Stage and merge the rows in a new load; `merged.run` would be the newest Run."""
    moment = as_of if isinstance(as_of, datetime) else datetime(*as_of.timetuple()[:3], tzinfo=UTC)
    run = run or Run.objects.create(kind="load").pk
    return merge(stage(rows), run_id=run, as_of=moment, **options)


def codes(merged: Merged) -> list[tuple[int, str, str]]:
    """Row, column and code of every rejection, in order."""
    return sorted((r.row, r.column, r.code) for r in merged.rejections)


def counts(merged: Merged) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, rejected."""
    return merged.created, merged.updated, merged.unchanged, merged.rejected


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
