"""Rows into a temporary table by COPY: the only way that is fast and keeps memory flat."""

import io
from collections.abc import Sequence

from django.db import connection

from audit.services.staging import analyse
from intake.core.rows import staged_names
from intake.core.target import Columns

FILE_STEP = 10_000_000_000  # row numbers of the second file of a step start here
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class Stage:
    """A temporary table that grows chunk by chunk and goes with the transaction."""

    def __init__(self, name: str, target: str) -> None:
        self.name, self.target = name, target
        self.columns: list[str] = []
        self.rows = 0

    def add(self, numbers: Sequence[int], columns: Columns) -> None:
        """Append rows; the first call makes the table. '' becomes NULL."""
        if not self.columns:
            self._create(columns)
        if not numbers:
            return
        ordered = [copied(columns[name]) for name in self.columns]
        lines = map("\t".join, zip(map(str, numbers), *ordered, strict=True))
        text = io.StringIO("\n".join(lines))
        names = ", ".join(["row", *map(quoted, self.columns)])
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {self.name} ({names}) FROM STDIN WITH (NULL '')", text)
        self.rows += len(numbers)

    def finish(self) -> None:
        """Statistics for the planner, once all rows are in."""
        if self.columns:
            analyse(self.name)

    def drop(self) -> None:
        _execute(f"DROP TABLE IF EXISTS {self.name}")
        self.columns, self.rows = [], 0

    def _create(self, columns: Columns) -> None:
        types = staged_names(columns, self.target)
        self.columns = list(columns)
        body = ", ".join(f"{quoted(name)} {types[name]}" for name in self.columns)
        _execute(f"DROP TABLE IF EXISTS {self.name}")
        _execute(f"CREATE TEMP TABLE {self.name} (row bigint NOT NULL, {body}) ON COMMIT DROP")


def drop_repetitions(stage: Stage) -> int:
    """Rows that say the same as an earlier one, where the mapping calls the file repetitive."""
    names = ", ".join(map(quoted, stage.columns))
    return _execute(f"""
        DELETE FROM {stage.name} WHERE row NOT IN
        (SELECT min(row) FROM {stage.name} GROUP BY {names})""")


def follow_changes(stage: Stage) -> None:
    """Snapshots of a deal become changes: a field that kept its value did not change."""
    if "old" not in stage.columns:
        _execute(f"ALTER TABLE {stage.name} ADD COLUMN old text")
        stage.columns.append("old")
    _execute(f"""
        WITH told AS (
            SELECT row, lag(new) OVER same AS before FROM {stage.name}
            WINDOW same AS (PARTITION BY opportunity, field ORDER BY effective_at, row))
        UPDATE {stage.name} s SET old = told.before FROM told WHERE told.row = s.row""")
    _execute(f"DELETE FROM {stage.name} WHERE old = new")


def rows_that_say(stage: Stage, column: str, value: str, limit: int) -> list[int]:
    """The first staged rows with this text in a column."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT row FROM {stage.name} WHERE btrim({quoted(column)}) = %s "
            "ORDER BY row LIMIT %s",
            [value, limit],
        )
        return [row for (row,) in cursor.fetchall()]


def copied(cells: Sequence[str]) -> Sequence[str]:
    """The cells as COPY reads them: what would end a cell or a line is written with a backslash."""
    whole = "".join(cells)
    if any(sign in whole for sign in _ESCAPES):
        table = str.maketrans(_ESCAPES)
        return [cell.translate(table) for cell in cells]
    return cells


def quoted(name: str) -> str:
    """Field names are ours, but one of them is a word of SQL (`order`)."""
    return f'"{name}"'


def _execute(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.rowcount)
