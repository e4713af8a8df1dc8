"""From a source to SQL: its sums by rep, team, territory and period; or the rows behind them."""

from collections.abc import Iterable, Mapping

from kpis.queries.source import Relations, Source, Sum

# Sums find seat and period of a row by equality of person and day: ranges would be estimated far
# too low, and the plan with them. Lists look at few rows; they need no table of all days.
PLACE = """JOIN kpis_place b ON b.rep_id = {rep} AND b.day = {day}
    CROSS JOIN LATERAL (SELECT b.seat AS id, b.rep_id, b.team_id) s"""
SEAT = "JOIN kpis_seat s ON s.rep_id = {rep} AND {day} >= s.start AND {day} < s.stop"
INTO = """INSERT INTO kpis_fresh
    (slug, grain, start, rep_id, team_id, territory_id, stage_id, value)"""


def of_flow(source: Source, with_: Relations, *, grain: str = "month", people: bool = False) -> str:
    """Sums of what happened in [start, stop), by month or by day.

    Grouping by the seat's id, one number for rep and team, keeps the estimated number of groups
    near the real one, so that the plan stays a hash aggregate.
    """
    sums = source.sums if grain == "month" else {k: source.sums[k] for k in source.by_day}
    where = [source.where, f"{source.day} >= %(start)s AND {source.day} < %(stop)s"]
    if grain == "day":
        where.append(" OR ".join(one.where for one in sums.values()))
    group = f"s.id, {source.territory}, b.{'start' if grain == 'month' else 'day'}"
    inner = f"""
        SELECT s.id, {source.territory} AS territory_id,
            b.{"start" if grain == "month" else "day"} AS start, {columns(sums)}
        {rows(source, [*where, *only(source, people)], placed=True)}
        GROUP BY {group}"""
    sql = f"""{INTO}
    SELECT v.slug, '{grain}', t.start, s.rep_id, s.team_id, t.territory_id, NULL, v.value
    FROM ({inner}) t
    {unpivot(sums)}"""
    return with_.fill(sql)


def of_state(
    source: Source, with_: Relations, *, by_stage: bool = False, people: bool = False
) -> str:
    """Sums of how things stood at the end of a day, for each period of `kpis_period`."""
    sums = source.stage_sums if by_stage else source.sums
    stage = "d.stage_id" if by_stage else "NULL::bigint"
    slug = "CASE WHEN v.slug LIKE 'lead%%' THEN v.slug || '_' || t.lead ELSE v.slug END"
    inner = f"""
        SELECT s.id, {source.territory} AS territory_id, {stage} AS stage_id, b.kind, b.start,
            b.lead, {columns(sums)}
        {rows(source, [source.where, *only(source, people)])}
        GROUP BY s.id, {source.territory}, {stage}, b.kind, b.start, b.lead"""
    sql = f"""{INTO}
    SELECT {slug}, t.kind, t.start, s.rep_id, s.team_id, t.territory_id, t.stage_id, v.value
    FROM ({inner}) t
    {unpivot(sums)}"""
    return with_.fill(sql)


def listed(
    source: Source, amounts: Mapping[str, str], inside: str, with_: Relations, *, period: str = ""
) -> str:
    """The rows behind measures: kind, id, first day, share, amount, summed per row's id.

    `amounts`: for each measure what to list, as SQL on its own amount (`{amount}`). `inside`:
    the condition on rep, team and territory of a scope.
    """
    parts, wheres = [], []
    for slug, listed_as in amounts.items():
        one = source.sums[slug]
        amount = listed_as.replace("{amount}", f"COALESCE({one.amount}, 0)")
        parts.append(f"CASE WHEN {one.where} THEN {amount} ELSE 0 END")
        wheres.append(f"({one.where})")
    where = [source.where, " OR ".join(wheres), inside]
    if source.kind == "flow":
        where.append(f"{source.day} >= %(start)s AND {source.day} < %(stop)s")
    sql = f"""
    SELECT '{source.row_kind}' AS kind, {source.row_id} AS id, min({source.day}) AS day,
        sum({source.share}) AS share, round(sum({" + ".join(parts)}), 6) AS amount
    {rows(source, where)}
    GROUP BY {source.row_id}"""
    return with_.fill(sql)


def rows(source: Source, where: Iterable[str], *, placed: bool = False) -> str:
    """FROM and WHERE of the credited rows, each with its period `b` and seat `s`."""
    if placed:
        joins = PLACE
    elif source.kind == "flow":
        joins = f"JOIN kpis_bucket b ON b.day = {{day}} {SEAT}"
    else:
        joins = f"JOIN kpis_period b ON b.day = d.day AND {source.period} {SEAT}"
    joins = joins.replace("{rep}", source.rep).replace("{day}", source.day)
    conditions = " AND ".join(f"({one})" for one in where)
    return f"FROM {source.tables} {joins} WHERE {conditions}"


def only(source: Source, people: bool) -> list[str]:
    return [f"{source.rep} = ANY(%(reps)s)"] if people else []


def columns(sums: Mapping[str, Sum]) -> str:
    """Aggregates named by their slug."""
    return ", ".join(
        f"sum({one.amount}) FILTER (WHERE {one.where}) AS {slug}" for slug, one in sums.items()
    )


def unpivot(sums: Iterable[str]) -> str:
    """One row per measure that has rows; with the seat's rep and team."""
    pairs = ", ".join(f"('{slug}', round(t.{slug}, 6))" for slug in sums)
    return f"""JOIN kpis_who s ON s.id = t.id
    CROSS JOIN LATERAL (VALUES {pairs}) v (slug, value)
    WHERE v.value IS NOT NULL"""
