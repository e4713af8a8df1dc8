"""Problems and set-aside rows of a load, kept on disk until the transaction has ended.

They must outlive a rollback (a rehearsal always rolls back) and must not fill the memory, so they
are written to temporary files and copied into the database at the end.
"""

import csv
import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from django.db import connection

from intake.core.issues import Issue
from intake.core.tables import Row

SHOWN = 10_000  # problems that a JSON document lists; the rest are counted and on the page


class Ledger:
    """Two growing files. `mark` and `rewind` take back what a repeated step had written."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="load-")
        folder = Path(self._folder.name)
        self._issues = (folder / "issues.csv").open("w+", newline="", encoding="utf-8")
        self._aside = (folder / "aside.csv").open("w+", newline="", encoding="utf-8")
        self.counts: Counter[str] = Counter()
        self.shown: list[Issue] = []
        self.left_out = 0
        self._asides: set[tuple[str, int]] = set()

    def add(self, issues: Iterable[Issue], fields: dict[str, str] | None = None) -> None:
        """`fields` translate their columns into our field names."""
        writer = csv.writer(self._issues)
        for one in issues:
            self.counts[str(one.severity)] += 1
            if len(self.shown) < SHOWN:
                self.shown.append(one)
            else:
                self.left_out += 1
            named = (fields or {}).get(one.column, "")
            params = json.dumps(one.params, default=str)
            writer.writerow(
                [
                    one.file[:300],
                    "" if one.row is None else one.row,
                    one.column[:200],
                    named,
                    clean(one.value)[:500],
                    one.kind,
                    clean(params),
                    str(one.severity),
                ]
            )

    def set_aside(self, file: str, rows: Iterable[tuple[int, Row]]) -> None:
        """A row that several steps refuse is kept once."""
        writer = csv.writer(self._aside)
        for number, row in rows:
            if (file, number) not in self._asides:
                self._asides.add((file, number))
                cells = clean(json.dumps(list(row), ensure_ascii=False))
                writer.writerow([file[:300], number, cells])

    @property
    def rows_set_aside(self) -> int:
        return len(self._asides)

    def mark(self) -> tuple:
        return (
            self._issues.tell(),
            self._aside.tell(),
            Counter(self.counts),
            len(self.shown),
            self.left_out,
            set(self._asides),
        )

    def rewind(self, mark: tuple) -> None:
        issues, aside, self.counts, shown, self.left_out, self._asides = mark
        del self.shown[shown:]
        for file, place in ((self._issues, issues), (self._aside, aside)):
            file.seek(place)
            file.truncate()

    def store(self, load_id: int) -> None:
        """Replace what was known about the load's problems."""
        names = 'file, "row", "column", field, value, kind, params, severity'
        with connection.cursor() as cursor:
            for table in ("intake_loadissue", "intake_setasiderow"):
                cursor.execute(f"DELETE FROM {table} WHERE load_id = %s", [load_id])
            _copy(cursor, "intake_loadissue", names, self._issues, load_id)
            _copy(cursor, "intake_setasiderow", 'file, "row", cells', self._aside, load_id)

    def close(self) -> None:
        self._issues.close()
        self._aside.close()
        self._folder.cleanup()


def _copy(cursor, table: str, names: str, file, load_id: int) -> None:
    """COPY with a default, so that the load's id need not be in every line."""
    file.flush()
    file.seek(0)
    forced = "" if "cells" in names else ', FORCE_NOT_NULL (file, "column", field, value)'
    cursor.execute(
        f"CREATE TEMP TABLE ledger ON COMMIT DROP AS SELECT {names} FROM {table} WHERE false"
    )
    cursor.copy_expert(f"COPY ledger FROM STDIN WITH (FORMAT csv{forced})", file)
    cursor.execute(
        f"INSERT INTO {table} (load_id, {names}) SELECT %s, {names} FROM ledger", [load_id]
    )
    cursor.execute("DROP TABLE ledger")


def clean(text: str) -> str:
    """PostgreSQL keeps no NUL, neither as a character nor escaped in JSON."""
    return text.replace("\\u0000", "").replace("\x00", "")
