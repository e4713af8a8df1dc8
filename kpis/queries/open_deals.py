"""Deals open at the end of a day, credited, with everything that state measures ask of them.

The same text is filled into `kpis_open` for a recompute and stands as a subquery behind the rows
of one scope. `kpis_limit` holds, per day and stage, the days after which silence is long. For many
days at once (`month_ends`) the deals come with a day each.
"""

from kpis.core.hygiene import POINTS
from kpis.queries.relation import Deals

OMITTED = "('omitted', 'omit', 'excluded')"
TOUCH_DAYS = 14

CREDITED = """
SELECT {day} AS day, d.id, {rep} AS rep_id, d.territory_id, d.stage_id, d.close_date, d.created_on,
    d.qualified_on IS NOT NULL AS qualified, {share} AS share, {value} AS value,
    COALESCE(d.probability, st.chance, 0) AS chance,
    lower(d.forecast_category) IN {omitted} AS omitted,
    d.close_date < {day} AS overdue,
    {day} - COALESCE(GREATEST(d.last_activity_on, act.last), d.created_on)
        > GREATEST({touch}, COALESCE(lim.stale_after, 0)) AS stale,
    COALESCE(act.met > {day} - {touch}, FALSE) AS touched,
    {step} AS stepped, {points} AS points, {weight} AS weight
FROM {deals} d {splits}
LEFT JOIN crm_stage st ON st.id = d.stage_id
LEFT JOIN kpis_limit lim ON lim.stage_id = d.stage_id AND lim.day = {day}
LEFT JOIN ({acts}) act ON act.opportunity_id = d.id {same}
{more}
WHERE d.status = 'open' AND d.created_on <= {day}
"""
ACTS = """
    SELECT opportunity_id, max(happened_on) AS last,
        max(happened_on) FILTER (WHERE two_way) AS met
    FROM crm_activity
    WHERE done AND happened_on <= %(day)s AND happened_on > %(day)s::date - %(window)s
    GROUP BY opportunity_id
"""
# Per day that the activity comes before, by not more than the widest window of the days.
ACTS_OF_DAYS = """
    SELECT a.opportunity_id, c.n, max(a.happened_on) AS last,
        max(a.happened_on) FILTER (WHERE a.two_way) AS met
    FROM crm_activity a
    CROSS JOIN LATERAL generate_series(width_bucket(a.happened_on, %(starts)s::date[]) + 1,
        width_bucket(a.happened_on + %(window)s - 1, %(days)s::date[])) c (n)
    WHERE a.done GROUP BY a.opportunity_id, c.n
"""
SAME_DAY = "AND act.n = d.n AND act.last > d.day - d.span"
STEP = "COALESCE(d.next_step_on >= %(day)s, FALSE) OR plan.opportunity_id IS NOT NULL"
PLANS = """LEFT JOIN (
    SELECT DISTINCT opportunity_id FROM crm_activity WHERE NOT done AND due_on >= %(day)s
) plan ON plan.opportunity_id = d.id
LEFT JOIN LATERAL (
    SELECT max(c.effective_at)::date AS day FROM crm_dealchange c
    WHERE c.opportunity_id = d.id AND c.field = 'stage'
) entered ON TRUE"""
MEDIAN = """(SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY value)
    FROM crm_opportunity WHERE status = 'open' AND value > 0)"""
WEIGHT = "COALESCE({value}, {share} * {median}::numeric, 0)"
RULES = {
    "no_amount": "d.value IS NULL",
    "overdue": "COALESCE(d.close_date < %(day)s, FALSE)",
    "no_next_step": f"NOT ({STEP})",
    "stale": "%(day)s - COALESCE(GREATEST(d.last_activity_on, act.last), d.created_on)"
    " > GREATEST({touch}, COALESCE(lim.stale_after, 0))",
    "slow_stage": "COALESCE(%(day)s - entered.day > lim.slow_after, FALSE)",
    "often_pushed": "d.pushes >= 3",
    "no_contact": "d.contact_id IS NULL",
    "odd_amount": "COALESCE(d.value <= 0 OR d.value > 10 * {median}, FALSE)",
}


def open_sql(deals: Deals, *, many: bool = False) -> str:
    """One row per open deal and person credited; parameters `day` and `window`, or those of
    `month_ends` for many days."""
    if deals.knows_steps:
        points = " + ".join(
            f"CASE WHEN {rule} THEN {POINTS[name]} ELSE 0 END" for name, rule in RULES.items()
        )
        words = {"{more}": PLANS, "{step}": STEP, "{points}": points, "{weight}": WEIGHT}
    else:
        words = {"{more}": "", "{step}": "NULL::boolean", "{points}": "NULL::int"}
        words["{weight}"] = "NULL::numeric"
    words |= {"{acts}": ACTS_OF_DAYS if many else ACTS, "{same}": SAME_DAY if many else ""}
    words |= {"{day}": "d.day" if many else "%(day)s::date"}
    words |= {"{rep}": "COALESCE(sp.rep_id, d.owner_id)"}
    words |= {"{omitted}": OMITTED, "{touch}": str(TOUCH_DAYS), "{median}": MEDIAN}
    sql = CREDITED
    for word, meaning in words.items():
        sql = sql.replace(word, meaning)
    return sql
