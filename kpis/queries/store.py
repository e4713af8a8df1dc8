"""Keep the sums of `kpis_fresh`: rows that are gone are deleted, changed ones written, equal ones
left alone. A second run of the same writes nothing."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kernel.periods import Period

KEYS = ("slug", "grain", "start", "rep_id", "team_id", "territory_id", "stage_id")
# First keys of advisory locks; the second is the ordinal of the period's first day.
KIND_KEYS = {"month": 7411, "quarter": 7412, "year": 7413, "range": 7414}
# Equality that the planner can hash; no id is 0.
SAME = " AND ".join(
    f"COALESCE(f.{k}, 0) = COALESCE(m.{k}, 0)" if k.endswith("_id") else f"f.{k} = m.{k}"
    for k in KEYS
)
FLOWS = """m.grain = '{grain}' AND m.start >= %(start)s AND m.start < %(stop)s
    AND m.slug = ANY(%({slugs})s) AND m.rep_id IS NOT NULL"""
OWN_QUOTAS = """m.rep_id IS NULL AND m.slug = 'quota' AND m.grain = 'month'
    AND m.start >= %(start)s AND m.start < %(stop)s"""
STATES = """m.grain = ANY(%(kinds)s) AND m.start = ANY(%(starts)s)
    AND (m.grain, m.start) IN (SELECT * FROM unnest(%(kind)s::text[], %(first)s::date[]))
    AND m.slug <> ALL(%(slugs)s)"""
HASHES = """
SELECT grain, start, count(*) AS rows, sum(hash_record_extended(
    ROW(slug, rep_id, team_id, territory_id, stage_id, value), 0)) AS hash
FROM {rows} r GROUP BY grain, start
"""
# As the index has them: a million rows are written twice as fast.
ORDER = "ORDER BY start, slug"


def lock(cursor: Any, periods: Iterable[Period]) -> None:
    """Wait until nobody else works on one of the periods; in one order, so that none wait in a
    circle. Let go with the transaction."""
    keys = sorted({(p.start.toordinal(), KIND_KEYS[p.kind]) for p in periods})
    cursor.execute(
        "SELECT pg_advisory_xact_lock(k.kind, k.start)"
        " FROM unnest(%s::int[], %s::int[]) WITH ORDINALITY k (kind, start, n) ORDER BY k.n",
        [[kind for _, kind in keys], [start for start, _ in keys]],
    )


def sums(
    cursor: Any,
    flows: tuple[Sequence[str], Sequence[str]],
    between: tuple[date, date],
    standing: Sequence[Period],
    who: Sequence[int] | None,
) -> int:
    """Sums of what happened `between` two days (`flows`: names of those kept by month and by day),
    and of how things stood in the periods `standing`.

    `who`: only rows of these people. Returns how many rows were written. Kinds and days are also
    said as lists, so that the index is used whatever the planner believes of the table.
    """
    kinds, starts = [p.kind for p in standing], [p.start for p in standing]
    params = {
        "slugs": list(flows[0]),
        "by_day": list(flows[1]),
        "start": between[0],
        "stop": between[1],
        "kind": kinds,
        "first": starts,
        "kinds": sorted(set(kinds)),
        "starts": sorted(set(starts)),
        "who": list(who) if who is not None else None,
    }
    only = " AND m.rep_id = ANY(%(who)s)" if who is not None else ""
    by_month = FLOWS.format(grain="month", slugs="slugs")
    by_day = FLOWS.format(grain="day", slugs="by_day")
    return _merge(cursor, [f"{one}{only}" for one in (by_month, by_day, STATES)], params)


def own_quotas(cursor: Any, start: date, stop: date) -> int:
    """What teams' own quotas add, of the months in [start, stop): rows without a person."""
    return _merge(cursor, [OWN_QUOTAS], {"start": start, "stop": stop})


def _merge(cursor: Any, inside: Sequence[str], params: dict[str, Any]) -> int:
    """Make the stored rows `inside` those of `kpis_fresh`; how many rows were written.

    Periods whose rows have the same count and the same sum of 64-bit hashes are as they were. In
    the others each row is compared.
    """
    stored = " UNION ALL ".join(f"SELECT m.* FROM kpis_measure m WHERE {one}" for one in inside)
    cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_differs, pg_temp.kpis_changed;"
        " CREATE TEMP TABLE kpis_differs ON COMMIT DROP AS"
        " SELECT grain, start, m.rows IS NOT NULL AS known"
        f" FROM ({HASHES.format(rows=f'({stored})')}) m"
        f" FULL JOIN ({HASHES.format(rows='kpis_fresh')}) f USING (grain, start)"
        " WHERE (m.rows, m.hash) IS DISTINCT FROM (f.rows, f.hash); ANALYZE kpis_differs",
        params,
    )
    cursor.execute("SELECT count(*) FILTER (WHERE known), count(*) FROM kpis_differs")
    known, differing = cursor.fetchone()
    keys = ", ".join(KEYS)
    into = f"INSERT INTO kpis_measure ({keys}, value) SELECT {keys}, value"
    written = 0
    if known:
        written = _changes(cursor, f"({stored})", into, params)
    elif differing:
        only = "JOIN kpis_differs USING (grain, start)"
        cursor.execute(f"{into} FROM kpis_fresh {only} {ORDER}")
        written = cursor.rowcount
    cursor.execute("TRUNCATE kpis_fresh")
    return int(written)


def _changes(cursor: Any, stored: str, into: str, params: dict[str, Any]) -> int:
    """Write what differs between the stored rows and `kpis_fresh`; how many rows that were.

    A full join can only be hashed or merged: whatever the planner believes of the tables, it never
    compares each row with each.
    """
    only = "JOIN kpis_differs USING (grain, start)"
    cursor.execute(
        "CREATE TEMP TABLE kpis_changed ON COMMIT DROP AS"
        f" SELECT m.id AS known, f.* FROM (SELECT o.* FROM {stored} o {only}) m"
        f" FULL JOIN (SELECT n.* FROM kpis_fresh n {only}) f ON {SAME}"
        " WHERE f.value IS DISTINCT FROM m.value; ANALYZE kpis_changed",
        params,
    )
    written = 0
    for statement in (
        "DELETE FROM kpis_measure m USING kpis_changed c WHERE m.id = c.known AND c.slug IS NULL",
        "UPDATE kpis_measure m SET value = c.value FROM kpis_changed c WHERE m.id = c.known"
        " AND c.slug IS NOT NULL",
        f"{into} FROM kpis_changed WHERE known IS NULL {ORDER}",
    ):
        cursor.execute(statement)
        written += cursor.rowcount
    return written
