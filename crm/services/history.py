"""How the history of deals is written. The rule is in `crm.core.timeline`, the shape in the model.

Three ways lead here. A newer export of known deals: differences become rows dated on its as-of,
by sets. An export that is older than what is known, and a CRM's own history that meets rows of
exports: the changed fields are woven anew, deal by deal. Whoever loads the same file twice writes
nothing the second time.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from audit.services import journal
from audit.services.staging import Staging, ask, run
from crm.core.timeline import Change, Said, value_at, weave
from teams import facts as teams

# Field of the history → stored column, and SQL of its text; {0} is the alias, like "t.".
TRACKED = {
    "stage": ("stage_id", "(SELECT slug FROM crm_stage WHERE id = {0}stage_id)"),
    "status": ("status", "{0}status"),
    "amount": ("amount", "coalesce(trim_scale({0}amount)::text, '')"),
    "currency": ("currency", "{0}currency"),
    "close_date": ("close_date", "coalesce({0}close_date::text, '')"),
    "forecast_category": ("forecast_category", "{0}forecast_category"),
    "owner": ("owner_id", "(SELECT external_id FROM teams_rep WHERE id = {0}owner_id)"),
}
# What a field was before the first change of a CRM's history that does not say it; None: the same.
BEFORE = {"stage": None, "owner": None, "currency": None, "status": "open"}
PIECE = 20_000  # deals woven at a time
COLUMNS = "opportunity_id, field, old, new, effective_at, recorded_at, actor, inferred, run_id"


def note_differences(staging: Staging) -> None:
    """Before known deals are overwritten: what differs becomes history as of the load.

    Only where something was said as of that very moment before can a row be there already; to
    look for it costs as much as to write it. OFFSET 0: look up deal by deal, by the index, rather
    than read the whole history.
    """
    fields = _present(staging)
    if not fields:
        return
    columns = ", ".join(
        f"t.{column} AS t_{column}, i.{column} AS i_{column}"
        for column, _ in (TRACKED[f] for f in fields)
    )
    zone = teams.company().time_zone
    again = "ON CONFLICT DO NOTHING" if journal.is_told("crm_opportunity", staging.as_of) else ""
    begin = begin_sql("d.field", "d.old", "d.created_on", "d.closed_on")
    run(
        f"""WITH b AS MATERIALIZED (
                SELECT t.id, t.created_on, t.closed_on, {columns}
                FROM i JOIN crm_opportunity t ON t.id = i.id_ WHERE NOT i.same_),
            d AS MATERIALIZED ({" UNION ALL ".join(map(_differing, fields))})
            INSERT INTO crm_dealchange ({COLUMNS})
            SELECT id, field, old, new, at, at, '', true, %s FROM (
                SELECT d.id, d.field, b.old, b.new, b.at AT TIME ZONE %s AS at, 0 AS place
                FROM d CROSS JOIN LATERAL ({begin}) b
                WHERE NOT EXISTS (SELECT FROM crm_dealchange h WHERE h.opportunity_id = d.id
                                  AND h.field = d.field OFFSET 0)
                UNION ALL SELECT id, field, old, new, %s, 1 FROM d) x
            ORDER BY id, at, place {again}""",
        [staging.run_id, zone, staging.as_of],
    )


def _differing(field: str) -> str:
    """SQL of the deals in `b` of which the field is not as it was, with both texts."""
    column, text = TRACKED[field]
    old, new = text.format("b.t_"), text.format("b.i_")
    return f"""SELECT id, created_on, closed_on, '{field}' AS field, {old} AS old, {new} AS new
               FROM b WHERE t_{column} IS DISTINCT FROM i_{column}"""


def begin_sql(field: str, value: str, created: str, closed: str) -> str:
    """SQL of the rows (old, new, at) by which a field's history begins, see `_begins`."""
    return f"""
        SELECT '' AS old, CASE WHEN {field} = 'status' THEN 'open' ELSE {value} END AS new,
               {created}::timestamp AS at
        UNION ALL
        SELECT 'open', {value}, greatest({closed}, {created})::timestamp
        WHERE {field} = 'status' AND {value} <> 'open'"""


def weave_older(staging: Staging) -> None:
    """After an export that is older than what is known: weave it into the history.

    `i` must hold the file's own values as o_<field>, since what is stored is what is known.
    """
    raw = {f: TRACKED[f][1].format("i.o_").replace("_id)", ")") for f in _present(staging)}
    values = ", ".join(f"('{f}', {sql})" for f, sql in raw.items())
    rows = ask(f"""
        SELECT i.id_, x.field, x.value, i.o_closed_on FROM i
        CROSS JOIN LATERAL (VALUES {values}) x(field, value) WHERE i.id_ IS NOT NULL""")
    told = {(pk, field): (Said(staging.as_of, value), closed) for pk, field, value, closed in rows}
    reweave(staging.run_id, set(told), told=told)


def reweave(
    run_id: int,
    pairs: set[tuple[int, str]],
    *,
    told: Mapping[tuple[int, str], tuple[Said, date | None]] | None = None,
    mark: int | None = None,
) -> dict[tuple[int, str], str]:
    """Write the inferred rows of these (deal, field) anew; gives the value that each ends with.

    `told`: what one more export says, with the closing day; real rows with an id above `mark` have
    just arrived, so the exports before did not know them.
    """
    ends: dict[tuple[int, str], str] = {}
    deals = sorted({pk for pk, _ in pairs})
    for start in range(0, len(deals), PIECE):
        piece = set(deals[start : start + PIECE])
        here = {pair for pair in pairs if pair[0] in piece} if len(deals) > PIECE else pairs
        ends |= _reweave(run_id, here, sorted(piece), told or {}, mark)
    return ends


