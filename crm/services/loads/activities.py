"""What people did about deals and accounts."""

from datetime import datetime, timedelta

from audit.services.fields import Check, Field, Target, text
from audit.services.references import resolve
from audit.services.staging import Staging, ask, columns_of
from crm.services import value
from crm.services.loads.accounts import ACCOUNT, CONTACT
from crm.services.loads.parts import DEAL
from crm.services.loads.touching import touch_today
from kernel.merge import Merged
from teams.services.loads import OWNER, create_reps

KINDS = ("call", "email", "meeting", "task", "other")


def _target(table: str) -> Target:
    """An activity without a word about being done is done when it has a day on which it was."""
    has = columns_of(table)
    day = "s.happened_on::date" if "happened_on" in has else "NULL::date"
    done = f"({day} IS NOT NULL)"
    if "done" in has:
        done = f"coalesce(s.done::boolean, {done})"
    return Target(
        "crm_activity",
        ("external_id",),
        (
            text("external_id", 120, required=True),
            Field("kind", required=True, shape="lower(btrim(s.kind::text))"),
            Field("rep", required=True, refers=OWNER),
            Field("opportunity", refers=DEAL, unknown="warning"),
            Field("account", refers=ACCOUNT, unknown="warning"),
            Field("contact", refers=CONTACT, unknown="warning"),
            text("subject", 250),
            Field("happened_on", "date"),
            Field("due_on", "date"),
            Field("done", "boolean", column="-"),
            Field("two_way", "boolean", blank="false", default="false"),
            Field("automatic", "boolean", blank="false", default="false"),
        ),
        (
            Check("unknown_activity_kind", "kind", f"i.kind NOT IN {KINDS}"),
            Check("done_without_day", "happened_on", f"i.done AND {_day(has)} IS NULL"),
        ),
        derived=(Field("done", shape=done),),
    )


def _day(has: set[str]) -> str:
    return "i.happened_on" if "happened_on" in has else "NULL::date"


def merge_activities(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Upsert by id. One about an unknown deal, account or contact is taken without it."""
    staging = Staging(_target(table), table, run_id, as_of)
    missing = staging.refer()
    if create_missing and missing.get("rep"):
        create_reps(missing["rep"], run_id)
        resolve(table, "rep", OWNER)
    staging.type_rows()
    staging.set_aside()
    staging.set_duplicates_aside()
    staging.write()
    staging.sight()
    _touch(staging)
    if staging.has("opportunity"):
        deals = """SELECT DISTINCT opportunity_id AS id FROM i
                   WHERE opportunity_id IS NOT NULL AND same_ IS NOT TRUE"""
        value.revalue(deals)
        touch_today(staging.merged.touched, deals)
    if full:
        staging.list_missing()
    return staging.merged


def _touch(staging: Staging) -> None:
    days = [d for d in ("happened_on", "due_on") if staging.has(d)]
    if not days:
        return
    first, last = f"least({', '.join(days)})", f"greatest({', '.join(days)})"
    ((reps, start, end),) = ask(f"""
        SELECT array_agg(DISTINCT rep_id), min({first}), max({last}) FROM i
        WHERE same_ IS NOT TRUE""")
    staging.merged.touched.add(set(reps or ()), start, end and end + timedelta(1))
