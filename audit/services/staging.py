"""From staged rows into a table, by sets: type, resolve, check, compare, insert, update.

The staged table has `row` and some of the target's columns, typed or as ISO text. Everything is
brought into one temporary table `i` (typed values, resolved ids, the stored row's id and whether
it already says the same); rows with problems leave it; what remains is inserted or updated in one
statement each. A row that is stored as it stands is not written again, and a column that the file
does not have is never touched.

An export as of an earlier moment than what is known does not turn the clock back: columns that a
later sighting stated keep their value.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from audit.services import journal
from audit.services.fields import LARGEST, Check, Field, Target
from audit.services.references import resolve, unknown
from audit.services.refusals import refusal
from kernel.merge import Merged

type Params = Sequence[Any] | Mapping[str, Any] | None
MARK = "mark_"  # the column in which a staged row may bring its mark, see `recall`
ONE_LOAD_AT_A_TIME = 7_305_211  # advisory lock of merges; any number that nobody else uses


@dataclass
class Staging:
    """One merge on its way. `present` are the target's fields that the file has."""

    target: Target
    stage: str
    run_id: int
    as_of: datetime
    merged: Merged = field(default_factory=Merged)
    present: list[Field] = field(default_factory=list)
    _mark: int | None = None  # the highest id before new rows came
    late: bool = False  # known once the rows are typed: an older export than what is known

    def __post_init__(self) -> None:
        ask("SELECT pg_advisory_xact_lock(%s)", [ONE_LOAD_AT_A_TIME])
        self.staged = columns_of(self.stage)
        self.present = [f for f in self.target.fields if f.name in self.staged]

    # Steps ---------------------------------------------------------------------------------------

    def has(self, name: str) -> bool:
        return name in self.staged

    def refer(self) -> dict[str, list[str]]:
        """Resolve the reference columns; gives the texts that point at nothing, by column."""
        return {
            f.name: unknown(resolve(self.stage, f.name, f.refers)) for f in self.present if f.refers
        }

    def type_rows(self) -> None:
        """Make `i`. References must be resolved. For older exports, o_<column> is what they say.

        Each cell is read once, and each row judged in the same pass: `fails_` says whether a check
        has something to say about it.
        """
        late = self.late = not self.target.match and journal.is_older(self.target.table, self.as_of)
        written = self.written()
        named = [f"i.{f.stored}" for f in written]
        before = ", ".join(f"i.t_{f.name}" for f in written)
        same = f"ROW({', '.join(named)}) IS NOT DISTINCT FROM ROW({before})"
        own = "".join(f"i.o_{f.name}, " for f in written) if late else ""
        fails = " OR ".join(f"({c.fails})" for c in self._checks())
        mark = f"i.{MARK}, " if self.has(MARK) else ""
        run(f"""
            DROP TABLE IF EXISTS i;
            CREATE TEMP TABLE i AS
            SELECT i.row, {mark} {own} {", ".join(named)}, i.id_,
                   i.id_ IS NOT NULL AND {same} AS same_, ({fails or "false"}) IS TRUE AS fails_
            FROM ({self._typed(written)} OFFSET 0) i""")
        analyse("i", "id_, same_")

    def _typed(self, written: list[Field]) -> str:
        """SQL of the staged rows: cells, values to be stored, and the stored row beside them."""
        cells = "".join(f", {f.cell()} AS c_{f.name}" for f in self.present)
        refers = [f for f in self.present if f.refers]
        joins = " ".join(f"LEFT JOIN r_{f.name} ON r_{f.name}.ref = s.c_{f.name}" for f in refers)
        key = self.target.match or " AND ".join(
            f"t.{k} = {self._key_value(k)}" for k in self.target.key
        )
        kept = ", ".join(f"{self._kept(f)} AS {f.stored}" for f in written)
        own = "".join(f", {f.value()} AS o_{f.name}" for f in written) if self.late else ""
        stored = "".join(f", t.{f.stored} AS t_{f.name}" for f in written)
        found = "".join(f", r_{f.name}.n AS n_{f.name}" for f in refers)
        each = "".join(f", s.c_{f.name}" for f in self.present)
        values = f"CROSS JOIN LATERAL (SELECT {kept}) v" if self.target.match else ""
        mark = f", s.{MARK}::bigint" if self.has(MARK) else ""
        return f"""
            SELECT s.row {mark} {each} {found} {own}, {"v.*" if values else kept} {stored},
                   t.id AS id_
            FROM (SELECT s.* {cells} FROM {self.stage} s OFFSET 0) s
            {joins} {self.target.joins} {values} LEFT JOIN {self.target.table} t ON {key}
            {self._later_sightings() if self.late else ""}"""

    def written(self) -> list[Field]:
        """What a row of this file says about the stored row."""
        ready = [f for f in self.target.derived if set(f.needs) <= self.staged]
        return [f for f in self.present if f.column != "-"] + ready

    def set_aside(self, more: Iterable[Check] = ()) -> None:
        """Rows with problems leave `i` with a rejection each; warnings only get the remark.

        `more` are checks that know something beyond the row; they look at all rows.
        """
        others = [c for c in more if set(c.needs) <= self.staged]
        bad = self._fail(self._checks(), "i.fails_") if ask(_SOME_FAIL) else []
        bad += self._fail(others, "true") if others else []
        self.remove(bad)

    def _fail(self, checks: list[Check], where: str) -> list[int]:
        """Tell what the checks find; gives the rows that cannot stay."""
        cells = "".join(f", {f.cell()} AS c_{f.name}" for f in self.present)
        refers = [f for f in self.present if f.refers]
        found = "".join(f", r_{f.name}.n AS n_{f.name}" for f in refers)
        joins = " ".join(f"LEFT JOIN r_{f.name} ON r_{f.name}.ref = {f.cell()}" for f in refers)
        each = ", ".join(f"({n}, {c.fails})" for n, c in enumerate(checks))
        bad = []
        for row, n, value in ask(f"""
            SELECT i.row, b.n, {self._cell_text(checks)}
            FROM (SELECT i.* {cells} {found} FROM i JOIN {self.stage} s USING (row) {joins}
                  WHERE {where}) i
            CROSS JOIN LATERAL (VALUES {each}) b(n, fails)
            WHERE b.fails ORDER BY i.row, b.n"""):
            check = checks[n]
            self.refuse(row, check.column, value, check.code, check.severity)
            if check.severity == "error":
                bad.append(row)
        return bad

    def set_duplicates_aside(self) -> None:
        """Of equal rows one stays, and the others change nothing; different ones all leave."""
        key = ", ".join(f"i.{k}" for k in self.target.key)
        if not ask(f"SELECT FROM i GROUP BY {key} HAVING count(*) > 1 LIMIT 1"):
            return
        twice = ask(f"""
            SELECT place, row, digest, name FROM (
                SELECT dense_rank() OVER (ORDER BY {key}) AS place, i.row,
                       count(*) OVER (PARTITION BY {key}) AS times,
                       md5(ROW({self._content()})::text) AS digest,
                       concat_ws(' ', {self._key_text()}) AS name
                FROM i JOIN {self.stage} s USING (row)) x WHERE times > 1 ORDER BY 1, 2""")
        groups: dict[int, list[tuple[int, str, str]]] = {}
        for group, row, digest, name in twice:
            groups.setdefault(group, []).append((row, digest, name))
        leaving = []
        for rows in groups.values():
            if len({digest for _, digest, _ in rows}) == 1:
                leaving += [row for row, _, _ in rows[1:]]
                self.merged.unchanged += len(rows) - 1
                continue
            for row, _, name in rows:
                self.refuse(row, self.key_field().name, name, "duplicate")
                leaving.append(row)
        self.remove(leaving)

    def changes(self) -> bool:
        """Whether some stored row will be written over."""
        return bool(ask("SELECT FROM i WHERE id_ IS NOT NULL AND NOT same_ LIMIT 1"))

    def write(
        self, *, also: dict[str, str] | None = None, follows: dict[str, str] | None = None
    ) -> None:
        """Insert the new, update the changed, and count.

        `also`: more columns of new rows, SQL over i; `follows`: of changed ones, over i and t.
        """
        stored = [f.stored for f in self.written()]
        absent = {
            f.stored: f.default
            for f in [*self.target.fields, *self.target.derived]
            if f.stored not in stored and f.default is not None
        }
        more = absent | (also or {})
        names = [*stored, *more, "run_id"]
        new, changed = self._count()
        if new:
            self._mark = ask(f"SELECT coalesce(max(id), 0) FROM {self.target.table}")[0][0]
            run(
                f"""INSERT INTO {self.target.table} ({", ".join(names)})
                    SELECT {", ".join([*(f"i.{c}" for c in stored), *more.values()])}, %s
                    FROM i WHERE i.id_ IS NULL ORDER BY i.row""",
                [self.run_id],
            )
        if changed:
            self._overwrite({c: f"i.{c}" for c in stored} | (follows or {}))

    def _overwrite(self, values: dict[str, str]) -> None:
        """The changed rows, kept for an undo before."""
        changed = "SELECT id_ FROM i WHERE id_ IS NOT NULL AND NOT same_"
        journal.keep(self.target.table, self.run_id, changed)
        sets = ", ".join(
            f"{column} = {value}"
            for column, value in values.items()
            if column not in self.target.key
        )
        if sets:
            run(
                f"""UPDATE {self.target.table} t SET {sets}, run_id = %s
                    FROM i WHERE t.id = i.id_ AND NOT i.same_""",
                [self.run_id],
            )

    def sight(self) -> None:
        """Say that every taken row was stated by this file."""
        ids = "SELECT id_ AS id FROM i WHERE id_ IS NOT NULL"
        if self._mark is not None:
            table = self.target.table
            ids += f""" UNION ALL SELECT id FROM {table}
                        WHERE id > {self._mark} AND run_id = {self.run_id}"""
        columns = [f.stored for f in self.written()]
        journal.saw(self.target.table, self.run_id, self.as_of, columns, ids)

    def list_missing(self, known: str = "") -> None:
        """Known ids that a full export does not hold; nothing is done to them.

        `known` is a table of ids of rows that the export holds though they were not staged.
        """
        key = self.target.key[0]
        cell = self.key_field().name
        held = f"AND NOT EXISTS (SELECT FROM {known} k WHERE k.id = t.id)" if known else ""
        self.merged.missing = [
            value
            for (value,) in ask(f"""
                SELECT t.{key} FROM {self.target.table} t WHERE t.{key} <> '' AND NOT EXISTS (
                    SELECT FROM {self.stage} s WHERE btrim(s.{cell}::text) = t.{key})
                {held} ORDER BY 1""")
        ]

    # Small things --------------------------------------------------------------------------------

    def refuse(
        self, row: int, column: str, value: str | None, code: str, severity: str = "error"
    ) -> None:
        self.merged.rejections.append(refusal(row, column, value, code, severity))

    def remove(self, rows: list[int]) -> None:
        if rows:
            run("DELETE FROM i WHERE row = ANY(%s)", [rows])

    def key_field(self) -> Field:
        return next(f for f in self.target.fields if f.stored == self.target.key[0])

    def _count(self) -> tuple[int, int]:
        """Book the rows; gives how many are new and how many changed."""
        ((new, changed, same),) = ask("""
            SELECT count(*) FILTER (WHERE id_ IS NULL),
                   count(*) FILTER (WHERE id_ IS NOT NULL AND NOT same_),
                   count(*) FILTER (WHERE same_) FROM i""")
        self.merged.created += new
        self.merged.updated += changed
        self.merged.unchanged += same
        return new, changed

    def _key_value(self, stored: str) -> str:
        every = [*self.target.fields, *self.target.derived]
        return next(f for f in every if f.stored == stored).value()

    def _kept(self, f: Field) -> str:
        """The new value, or the stored one where a later sighting stated it."""
        if not self.late or f.stored in self.target.key:
            return f.value()
        return f"CASE WHEN '{f.stored}' = ANY(w.cols) THEN t.{f.stored} ELSE {f.value()} END"

    def _later_sightings(self) -> str:
        moment = f"'{self.as_of.isoformat()}'::timestamptz"
        return f"""LEFT JOIN (
            SELECT p.id, array_agg(DISTINCT c.name) AS cols
            FROM audit_sighting g, unnest(g.pks) p(id), unnest(g.columns) c(name)
            WHERE g."table" = '{self.target.table}' AND g.as_of > {moment}
            GROUP BY 1) w ON w.id = t.id"""

    def _checks(self) -> list[Check]:
        """The target's, and what follows from its fields, as far as the file has the columns."""
        every = [*self._own_checks(), *self.target.checks]
        return [c for c in every if set(c.needs) <= self.staged]

    def _own_checks(self) -> list[Check]:
        checks: list[Check] = []
        for f in self.present:
            cell, ref = f"c_{f.name}", f.refers
            if f.required:
                checks.append(Check("missing", f.name, f"{cell} IS NULL"))
            if f.longest and not ref:
                checks.append(Check("too_long", f.name, f"length({cell}) > {f.longest}"))
            if f.type == "numeric":
                checks.append(Check("too_large", f.name, f"abs({cell}) >= {LARGEST}"))
            if ref:
                n = f"n_{f.name}"
                checks.append(Check(f"unknown_{f.name}", f.name, f"{n} = 0", (), f.unknown))
                checks.append(Check(f"ambiguous_{f.name}", f.name, f"{n} > 1", (), f.unknown))
        return checks

    def _cell_text(self, checks: list[Check]) -> str:
        cases = " ".join(
            f"WHEN {n} THEN i.c_{c.column}::text"
            for n, c in enumerate(checks)
            if c.column in self.staged
        )
        return f"CASE b.n {cases} ELSE '' END" if cases else "''"

    def _content(self) -> str:
        return ", ".join(f"i.{f.stored}" for f in self.written())

    def _key_text(self) -> str:
        cells = [f.cell() for f in self.present if f.stored in self.target.key]
        return ", ".join(f"{cell}::text" for cell in cells) or "''"


def merge(staging: Staging, *, full: bool = False) -> Merged:
    """The plain way through all steps, for targets without anything of their own."""
    staging.refer()
    staging.type_rows()
    staging.set_aside()
    staging.set_duplicates_aside()
    staging.write()
    staging.sight()
    if full:
        staging.list_missing()
    return staging.merged


# SQL ---------------------------------------------------------------------------------------------

_SOME_FAIL = "SELECT FROM i WHERE fails_ LIMIT 1"


def analyse(table: str, columns: str = "") -> None:
    """Statistics of a temporary table, from a small sample, of the columns that are joined.

    Without them a join with a table of its size is planned for a few rows.
    """
    run("SET LOCAL default_statistics_target = 10")
    run(f"ANALYZE {table} ({columns})" if columns else f"ANALYZE {table}")
    run("SET LOCAL default_statistics_target TO DEFAULT")


def run(sql: str, params: Params = None) -> int:
    """Execute; the number of rows written."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def ask(sql: str, params: Params = None) -> list[tuple]:
    """Execute a query and read all its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def columns_of(stage: str) -> set[str]:
    """The columns of a temporary table."""
    return {
        name
        for (name,) in ask(
            """SELECT attname FROM pg_attribute
               WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped""",
            [stage],
        )
    }
