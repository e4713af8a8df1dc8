"""What was found about upkeep, from `kpis_checked` (`kpis.services.upkeep`) into our tables."""

from decimal import Decimal
from typing import Any

from operations.core.hygiene import Broken, Tally, Whose

# What is in order now goes; what is as it was is left alone.
KEEP = """
WITH gone AS (
    DELETE FROM operations_finding f WHERE NOT EXISTS (
        SELECT 1 FROM kpis_checked k WHERE k.deal_id = f.deal_id AND k.broken <> '{}')
    RETURNING 1
), kept AS (
    INSERT INTO operations_finding AS f (deal_id, owner_id, team_id, rules, value, lost)
    SELECT deal_id, owner_id, team_id, broken, value, lost FROM kpis_checked
    WHERE broken <> '{}'
    ON CONFLICT (deal_id) DO UPDATE SET owner_id = EXCLUDED.owner_id,
        team_id = EXCLUDED.team_id, rules = EXCLUDED.rules, value = EXCLUDED.value,
        lost = EXCLUDED.lost
    WHERE (f.owner_id, f.team_id, f.rules, f.value, f.lost) IS DISTINCT FROM (
        EXCLUDED.owner_id, EXCLUDED.team_id, EXCLUDED.rules, EXCLUDED.value, EXCLUDED.lost)
    RETURNING 1
)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM kept)
"""
PEOPLE = """
SELECT owner_id, team_id, count(*), sum(value), count(*) FILTER (WHERE broken <> '{}'),
    COALESCE(sum(value) FILTER (WHERE broken <> '{}'), 0)
FROM kpis_checked GROUP BY owner_id, team_id
"""
RULES = """
SELECT owner_id, team_id, rule, count(*), sum(value)
FROM kpis_checked, unnest(broken) rule GROUP BY owner_id, team_id, rule
"""


def keep(cursor: Any) -> int:
    """The findings; how many rows were written or removed."""
    cursor.execute(KEEP)
    return int(cursor.fetchone()[0])


def people(cursor: Any) -> dict[Whose, Tally]:
    """What each person owns and has to put right, in the team of the day."""
    cursor.execute(PEOPLE)
    found: dict[Whose, Tally] = {
        (rep, team): Tally(deals, Decimal(value), to_fix, Decimal(at_stake))
        for rep, team, deals, value, to_fix, at_stake in cursor.fetchall()
    }
    cursor.execute(RULES)
    for rep, team, slug, deals, value in cursor.fetchall():
        found[rep, team].rules[slug] = Broken(deals, value)
    return found
