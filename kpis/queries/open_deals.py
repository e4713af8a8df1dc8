"""Deals open at the end of a day, credited, with everything that state measures ask of them.

The same text is filled into `kpis_open` for a recompute and stands as a subquery behind the rows
of one scope. `kpis_limit` holds, per day and stage, the days after which silence is long. For many
days at once (`month_ends`) the deals come with a day each. `checked_sql` looks at the same deals
whole, one row each, and says which rules of upkeep they break.
"""

from kpis.queries import upkeep
from kpis.queries.relation import LIVE, Deals

OMITTED = "('omitted', 'omit', 'excluded')"
TOUCH_DAYS = 14

OPEN = """
LEFT JOIN crm_stage st ON st.id = d.stage_id
LEFT JOIN kpis_limit lim ON lim.stage_id = d.stage_id AND lim.day = {day}
LEFT JOIN ({acts}) act ON act.opportunity_id = d.id {same}
{row}
WHERE d.status = 'open' AND d.created_on <= {day}
"""
CREDITED = """
SELECT {day} AS day, d.id, {rep} AS rep_id, d.territory_id, d.stage_id, d.close_date, d.created_on,
    d.qualified_on IS NOT NULL AS qualified, {share} AS share, {value} AS value,
    COALESCE(d.probability, st.chance, 0) AS chance,
    lower(d.forecast_category) IN {omitted} AS omitted,
    d.close_date < {day} AS overdue,
    {silent} > {patience} AS stale,
    COALESCE(act.met > {day} - {touch}, FALSE) AS touched,
    {step} AS stepped, {points} AS points, {applicable} AS applicable, {weight} AS weight
FROM {deals} d {splits}"""
CHECKED = """
SELECT d.id AS deal_id, d.owner_id, COALESCE(d.value, {median}::numeric, 0) AS value,
    {points} AS points, {applicable} AS applicable, {broken} AS broken
FROM {deals} d"""
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
WEIGHT = "COALESCE({value}, {share} * {median}::numeric, 0)"


def open_sql(deals: Deals, *, many: bool = False) -> str:
    """One row per open deal and person credited; parameters `day` and `window`, or those of
    `month_ends` for many days."""
    return _filled(CREDITED + OPEN, deals, many)


def checked_sql() -> str:
    """One row per deal that is open now: its owner, its value (the median of open deals where none
    is known), the slugs of the rules it breaks and their points; parameters `day` and `window`."""
    return _filled(CHECKED + OPEN, LIVE, many=False).replace("{deals}", LIVE.sql)


def _filled(sql: str, deals: Deals, many: bool) -> str:
    """Without `{deals}`, `{splits}`, `{value}` and `{share}`, which are `Relations`' to fill."""
    words = {"{acts}": ACTS_OF_DAYS if many else ACTS, "{same}": SAME_DAY if many else ""}
    words |= _upkeep() if deals.knows_steps else UNKNOWN
    words |= {"{silent}": upkeep.SILENT, "{patience}": upkeep.PATIENCE}
    words |= {"{day}": "d.day" if many else "%(day)s::date"}
    words |= {"{rep}": "COALESCE(sp.rep_id, d.owner_id)"}
    words |= {"{omitted}": OMITTED, "{touch}": str(TOUCH_DAYS), "{median}": upkeep.MEDIAN}
    for word, meaning in words.items():
        sql = sql.replace(word, meaning)
    return sql


# As of a past day next steps are not known, so neither is what they break.
UNKNOWN = {
    "{row}": "",
    "{step}": "NULL::boolean",
    "{points}": "NULL::int",
    "{applicable}": "NULL::int",
    "{weight}": "NULL::numeric",
}


def _upkeep() -> dict[str, str]:
    return {
        "{row}": upkeep.ROW,
        "{step}": upkeep.STEP,
        "{points}": upkeep.points(),
        "{applicable}": upkeep.applicable(),
        "{broken}": upkeep.broken(),
        "{weight}": WEIGHT,
    }
