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
FLOWS = "m.slug = ANY(%(slugs)s) AND m.grain = ANY(%(grains)s) AND m.start >= %(start)s"
FLOWS += " AND m.start < %(stop)s"
STATES = """m.grain = ANY(%(kinds)s) AND m.start = ANY(%(starts)s) AND EXISTS (
    SELECT 1 FROM kpis_domain d WHERE d.slug = m.slug AND d.grain = m.grain AND d.start = m.start
)"""
Domain = Sequence[tuple[str, str, date]]


def lock(cursor: Any, periods: Iterable[Period]) -> None:
    """Wait until nobody else works on one of the periods; in one order, so that none wait in a
    circle. Let go with the transaction."""
    keys = sorted({(p.start.toordinal(), KIND_KEYS[p.kind]) for p in periods})
    for start, kind in keys:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [kind, start])


def flows(
    cursor: Any, slugs: Sequence[str], grains: Sequence[str], start: date, stop: date, who: Any
) -> int:
    """Sums of months or days in [start, stop); returns how many rows were written."""
    params = {"slugs": list(slugs), "grains": list(grains), "start": start, "stop": stop}
    return _merge(cursor, f"{FLOWS} AND m.rep_id IS NOT NULL", params, who)


def own_quotas(cursor: Any, start: date, stop: date) -> int:
    """What teams' own quotas add, of the months in [start, stop): rows without a person."""
    params = {"slugs": ["quota"], "grains": ["month"], "start": start, "stop": stop}
    return _merge(cursor, f"{FLOWS} AND m.rep_id IS NULL", params, None)


def states(cursor: Any, domain: Domain, who: Any) -> int:
    """Sums of how things stood; `domain` is what was asked: measure, kind of period, first day.

    Returns how many rows were written. Kinds and days are also said as lists, so that the index is
    used whatever the planner believes of the tables.
    """
    slugs, kinds, starts = (list(column) for column in zip(*domain, strict=True))
    cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_domain;"
        " CREATE TEMP TABLE kpis_domain ON COMMIT DROP AS"
        " SELECT * FROM unnest(%s::text[], %s::text[], %s::date[]) d (slug, grain, start);"
        " ANALYZE kpis_domain",
        [slugs, kinds, starts],
    )
    params = {"kinds": sorted(set(kinds)), "starts": sorted(set(starts))}
    return _merge(cursor, STATES, params, who)


def _merge(cursor: Any, inside: str, params: dict[str, Any], who: Sequence[int] | None) -> int:
    """`who`: only rows of these people; rows without a person belong to nobody of them.

    What is stored is looked up once. A full join can only be hashed or merged: whatever the
    planner believes of the tables, it never compares each row with each.
    """
    if who is not None:
        inside += " AND m.rep_id = ANY(%(who)s)"
        params["who"] = list(who)
    cursor.execute("DROP TABLE IF EXISTS pg_temp.kpis_old")
    cursor.execute(
        "CREATE TEMP TABLE kpis_old ON COMMIT DROP AS"
        f" SELECT m.* FROM kpis_measure m WHERE {inside}",
        params,
    )
    cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_changed;"
        " CREATE TEMP TABLE kpis_changed ON COMMIT DROP AS"
        f" SELECT m.id AS gone, f.* FROM kpis_old m FULL JOIN kpis_fresh f ON {SAME}"
        " WHERE f.value IS DISTINCT FROM m.value OR f.slug IS NULL OR m.slug IS NULL"
    )
    cursor.execute(
        "DELETE FROM kpis_measure WHERE id = ANY(ARRAY("
        "SELECT gone FROM kpis_changed WHERE slug IS NULL))"
    )
    written = cursor.rowcount
    keys = ", ".join(KEYS)
    cursor.execute(
        f"INSERT INTO kpis_measure ({keys}, value)"
        f" SELECT {keys}, value FROM kpis_changed WHERE slug IS NOT NULL"
        f" ON CONFLICT ({keys}) DO UPDATE SET value = EXCLUDED.value"
    )
    written += cursor.rowcount
    cursor.execute("TRUNCATE kpis_fresh")
    return int(written)
