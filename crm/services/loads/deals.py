"""Deals: the state of each, as an export says it. History and values follow in the same act."""

from datetime import datetime, timedelta

from audit.services import journal
from audit.services.fields import Check, Field, Target, text
from audit.services.recall import Recall
from audit.services.references import resolve
from audit.services.staging import Staging, ask, columns_of, run
from crm.services import history, value
from crm.services.loads.accounts import ACCOUNT, CONTACT, create_accounts, create_contacts
from crm.services.loads.catalogue import STAGE, create_stages, kind_of
from crm.services.loads.touching import touch
from kernel.merge import Merged
from teams import facts as teams
from teams.services.loads import OWNER, TERRITORY, create_reps, create_territories

CREATE = {
    "owner": create_reps,
    "account": create_accounts,
    "contact": create_contacts,
    "territory": create_territories,
}


def merge_opportunities(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
    recall: Recall | None = None,
) -> Merged:
    """Upsert by id. Stages that are not known yet are created and marked for review.

    `recall` knows the rows that were not staged, since they say again what is stored.
    """
    staging = Staging(_target(columns_of(table), as_of), table, run_id, as_of)
    if recall is None or ask(f"SELECT FROM {table} LIMIT 1"):
        _merge(staging, create_missing)
        if recall:
            recall.remember(staging)
    if recall:
        staging.merged.unchanged += recall.skipped
        recall.saw(run_id, as_of)
    if full:
        staging.list_missing(recall.known if recall else "")
    return staging.merged


def recall_opportunities(table: str, *, meaning: str, as_of: datetime) -> Recall | None:
    """What is known of the rows of an export; nothing counts in one that is older than others.

    The kind of its stage says the status of a deal whose row does not.
    """
    if journal.is_older("crm_opportunity", as_of):
        return None
    stage = "JOIN crm_stage st ON st.id = t.stage_id"
    return Recall(_target(set(), as_of), table, meaning, "st.kind", stage)


def _merge(staging: Staging, create_missing: bool) -> None:
    _refer(staging, create_missing)
    staging.type_rows()
    staging.set_aside()
    staging.set_duplicates_aside()
    some = staging.changes()
    if some:
        touch(staging.merged.touched, CHANGED)
    if some and not staging.late:
        history.note_differences(staging)
        _note_unsettled(staging)
    staging.write(also=_worth(staging), follows=_worth_of_changed(staging))
    if staging.late:
        history.weave_older(staging)
    staging.sight()
    _settle(staging, some)


# The shape of a row ------------------------------------------------------------------------------


def _target(has: set[str], as_of: datetime) -> Target:
    return Target(
        "crm_opportunity",
        ("external_id",),
        _fields(),
        _CHECKS,
        _STAGE_ROW,
        derived=_derived(has, as_of),
    )


def _fields() -> tuple[Field, ...]:
    base = f"'{teams.company().currency}'"
    name = "coalesce(nullif(btrim(s.name::text), ''), btrim(s.external_id::text))"
    return (
        text("external_id", 120, required=True),
        text("name", 250, shape=name, default="i.external_id"),
        Field("account", refers=ACCOUNT),
        Field("contact", refers=CONTACT, unknown="warning"),
        Field("owner", required=True, refers=OWNER),
        Field("territory", refers=TERRITORY, unknown="warning"),
        Field("stage", required=True, refers=STAGE),
        Field("status", column="-"),
        Field("amount", "numeric"),
        Field(
            "currency",
            default=base,
            shape=f"coalesce(upper(nullif(btrim(s.currency::text), '')), {base})",
        ),
        Field("probability", "numeric"),
        text("forecast_category", 40),
        text("kind", 80),
        text("source", 120),
        text("segment", 80),
        Field("term_months", "integer"),
        Field("created_on", "date", column="-"),
        Field("close_date", "date"),
        Field("closed_on", "date", column="-"),
        text("lost_reason", 200),
        text("next_step", 250),
        Field("next_step_on", "date"),
        Field(
            "last_activity_on",
            "date",
            shape="greatest(t.last_activity_on, s.last_activity_on::date)",
        ),
    )


_STAGE_ROW = "LEFT JOIN crm_stage st ON st.id = r_stage.id"
_CHECKS = (
    Check("unknown_status", "status", "i.status NOT IN ('open', 'won', 'lost')"),
    Check("closed_before_created", "closed_on", "i.closed_on < i.created_on"),
    Check("not_a_currency", "currency", "i.currency !~ '^[A-Z]{3}$'", ("currency",)),
    Check("not_a_share", "probability", "c_probability NOT BETWEEN 0 AND 1", ("probability",)),
    Check("negative", "term_months", "c_term_months NOT BETWEEN 0 AND 32767", ("term_months",)),
)


def _derived(has: set[str], as_of: datetime) -> tuple[Field, ...]:
    """Status, closing day and day of creation.

    The stated status wins over the stage's kind. A closed deal without a closing day closed on the
    day that is known, else on its close date, else by the as-of day. A new deal of unknown age was
    created by the as-of day, or by the day it closed.
    """
    seen = f"'{as_of.date()}'::date"
    given = {name: f"s.{name}::date" if name in has else "NULL::date" for name in _DAYS}
    status = "st.kind"
    if "status" in has:
        status = "coalesce(lower(nullif(btrim(s.status::text), '')), st.kind)"
    known = f"CASE WHEN t.status = {status} THEN t.closed_on END"
    closed = f"coalesce({given['closed_on']}, {known}, {given['close_date']}, {seen})"
    closed = f"CASE WHEN {status} <> 'open' THEN {closed} END"
    created = f"coalesce({given['created_on']}, t.created_on, least({closed}, {seen}))"
    return (
        Field("status", shape=status),
        Field("closed_on", shape=closed),
        Field("created_on", shape=created),
    )


