"""Quotas from a file: dated, of a rep or a team; a different amount is a new version.

`valid_to` may be missing: a quota then lasts until the next of the same holder starts, and the
last one as long as the one before (as many months, where both start on the same day of a month).

The first version of a holder's days counts as known since they began; a later one since the
load's as-of moment. A file that is older than what is known adds versions that were replaced.
"""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from audit.services import journal
from audit.services.fields import Check, Field, Target
from audit.services.references import resolve
from audit.services.refusals import explain
from audit.services.staging import Staging, ask, columns_of, run
from kernel.merge import Merged, Touched
from teams import facts as teams
from teams.services.loads import OWNER, TEAM, create_reps, dated

TABLE = "quotas_quota"
SAME = (
    "{0}.rep_id IS NOT DISTINCT FROM {1}.rep_id AND {0}.team_id IS NOT DISTINCT FROM {1}.team_id"
    " AND {0}.measure = {1}.measure AND {0}.product_family = {1}.product_family"
    " AND {0}.segment = {1}.segment"
)


def merge_quotas(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Add what is not in force yet, and close what it replaces."""
    stage = _with_ends(table)
    staging = Staging(_target(columns_of(stage), as_of), stage, run_id, as_of)
    missing = staging.refer()
    if create_missing and missing.get("rep"):
        create_reps(missing["rep"], run_id)
        resolve(staging.stage, "rep", OWNER)
    staging.type_rows()
    staging.set_aside()
    staging.set_duplicates_aside()
    dated.set_overlaps_aside(staging, SAME.format("a", "b"))
    _replace(staging)
    staging.write(also={"recorded_at": _known_from(staging), "superseded_at": _replaced_at()})
    _sight(staging)
    _touch(staging)
    return staging.merged


def undo_load(run_id: int) -> Touched:
    """Remove the versions that the load brought and let the earlier ones stand again."""
    journal.refuse_conflicts(run_id)
    touched = Touched()
    _touch_rows(touched, "SELECT * FROM quotas_quota WHERE run_id = %s", [run_id])
    journal.undo(run_id, [TABLE])
    return touched


# The shape of a row ------------------------------------------------------------------------------


def _target(has: set[str], as_of: datetime) -> Target:
    measure = "coalesce(lower(nullif(btrim(s.measure::text), '')), 'revenue')"
    rep = "r_rep.id" if "rep" in has else "NULL::bigint"
    team = "r_team.id" if "team" in has else "NULL::bigint"
    holders = [f"c_{name}" for name in ("rep", "team") if name in has]
    known = f"'{as_of.isoformat()}'::timestamptz"
    standing = (
        f"t.recorded_at <= {known} AND (t.superseded_at IS NULL OR t.superseded_at > {known})"
    )
    return Target(
        TABLE,
        ("rep_id", "team_id", "measure", "product_family", "segment", "valid"),
        (
            Field("rep", column="-", refers=OWNER),
            Field("team", column="-", refers=TEAM),
            Field("valid_from", "date", required=True, column="-"),
            Field("valid_to", "date", column="-"),
            Field("amount", "numeric", required=True),
            Field("measure", column="-"),
        ),
        (
            *dated.CHECKS,
            Check("one_holder", "rep", f"num_nonnulls({', '.join(holders) or 'NULL'}) <> 1"),
            Check("without_end", "valid_to", "c_valid_from IS NOT NULL AND c_valid_to IS NULL"),
            Check("below_zero", "amount", "c_amount < 0"),
            Check("unknown_measure", "measure", "i.measure <> 'revenue'"),
        ),
        match=f"{standing} AND {SAME.format('t', 'v')} AND t.valid = v.valid",
        derived=(
            Field("rep", column="rep_id", shape=rep),
            Field("team", column="team_id", shape=team),
            Field("measure", shape=measure if "measure" in has else "'revenue'"),
            Field("product_family", shape="''"),
            Field("segment", shape="''"),
            dated.valid_field(has_end=True),
        ),
    )


def _with_ends(table: str) -> str:
    """A copy of the staged rows in which every quota has its end, where that can be known."""
    has = columns_of(table)
    holder = [f"coalesce(btrim({c}::text), '')" for c in ("rep", "team", "measure") if c in has]
    end = "valid_to::date" if "valid_to" in has else "NULL::date"
    rows = ask(f"""SELECT row, concat_ws(chr(31), {", ".join(holder) or "''"}), valid_from::date,
                          {end} FROM {table} WHERE valid_from IS NOT NULL""")
    ends = _ends(rows)
    name = f"{table}_ends"
    others = ", ".join(f't."{c}"' for c in sorted(has - {"valid_to"}))
    run(f"DROP TABLE IF EXISTS {name}")
    run(
        f"""CREATE TEMP TABLE {name} AS SELECT {others}, e.valid_to FROM {table} t
            LEFT JOIN unnest(%s::bigint[], %s::date[]) e(row, valid_to) ON e.row = t.row""",
        [list(ends), list(ends.values())],
    )
    return name


def _ends(rows: list[tuple[int, str, date, date | None]]) -> dict[int, date | None]:
    starts: dict[str, list[date]] = {}
    for _row, holder, start, _end in rows:
        starts.setdefault(holder, []).append(start)
    following: dict[tuple[str, date], date | None] = {}
    for holder, days in starts.items():
        known = sorted(set(days))
        last = same_length(known[-2], known[-1]) if len(known) > 1 else None
        following |= zip(((holder, d) for d in known), [*known[1:], last], strict=True)
    return {row: end or following[holder, start] for row, holder, start, end in rows}


def same_length(earlier: date, start: date) -> date:
    """The end of a quota from `start` that is as long as the one from `earlier` to `start`."""
    if earlier.day != start.day or start.day > 28:
        return start + (start - earlier)
    month = start.year * 12 + start.month - 1
    month += month - (earlier.year * 12 + earlier.month - 1)
    return date(month // 12, month % 12 + 1, start.day)


# Versions ----------------------------------------------------------------------------------------


def _replace(staging: Staging) -> None:
    """Close what the new rows replace; note in `met` what stands in their way."""
    run("DROP TABLE IF EXISTS met")
    run(
        f"""CREATE TEMP TABLE met AS
            SELECT n.row, t.id, (
                SELECT min(g.as_of) FROM audit_sighting g WHERE g."table" = '{TABLE}'
                AND g.as_of > %s AND t.id = ANY(g.pks)) AS later
            FROM i n JOIN {TABLE} t ON {SAME.format("n", "t")} AND t.valid && n.valid
            WHERE (n.id_ IS NULL OR NOT n.same_) AND t.superseded_at IS NULL""",
        [staging.as_of],
    )
    run("UPDATE i SET id_ = NULL WHERE NOT same_")  # another amount is another row
    journal.keep(TABLE, staging.run_id, "SELECT id FROM met")
    run(
        f"""UPDATE {TABLE} t SET run_id = %s,
                superseded_at = CASE WHEN m.later IS NULL THEN %s ELSE t.superseded_at END,
                recorded_at = CASE WHEN m.later IS NULL THEN t.recorded_at ELSE m.later END
            FROM met m WHERE m.id = t.id""",
        [staging.run_id, staging.as_of],
    )


def _known_from(staging: Staging) -> str:
    moment = f"'{staging.as_of.isoformat()}'::timestamptz"
    zone = teams.company().time_zone.replace("'", "")
    begun = f"least(lower(i.valid)::timestamp AT TIME ZONE '{zone}', {moment})"
    met = "EXISTS (SELECT FROM met WHERE met.row = i.row AND met.later IS NULL)"
    return f"CASE WHEN {met} THEN {moment} ELSE {begun} END"


def _replaced_at() -> str:
    return "(SELECT min(met.later) FROM met WHERE met.row = i.row)"


def _sight(staging: Staging) -> None:
    ids = f"""SELECT t.id FROM i JOIN {TABLE} t ON {SAME.format("i", "t")} AND t.valid = i.valid
              WHERE t.amount = i.amount AND t.superseded_at IS NULL"""
    journal.saw(TABLE, staging.run_id, staging.as_of, ["amount"], ids)


def _touch(staging: Staging) -> None:
    _touch_rows(staging.merged.touched, "SELECT * FROM i WHERE same_ IS NOT TRUE", [])


def _touch_rows(touched: Touched, rows: str, params: list[object]) -> None:
    """A team's quota touches its members: without reps, everybody counts as touched."""
    for rep, start, end in ask(
        f"""SELECT rep_id, min(lower(valid)), max(coalesce(upper(valid), lower(valid) + {YEAR}))
            FROM ({rows}) q GROUP BY 1""",
        params or None,
    ):
        touched.add({rep} if rep else _everybody(), start, end)


def _everybody() -> set[int]:
    return {pk for (pk,) in ask("SELECT id FROM teams_rep")}


YEAR = timedelta(365).days

explain(
    {
        "one_holder": _("A quota belongs to a rep or to a team, to one of them. Fill in just one."),
        "without_end": _(
            "There is no end, and no other quota of the same holder to take a length from. "
            "Fill in the first day after the quota."
        ),
        "below_zero": _("%(value)s is below zero. A quota is zero or more."),
        "unknown_measure": _("“%(value)s” is not measured yet. Write revenue or leave it empty."),
    }
)
