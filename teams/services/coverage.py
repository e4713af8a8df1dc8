"""Territories and who covers them, as a plan has it from a day on; past days stay as they were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from teams.memory import forget
from teams.models import Territory


@dataclass(frozen=True, slots=True)
class Wanted:
    """A territory by its short name; `parent` is that of the one above."""

    slug: str
    name: str
    parent: str | None


def keep_territories(wanted: Iterable[Wanted], *, run_id: int | None = None) -> dict[str, int]:
    """Find or make each one, with its name and place in the tree; ids by short name.

    Parents come before children. Territories that are not wanted stay: results are kept by them.
    """
    known = {row.slug: row for row in Territory.objects.all()}
    found: dict[str, int] = {}
    for one in wanted:
        parent = found[one.parent] if one.parent else None
        row = known.get(one.slug) or Territory(slug=one.slug, run_id=run_id)
        if row.pk is None or (row.name, row.parent_id) != (one.name, parent):
            row.name, row.parent_id = one.name, parent
            row.save()
        found[one.slug] = row.pk
    forget()
    return found


# `wanted`: SQL of rep_id, territory_id, valid; who covers what by the plan. One row of `turn_` for
# each stretch of days that a person covers a territory, where that is not what is stored: days
# before `day` as they are, from `day` on as they are wanted.
TURNS = """
DROP TABLE IF EXISTS turn_;
CREATE TEMP TABLE turn_ ON COMMIT DROP AS
WITH days AS (
    SELECT daterange(NULL, %(day)s) AS before, daterange(%(day)s, NULL) AS after
), wanted AS (
    SELECT rep_id, territory_id, range_agg(valid) * datemultirange((SELECT after FROM days)) AS days
    FROM ({wanted}) w GROUP BY 1, 2
), stored AS (
    SELECT rep_id, territory_id, range_agg(valid) AS days
    FROM teams_coverage WHERE territory_id = ANY(%(places)s) GROUP BY 1, 2
), both_ AS (
    SELECT rep_id, territory_id, s.days AS stored,
        COALESCE(s.days * datemultirange((SELECT before FROM days)), '{{}}')
            + COALESCE(w.days, '{{}}') AS days
    FROM wanted w FULL JOIN stored s USING (rep_id, territory_id)
)
SELECT rep_id, territory_id, days FROM both_ WHERE COALESCE(stored, '{{}}') <> days
"""
STRETCHES = """
DROP TABLE IF EXISTS stretch_;
CREATE TEMP TABLE stretch_ ON COMMIT DROP AS
SELECT rep_id, territory_id, valid FROM turn_ CROSS JOIN LATERAL unnest(days) u(valid)
"""
SAME = """c.rep_id = s.rep_id AND c.territory_id = s.territory_id
    AND lower(c.valid) IS NOT DISTINCT FROM lower(s.valid)"""
GONE = f"""
DELETE FROM teams_coverage c USING turn_ t
WHERE c.rep_id = t.rep_id AND c.territory_id = t.territory_id
    AND NOT EXISTS (SELECT FROM stretch_ s WHERE {SAME})
"""
LONGER_OR_SHORTER = f"""
UPDATE teams_coverage c SET valid = s.valid, run_id = %(run)s
FROM stretch_ s WHERE {SAME} AND c.valid <> s.valid
"""
NEW = f"""
INSERT INTO teams_coverage (rep_id, territory_id, valid, run_id)
SELECT s.rep_id, s.territory_id, s.valid, %(run)s FROM stretch_ s
WHERE NOT EXISTS (SELECT FROM teams_coverage c WHERE {SAME})
ORDER BY s.territory_id, s.rep_id, s.valid
"""


def follow(
    wanted: str,
    params: Mapping[str, Any],
    *,
    places: list[int],
    day: date,
    run_id: int | None = None,
) -> int:
    """From `day` on these territories are covered by whom the SQL says, and by nobody else; how
    many stretches of days are different. Must be in a transaction; twice is once."""
    values = {**params, "places": places, "day": day, "run": run_id}
    with connection.cursor() as cursor:
        cursor.execute(TURNS.format(wanted=wanted), values)
        cursor.execute("SELECT count(*) FROM turn_")
        (changed,) = cursor.fetchone()
        if changed:
            for text in (STRETCHES, GONE, LONGER_OR_SHORTER, NEW):
                cursor.execute(text, values)
    return int(changed)