_DAYS = ("created_on", "close_date", "closed_on")
CHANGED = "SELECT id_ AS id FROM i WHERE id_ IS NOT NULL AND NOT same_"
# What a deal's day of qualification, its value then, and its pushes follow from.
DECISIVE = ("stage_id", "status", "currency", "close_date", "created_on")


# Steps -------------------------------------------------------------------------------------------


def _refer(staging: Staging, create_missing: bool) -> None:
    missing = staging.refer()
    if missing.get("stage"):
        create_stages(
            {name: kind_of(name, _statuses(staging, name)) for name in missing["stage"]},
            staging.run_id,
        )
        resolve(staging.stage, "stage", STAGE)
    if not create_missing:
        return
    for column, create in CREATE.items():
        if missing.get(column):
            create(missing[column], staging.run_id)
            reference = staging.target.named(column).refers
            assert reference is not None
            resolve(staging.stage, column, reference)


def _statuses(staging: Staging, stage: str) -> list[str]:
    if not staging.has("status"):
        return []
    rows = ask(
        f"""SELECT DISTINCT lower(btrim(status::text)) FROM {staging.stage}
            WHERE btrim(stage::text) = %s AND lower(btrim(status::text)) IN ('open', 'won', 'lost')
            """,
        [stage],
    )
    return [status for (status,) in rows]


def _worth(staging: Staging) -> dict[str, str]:
    """Values of new deals, as `crm.services.value` would give them: nothing has happened yet.

    Given with the row itself: a second write of every new row would double the work of a load.
    """
    amount = "i.amount" if staging.has("amount") else "NULL::numeric"
    today = f"'{teams.today()}'::date"
    now, then = amount, amount
    if staging.has("currency"):
        closing = f"least(coalesce(i.closed_on, {today}), {today})"
        now = value.in_base_on(amount, closing, "i.currency")
        then = value.in_base_on(amount, "i.created_on", "i.currency")
    qualified = """(SELECT st.qualifies OR st.kind <> 'open' FROM crm_stage st
                    WHERE st.id = i.stage_id)"""
    return {
        "value": now,
        "qualified_on": f"CASE WHEN {qualified} THEN i.created_on END",
        "qualified_value": f"CASE WHEN {qualified} THEN {then} END",
        "pushes": "0",
        "row_hash": "''",
    }


def _worth_of_changed(staging: Staging) -> dict[str, str]:
    """The value in the same write; the rest follows from the history."""
    amount, currency = (
        f"i.{name}" if staging.has(name) else f"t.{name}" for name in ("amount", "currency")
    )
    today = f"'{teams.today()}'::date"
    closing = f"least(coalesce(i.closed_on, {today}), {today})"
    return {"value": value.in_base_on(amount, closing, currency)}


def _note_unsettled(staging: Staging) -> None:
    """Which changed deals may have qualified otherwise or been pushed: `unsettled`.

    A new amount alone does not change what the deal was worth on an earlier day.
    """
    stored = {f.stored for f in staging.written()}
    decisive = [c for c in DECISIVE if c in stored]
    ours, theirs = (", ".join(f"{row}.{c}" for c in decisive) for row in "it")
    run("DROP TABLE IF EXISTS unsettled")
    run(
        f"""CREATE TEMP TABLE unsettled AS
            SELECT t.id FROM i JOIN crm_opportunity t ON t.id = i.id_
            WHERE NOT i.same_ AND (ROW({ours}) IS DISTINCT FROM ROW({theirs})
                                   OR t.qualified_on >= %s)""",
        [staging.as_of.date() - timedelta(1)],  # a day for the zones
    )


def _settle(staging: Staging, some: bool) -> None:
    """Values of what changed; foreign amounts without a rate; whose numbers all that touches."""
    if staging.late:  # an older export changes the past of whatever it names
        value.revalue("SELECT id_ AS id FROM i WHERE id_ IS NOT NULL")
        touch(
            staging.merged.touched, "SELECT t.id FROM i JOIN crm_opportunity t USING (external_id)"
        )
    else:
        if some:
            value.revalue("SELECT id FROM unsettled")
            value.resplit(CHANGED)
        _touch_rows(staging)
    if staging.has("currency"):
        for row, currency in ask(
            """SELECT i.row, t.currency FROM i
               JOIN crm_opportunity t ON t.external_id = i.external_id
               WHERE i.currency <> %s AND t.amount IS NOT NULL AND t.value IS NULL ORDER BY 1""",
            [teams.company().currency],
        ):
            staging.refuse(row, "currency", currency, "no_rate", "warning")


def _touch_rows(staging: Staging) -> None:
    """New and changed deals as they are now; what they were is touched before they change. Open
    ones count today."""
    days = ["created_on", "closed_on", *(["close_date"] if staging.has("close_date") else [])]
    days.append(f"CASE WHEN status = 'open' THEN '{teams.today()}'::date END")
    ((reps, start, end),) = ask(f"""
        SELECT array_agg(DISTINCT owner_id), min(created_on), max(greatest({", ".join(days)}))
        FROM i WHERE NOT same_""")
    staging.merged.touched.add(set(reps or ()), start, end and end + timedelta(1))
