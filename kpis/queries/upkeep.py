"""The rules of upkeep as SQL: what an open deal breaks, and how much of its score that costs.

`ROW` gives the columns of `kpis.core.upkeep.COLUMNS`; the planner takes the subquery apart again,
so naming what a rule may look at costs nothing.
"""

from collections.abc import Iterable

from kpis.core.upkeep import RULES

MEDIAN = """(SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY value)
    FROM crm_opportunity WHERE status = 'open' AND value > 0)"""
SILENT = "{day} - COALESCE(GREATEST(d.last_activity_on, act.last), d.created_on)"
PATIENCE = "GREATEST({touch}, COALESCE(lim.stale_after, 0))"
STEP = "COALESCE(d.next_step_on >= {day}, FALSE) OR plan.opportunity_id IS NOT NULL"
ROW = f"""LEFT JOIN (
    SELECT DISTINCT opportunity_id FROM crm_activity WHERE NOT done AND due_on >= {{day}}
) plan ON plan.opportunity_id = d.id
LEFT JOIN LATERAL (
    SELECT max(c.effective_at)::date AS day FROM crm_dealchange c
    WHERE c.opportunity_id = d.id AND c.field = 'stage'
) entered ON TRUE
CROSS JOIN LATERAL (SELECT {{day}} AS day, d.value, {{median}} AS median_value, d.close_date,
    d.created_on, st."order" AS stage_order, {{day}} - entered.day AS stage_days,
    lim.slow_after AS stage_limit, {SILENT} AS silent_days, {PATIENCE} AS silent_limit,
    {STEP} AS has_step, d.contact_id IS NOT NULL AS has_contact, d.pushes, d.source, d.segment) o"""


def points() -> str:
    """The points of the rules that a deal breaks."""
    return _sum((f"({one.applies}) AND ({one.broken})", one.points) for one in RULES)


def applicable() -> str:
    """The points of all rules that apply to a deal; what it loses is a share of them."""
    return _sum((one.applies, one.points) for one in RULES)


def broken() -> str:
    """The slugs of the rules that a deal breaks, as an array."""
    each = (
        f"CASE WHEN ({one.applies}) AND ({one.broken}) THEN '{slug}' END"
        for slug, one in RULES.items()
    )
    return f"array_remove(ARRAY[{', '.join(each)}]::text[], NULL)"


def _sum(parts: Iterable[tuple[str, int]]) -> str:
    each = (f"CASE WHEN {condition} THEN {points} ELSE 0 END" for condition, points in parts)
    return " + ".join(each) or "0"
