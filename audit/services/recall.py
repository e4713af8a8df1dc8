"""Rows of a file that need not be read, since they say again what is stored.

A raw row means the same as long as everything else is the same that its meaning depends on (see
`Reading`). So what loads read is remembered as (mark of the raw row, stored row, hash of its
state): a row with a known mark whose stored row is still in that state would change nothing.
Nothing need ever be taken back for that: who edited, undid or loaded what in between shows in the
state. What texts point at is looked up again for every text; if one points elsewhere, all is
forgotten, and the next rows are read as if for the first time. Why so: docs/decisions/0010.
"""

import io
from datetime import datetime, timedelta

import numpy as np
from django.db import connection
from django.utils import timezone

from audit.services import journal
from audit.services.fields import Target
from audit.services.references import resolve
from audit.services.staging import MARK, ONE_LOAD_AT_A_TIME, Staging, ask, run

PIECE = 10_000
FEW = 100_000  # below so many remembered rows nobody minds that most of them are out of date


class Recall:
    """What is known of a file's rows; `also` is SQL over t, with what `joins` add, of what else
    belongs to a row's state.

    `marks` (sorted) and `pks` are the rows that are known. The rows of this file that were among
    them are in the temporary table `known` (id), once `skip` has been told of them.
    """

    def __init__(self, target: Target, stage: str, meaning: str, also: str, joins: str) -> None:
        ask("SELECT pg_advisory_xact_lock(%s)", [ONE_LOAD_AT_A_TIME])
        self.target, self.stage, self.known = target, stage, f"{stage}_known"
        self.meaning, self._also, self._joins = meaning, also, joins
        self.skipped = 0
        self._reading = self._begin()
        self.marks, self.pks = self._rows()

    def _begin(self) -> int | None:
        run(f"DROP TABLE IF EXISTS {self.known}")
        run(f"CREATE TEMP TABLE {self.known} (id bigint) ON COMMIT DROP")
        found = ask(
            'UPDATE audit_reading SET used_at = %s WHERE "table" = %s AND meaning = %s'
            " RETURNING id, columns",
            [timezone.now(), self.target.table, self.meaning],
        )
        self._columns: list[str] = found[0][1] if found else []
        if found and not self._texts_hold(found[0][0]):
            forget(found[0][0])
            return None
        return found[0][0] if found else None

    def _texts_hold(self, reading: int) -> bool:
        """Whether every text that was read still points at the same.

        One that is the very key of what it pointed at does; the others are looked up.
        """
        for f in self.target.fields:
            if not f.refers or f.stored not in self._columns:
                continue
            run("DROP TABLE IF EXISTS doubtful")
            rest = run(
                f"""CREATE TEMP TABLE doubtful AS SELECT k.text AS {f.name}, k.id
                    FROM ({_TEXTS}) k LEFT JOIN {f.refers.table} t ON t.id = k.id
                    WHERE {f.refers.by[0]} IS DISTINCT FROM k.text""",
                [reading, f.name],
            )
            if rest and ask(
                f"""SELECT {f.name}, id FROM doubtful EXCEPT
                    SELECT ref, id FROM {resolve("doubtful", f.name, f.refers)} WHERE n = 1"""
            ):
                return False
        return True

    def _rows(self) -> tuple[np.ndarray, np.ndarray]:
        """Remembered rows whose stored row is still in the state in which they left it."""
        if self._reading is None:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        text = io.StringIO()
        with connection.cursor() as cursor:
            cursor.copy_expert(
                f"""COPY (SELECT k.mark, k.pk FROM audit_readrows r,
                          unnest(r.marks, r.pks, r.states) k(mark, pk, state)
                          JOIN {self.target.table} t ON t.id = k.pk {self._joins}
                          WHERE r.reading_id = {self._reading} AND k.state = {self._state()})
                    TO STDOUT (DELIMITER ' ')""",
                text,
            )
        pairs = np.fromstring(text.getvalue(), np.int64, sep=" ").reshape(-1, 2)
        self._forget_when_stale(len(pairs))
        pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
        return np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])

    def _forget_when_stale(self, valid: int) -> None:
        """Where most rows have changed since, remembering begins anew and stays small."""
        ((total,),) = ask(
            "SELECT coalesce(sum(cardinality(marks)), 0) FROM audit_readrows WHERE reading_id = %s",
            [self._reading],
        )
        if total > max(FEW, 2 * valid):
            forget(self._reading)
            self._reading = None

    def _state(self) -> str:
        """SQL of a stored row's state, as far as such files state it."""
        values = [*(f"t.{column}" for column in self._columns), self._also]
        return f"hash_record_extended(ROW({', '.join(values)}), 0)"

    # While the file is read ----------------------------------------------------------------------

    def find(self, marks: np.ndarray) -> np.ndarray:
        """The stored row of each mark; 0 where it is not known."""
        if not len(self.marks):
            return np.zeros(len(marks), np.int64)
        at = np.searchsorted(self.marks, marks)
        at[at == len(self.marks)] = 0
        return np.where(self.marks[at] == marks, self.pks[at], 0)

    def skip(self, pks: np.ndarray) -> None:
        """The rows of the file that state these are known and will not be staged."""
        self.skipped += len(pks)
        text = io.StringIO("\n".join(map(str, pks.tolist())))
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {self.known} FROM STDIN", text)

    def clashes(self) -> bool:
        """Whether a staged row is about a record of which another row was skipped."""
        (key,) = self.target.key
        cell = self.target.named(key).cell()
        return bool(self.skipped) and bool(
            ask(f"""SELECT FROM {self.stage} s JOIN {self.target.table} t ON t.{key} = {cell}
                    JOIN {self.known} k ON k.id = t.id LIMIT 1""")
        )

    # After the merge -----------------------------------------------------------------------------

    def remember(self, staging: Staging) -> None:
        """What this load read, as it is now stored; rows with a remark are read every time."""
        if staging.late or not staging.has(MARK):
            return
        columns = [f.stored for f in staging.written()]
        if self._reading and columns != self._columns:
            forget(self._reading)
            self._reading = None
        self._columns = columns
        reading = self._reading or self._new_reading()
        self._remember_rows(reading, [r.row for r in staging.merged.rejections])
        for f in staging.present:
            if f.refers:
                self._remember_texts(reading, f.name)

    def _remember_rows(self, reading: int, told: list[int]) -> None:
        (key,) = self.target.key
        found = f"""
            SELECT i.{MARK} AS mark, t.id, {self._state()} AS state
            FROM i JOIN {self.target.table} t ON {{}} {self._joins}
            WHERE i.{MARK} IS NOT NULL AND i.row NOT IN (SELECT unnest(%s::bigint[]))"""
        run(
            f"""INSERT INTO audit_readrows (reading_id, marks, pks, states)
                SELECT %s, array_agg(mark), array_agg(id), array_agg(state) FROM (
                    SELECT *, (row_number() OVER () - 1) / {PIECE} AS piece FROM (
                        {found.format("t.id = i.id_")} UNION ALL
                        {found.format(f"t.{key} = i.{key} AND i.id_ IS NULL")}) x) y
                GROUP BY piece""",
            [reading, told, told],
        )

    def _new_reading(self) -> int:
        ((pk,),) = ask(
            """INSERT INTO audit_reading ("table", meaning, columns, used_at)
               VALUES (%s, %s, %s, %s) RETURNING id""",
            [self.target.table, self.meaning, self._columns, timezone.now()],
        )
        return int(pk)

    def _remember_texts(self, reading: int, name: str) -> None:
        run(
            f"""INSERT INTO audit_readtexts (reading_id, "column", texts, pks)
                SELECT %s, %s, array_agg(ref), array_agg(id)
                FROM (SELECT ref, id FROM r_{name} WHERE n = 1 EXCEPT {_TEXTS}) x
                HAVING count(*) > 0""",
            [reading, name, reading, name],
        )

    def saw(self, run_id: int, as_of: datetime) -> None:
        """The skipped rows, too, were stated by this file."""
        if self.skipped:
            ids = f"SELECT id FROM {self.known}"
            journal.saw(self.target.table, run_id, as_of, self._columns, ids)


_TEXTS = """SELECT k.text, k.id FROM audit_readtexts t, unnest(t.texts, t.pks) k(text, id)
    WHERE t.reading_id = %s AND t."column" = %s"""


def forget_unused(*, days: int) -> int:
    """Ways of reading that no load took for so long; how many there were."""
    old = timezone.now() - timedelta(days)
    unused = ask("SELECT id FROM audit_reading WHERE used_at < %s", [old])
    for (reading,) in unused:
        forget(reading)
    return len(unused)


def forget(reading: int | None) -> None:
    """A way of reading with everything that was read in it."""
    for table in ("audit_readrows", "audit_readtexts"):
        run(f"DELETE FROM {table} WHERE reading_id = %s", [reading])
    run("DELETE FROM audit_reading WHERE id = %s", [reading])
