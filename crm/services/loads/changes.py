"""A CRM's own history of its deals: rows of (deal, field, old, new, moment).

They are kept as they are. Where exports told of the same fields before, what the exports implied
is woven anew around them; where the history is newer than the last export, the deal follows it.
"""

from collections import defaultdict
from datetime import datetime

from audit.services import journal
from audit.services.fields import Check, Field, Target
from audit.services.references import resolve, unknown
from audit.services.staging import Staging, ask, columns_of, run
from crm.services import history, value
from crm.services.loads.catalogue import STAGE, create_stages, kind_of
from crm.services.loads.parts import DEAL
from crm.services.loads.touching import touch
from kernel.merge import Merged
from teams import facts as teams
from teams.services.loads import OWNER, create_reps

FIELD = "lower(btrim(s.field::text))"


def merge_deal_changes(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Append what is not known yet; the same file twice adds nothing."""
    staging = Staging(_target(table), table, run_id, as_of)
    staging.refer()
    _refer_values(table, run_id, create_missing)
    staging.type_rows()
    staging.set_aside()
    staging.set_duplicates_aside()
    ((mark,),) = ask("SELECT coalesce(max(id), 0) FROM crm_dealchange")
    staging.write()
    run("DROP TABLE IF EXISTS arrived")
    run("""CREATE TEMP TABLE arrived AS SELECT opportunity_id, field, old, new, effective_at, row
           FROM i WHERE id_ IS NULL""")
    _complete(run_id, mark)
    deals = "SELECT DISTINCT opportunity_id AS id FROM arrived"
    value.revalue(deals)
    touch(staging.merged.touched, deals)
    return staging.merged


# The shape of a row ------------------------------------------------------------------------------


def _target(table: str) -> Target:
    has = columns_of(table)
    zone = teams.company().time_zone.replace("'", "")
    at = f"(s.{{0}}::text)::timestamp AT TIME ZONE '{zone}'"
    moment = (
        f"CASE WHEN s.{{0}}::text ~ '([+-]\\d\\d(:?\\d\\d)?|Z)$' AND s.{{0}}::text ~ ':' "
        f"THEN (s.{{0}}::text)::timestamptz ELSE {at} END"
    )
    effective = moment.format("effective_at")
    recorded = effective
    if "recorded_at" in has:
        recorded = f"coalesce({moment.format('recorded_at')}, {effective})"
    return Target(
        "crm_dealchange",
        ("opportunity_id", "field", "effective_at", "new", "inferred"),
        (
            Field("opportunity", required=True, refers=DEAL),
            Field("field", required=True, shape=FIELD),
            Field("old", column="-"),
            Field("new", column="-", longest=250),
            Field("effective_at", required=True, shape=effective),
            Field("recorded_at", column="-"),
            Field("actor", longest=200, blank="''", default="''"),
        ),
        (
            Check("untracked_field", "field", f"i.field NOT IN {tuple(history.TRACKED)}"),
            Check("unknown_owner", "new", "i.field = 'owner' AND i.new IS NULL", ("new",)),
            Check("ambiguous_owner", "new", "i.field = 'owner' AND i.new = '?'", ("new",)),
            Check("unreadable", "new", "i.field <> 'owner' AND i.new IS NULL", ("new",)),
        ),
        joins=" ".join(_value_join(name) for name in ("old", "new") if name in has),
        derived=(
            Field("old", shape=f"coalesce({_text('old')}, '')" if "old" in has else "''"),
            Field("new", shape=_text("new") if "new" in has else "''"),
            Field("recorded_at", shape=recorded),
            Field("inferred", shape="false"),
        ),
    )


def _value_join(name: str) -> str:
    return f"""
        LEFT JOIN r_stage {name}_stage ON {FIELD} = 'stage'
            AND {name}_stage.ref = btrim(s.{name}::text)
        LEFT JOIN crm_stage {name}_s ON {name}_s.id = {name}_stage.id
        LEFT JOIN r_owner {name}_owner ON {FIELD} = 'owner'
            AND {name}_owner.ref = btrim(s.{name}::text)
        LEFT JOIN teams_rep {name}_r ON {name}_r.id = {name}_owner.id"""


def _text(name: str) -> str:
    """SQL of the value as the history keeps it; NULL where it cannot be read."""
    cell = f"btrim(s.{name}::text)"
    return f"""CASE WHEN coalesce({cell}, '') = '' AND {FIELD} NOT IN ('stage', 'owner') THEN ''
        WHEN {FIELD} = 'stage' THEN {name}_s.slug
        WHEN {FIELD} = 'owner' THEN CASE WHEN {name}_owner.n > 1 THEN '?'
                                         ELSE {name}_r.external_id END
        WHEN {FIELD} = 'amount' THEN CASE WHEN pg_input_is_valid({cell}, 'numeric')
            THEN trim_scale(round({cell}::numeric, 4))::text END
        WHEN {FIELD} = 'close_date' THEN CASE WHEN pg_input_is_valid({cell}, 'date')
            THEN {cell}::date::text END
        WHEN {FIELD} = 'status' THEN CASE WHEN lower({cell}) IN ('open', 'won', 'lost')
            THEN lower({cell}) END
        WHEN {FIELD} = 'currency' THEN upper({cell}) ELSE {cell} END"""


def _refer_values(table: str, run_id: int, create_missing: bool) -> None:
    """Resolve the stages and people among old and new values, once per distinct text."""
    has = columns_of(table) & {"old", "new"}
    for field, reference in (("stage", STAGE), ("owner", OWNER)):
        parts = " UNION ".join(
            f"SELECT {name}::text AS {field} FROM {table} s WHERE {FIELD} = '{field}'"
            for name in sorted(has)
        )
        run(f"DROP TABLE IF EXISTS history_{field}")
        run(f"CREATE TEMP TABLE history_{field} AS {parts or f'SELECT NULL::text AS {field}'}")
        names = unknown(resolve(f"history_{field}", field, reference))
        if names and field == "stage":
            create_stages({name: kind_of(name, ()) for name in names}, run_id)
        elif names and create_missing:
            create_reps(names, run_id)
        if names:
            resolve(f"history_{field}", field, reference)


# Together with what exports said -----------------------------------------------------------------


def _complete(run_id: int, mark: int) -> None:
    """Keep the invariant of the history: it begins with the deal and ends with the present."""
    present = " ".join(
        f"WHEN '{field}' THEN {sql.format('o.')}" for field, (_, sql) in history.TRACKED.items()
    )
    run("DROP TABLE IF EXISTS chains")
    run(
        f"""CREATE TEMP TABLE chains AS
            SELECT x.*, o.created_on,
                   x.last <= (SELECT min(as_of) FROM audit_sighting
                              WHERE "table" = 'crm_opportunity')
                   AND x.last_new = CASE x.field {present} END
                   AND NOT EXISTS (SELECT FROM crm_dealchange c WHERE c.id <= %s
                       AND c.opportunity_id = x.opportunity_id AND c.field = x.field) AS plain
            FROM (SELECT opportunity_id, field, min(effective_at) AS first,
                         max(effective_at) AS last,
                         (array_agg(old ORDER BY effective_at, row))[1] AS first_old,
                         (array_agg(new ORDER BY effective_at, row))[1] AS first_new,
                         (array_agg(new ORDER BY effective_at DESC, row DESC))[1] AS last_new
                  FROM arrived GROUP BY 1, 2) x
            JOIN crm_opportunity o ON o.id = x.opportunity_id""",
        [mark],
    )
    zone = teams.company().time_zone
    run(
        f"""INSERT INTO crm_dealchange ({history.COLUMNS})
            SELECT opportunity_id, field, '', CASE WHEN first_old <> '' THEN first_old
                       WHEN field = 'status' THEN 'open'
                       WHEN field IN ('stage', 'owner', 'currency') THEN first_new ELSE '' END,
                   created_on::timestamp AT TIME ZONE %s, created_on::timestamp AT TIME ZONE %s,
                   '', true, %s
            FROM chains WHERE plain AND first > created_on::timestamp AT TIME ZONE %s
            ORDER BY opportunity_id, field""",
        [zone, zone, run_id, zone],
    )
    others = set(ask("SELECT opportunity_id, field FROM chains WHERE plain IS NOT TRUE"))
    ends = history.reweave(run_id, others, mark=mark)
    _follow(run_id, ends)


def _follow(run_id: int, ends: dict[tuple[int, str], str]) -> None:
    """Where the history is newer than the last export, the deal says what the history says."""
    by_field: dict[str, dict[int, str]] = defaultdict(dict)
    for (deal, field), text in ends.items():
        by_field[field][deal] = text
    for field in history.TRACKED:
        if by_field[field]:
            _follow_field(run_id, field, by_field[field])


_NEW = {
    "stage": "(SELECT id FROM crm_stage WHERE slug = x.new)",
    "owner": "(SELECT id FROM teams_rep WHERE external_id = x.new)",
    "amount": "nullif(x.new, '')::numeric",
    "close_date": "nullif(x.new, '')::date",
}


def _follow_field(run_id: int, field: str, ends: dict[int, str]) -> None:
    column, present = history.TRACKED[field]
    rows = ask(
        f"""SELECT x.id, x.new, (SELECT max(c.effective_at) FROM crm_dealchange c
                                 WHERE c.opportunity_id = x.id AND c.field = %s)
            FROM unnest(%s::bigint[], %s::text[]) x(id, new)
            JOIN crm_opportunity o ON o.id = x.id
            WHERE x.new IS DISTINCT FROM {present.format("o.")}""",
        [field, list(ends), list(ends.values())],
    )
    if not rows:
        return
    ids = ", ".join(str(pk) for pk, _, _ in rows)
    journal.keep("crm_opportunity", run_id, ids)
    sets = f"{column} = {_NEW.get(field, 'x.new')}, run_id = %s{_ALSO.get(field, '')}"
    run(
        f"""UPDATE crm_opportunity o SET {sets}
            FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[]) x(id, new, at)
            WHERE o.id = x.id""",
        [run_id, *map(list, zip(*rows, strict=True))],
    )
    newest = max(at for _, _, at in rows)
    stated = [column, *(("status", "closed_on") if field in _ALSO else ())]
    journal.saw(
        "crm_opportunity",
        run_id,
        newest,
        list(dict.fromkeys(stated)),
        f"SELECT id FROM crm_opportunity WHERE id IN ({ids})",
    )


_DAY = "greatest(x.at::date, o.created_on)"
_KIND = "(SELECT kind FROM crm_stage WHERE slug = x.new)"
# A stage that closes the deal closes it; an open stage leaves the status to its own history.
_ALSO = {
    "stage": f""", status = CASE WHEN {_KIND} <> 'open' THEN {_KIND} ELSE o.status END,
        closed_on = CASE WHEN {_KIND} <> 'open' THEN {_DAY} ELSE o.closed_on END""",
    "status": f", closed_on = CASE WHEN x.new <> 'open' THEN {_DAY} END",
}