def _reweave(
    run_id: int,
    pairs: set[tuple[int, str]],
    deals: list[int],
    told: Mapping[tuple[int, str], tuple[Said, date | None]],
    mark: int | None,
) -> dict[tuple[int, str], str]:
    stored, known, moments = _stored(deals), _known(deals), _sightings(deals)
    ends: dict[tuple[int, str], str] = {}
    remove: list[int] = []
    add: list[tuple[int, str, Change]] = []
    for pair in sorted(pairs):
        rows, deal = stored.get(pair, []), known[pair[0]]
        past = [c for row, c in rows if mark is None or row <= mark or not c.real]
        past = past or begins(pair[1], deal.values[pair[1]], deal.created, deal.closed)
        seen = moments.get((pair[0], TRACKED[pair[1]][0]), [])
        said = {at: Said(at, value_at(past, at) or "") for at in seen}
        closed = {c.new: c.at for c in reversed(past) if not c.real}
        if extra := told.get(pair):
            said[extra[0].at] = extra[0]
        every = [said[at] for at in sorted(said)]
        first = every[0].value if every else deal.values[pair[1]]
        day = closed.get(first, deal.closed)
        if extra and every[0] is extra[0]:
            day = midnight(extra[1]) if extra[1] else None
        real = [c for _, c in rows if c.real]
        start = begins(pair[1], first, deal.created, day)
        woven = weave(start, every, real, BEFORE.get(pair[1], ""))
        last = value_at([*woven, *real], datetime.max.replace(tzinfo=UTC))
        ends[pair] = first if last is None else last
        old = {(c.at, c.old, c.new): row for row, c in rows if not c.real}
        new = {(c.at, c.old, c.new): c for c in woven}
        remove += [row for key, row in old.items() if key not in new]
        add += [(*pair, c) for key, c in new.items() if key not in old]
    _replace(run_id, remove, add)
    return ends


# Reading and writing rows ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deal:
    """What a deal says now, as texts of the history."""

    created: datetime
    closed: datetime | None
    values: dict[str, str]


def midnight(day: date) -> datetime:
    """The start of the day where the company is."""
    return datetime.combine(day, time(), ZoneInfo(teams.company().time_zone))


def begins(field: str, value: str, created: datetime, closed: datetime | None) -> list[Change]:
    """What one look at a deal says about the time before: the same, and open until it closed."""
    if field != "status" or value == "open":
        return [Change(created, "", value)]
    return [Change(created, "", "open"), Change(max(closed or created, created), "open", value)]


def _present(staging: Staging) -> list[str]:
    stored = {f.stored for f in staging.written()}
    return [field for field, (column, _) in TRACKED.items() if column in stored]


def _stored(deals: list[int]) -> dict[tuple[int, str], list[tuple[int, Change]]]:
    found: dict[tuple[int, str], list[tuple[int, Change]]] = defaultdict(list)
    for pk, deal, field, old, new, at, inferred in ask(
        """SELECT id, opportunity_id, field, old, new, effective_at, inferred FROM crm_dealchange
           WHERE opportunity_id = ANY(%s) ORDER BY effective_at, id""",
        [deals],
    ):
        found[deal, field].append((pk, Change(at, old, new, real=not inferred)))
    return found


def _known(deals: list[int]) -> dict[int, Deal]:
    texts = ", ".join(sql.format("o.") for _, sql in TRACKED.values())
    zone = ZoneInfo(teams.company().time_zone)
    rows = ask(
        f"SELECT id, created_on, closed_on, {texts} FROM crm_opportunity o WHERE id = ANY(%s)",
        [deals],
    )
    return {
        pk: Deal(
            datetime.combine(created, time(), zone),
            datetime.combine(closed, time(), zone) if closed else None,
            dict(zip(TRACKED, values, strict=True)),
        )
        for pk, created, closed, *values in rows
    }


def _sightings(deals: list[int]) -> dict[tuple[int, str], list[datetime]]:
    rows = ask(
        """SELECT p.id, c.name, array_agg(DISTINCT g.as_of)
           FROM audit_sighting g, unnest(g.pks) p(id), unnest(g.columns) c(name)
           WHERE g."table" = 'crm_opportunity' AND p.id = ANY(%s) GROUP BY 1, 2""",
        [deals],
    )
    return {(pk, column): moments for pk, column, moments in rows}


def _replace(run_id: int, remove: list[int], add: list[tuple[int, str, Change]]) -> None:
    if remove:
        journal.keep("crm_dealchange", run_id, ", ".join(map(str, remove)))
        run("DELETE FROM crm_dealchange WHERE id = ANY(%s)", [remove])
    columns = [
        [deal for deal, _, _ in add],
        [field for _, field, _ in add],
        [change.old for _, _, change in add],
        [change.new for _, _, change in add],
        [change.at for _, _, change in add],
    ]
    run(
        f"""INSERT INTO crm_dealchange ({COLUMNS})
            SELECT x.deal, x.field, x.old, x.new, x.at, x.at, '', true, %s
            FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])
                 x(deal, field, old, new, at) ON CONFLICT DO NOTHING""",
        [run_id, *columns],
    )
