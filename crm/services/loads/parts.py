"""What belongs to a deal: products on it, and shares of the credit."""

from dataclasses import replace
from datetime import datetime

from audit.services import journal
from audit.services.fields import Check, Field, Reference, Target, text
from audit.services.references import resolve
from audit.services.staging import Staging, ask, columns_of, run
from crm.services import value
from crm.services.loads.catalogue import PRODUCT, create_products
from crm.services.loads.touching import touch
from kernel.merge import Merged
from teams.services.loads import OWNER, create_reps

DEAL = Reference("crm_opportunity", ("t.external_id",))

LINES = Target(
    "crm_line",
    ("external_id",),
    (
        text("external_id", 120, required=True),
        Field("opportunity", required=True, refers=DEAL),
        Field("product", required=True, refers=PRODUCT),
        Field("quantity", "numeric", blank="1", default="1"),
        Field("unit_price", "numeric"),
        Field("unit_cost", "numeric"),
        Field("amount", "numeric", required=True),
    ),
    (Check("too_large", "quantity", "abs(c_quantity) >= 1e10", ("quantity",)),),
)
SPLITS = Target(
    "crm_split",
    ("opportunity_id", "rep_id", "kind"),
    (
        Field("opportunity", required=True, refers=DEAL),
        Field("rep", required=True, refers=OWNER),
        Field("kind", column="-"),
        Field("share", "numeric", required=True),
    ),
    (
        Check("unknown_split_kind", "kind", "i.kind NOT IN ('revenue', 'overlay')"),
        Check("not_a_percentage", "share", "c_share <= 0 OR c_share > 100"),
    ),
)


def merge_lines(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Upsert by id."""
    staging = Staging(LINES, table, run_id, as_of)
    missing = staging.refer()
    if create_missing and missing.get("product"):
        create_products(missing["product"], run_id)
        resolve(table, "product", PRODUCT)
    staging.type_rows()
    staging.set_aside()
    staging.set_duplicates_aside()
    staging.write()
    staging.sight()
    if full:
        staging.list_missing()
    return staging.merged


def merge_splits(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """The file's shares of a deal replace all its earlier ones of the same kind.

    Revenue shares must add up to 100, or none of the deal's rows is taken.
    """
    staging = Staging(_splits_target(table), table, run_id, as_of)
    missing = staging.refer()
    if create_missing and missing.get("rep"):
        create_reps(missing["rep"], run_id)
        resolve(table, "rep", OWNER)
    staging.type_rows()
    staging.set_aside()
    staging.set_duplicates_aside()
    _set_incomplete_aside(staging)
    _drop_replaced(staging)
    staging.write()
    staging.sight()
    changed = "SELECT DISTINCT opportunity_id AS id FROM i"
    touch(staging.merged.touched, "SELECT opportunity_id FROM i WHERE same_ IS NOT TRUE")
    value.revalue(changed)
    return staging.merged


def _splits_target(table: str) -> Target:
    kind = "coalesce(lower(nullif(btrim(s.kind::text), '')), 'revenue')"
    kind = kind if "kind" in columns_of(table) else "'revenue'"
    return replace(SPLITS, derived=(Field("kind", shape=kind),))


def _set_incomplete_aside(staging: Staging) -> None:
    """Of deals whose revenue shares do not add up; a row set aside above makes them incomplete."""
    rows = ask("""
        SELECT i.row, x.total FROM i JOIN (
            SELECT opportunity_id, sum(share) AS total FROM i WHERE kind = 'revenue' GROUP BY 1
        ) x USING (opportunity_id) WHERE i.kind = 'revenue' AND x.total <> 100 ORDER BY 1""")
    for row, total in rows:
        staging.refuse(row, "share", f"{total.normalize():f}", "shares_incomplete")
    staging.remove([row for row, _ in rows])


def _drop_replaced(staging: Staging) -> None:
    """Shares of these deals that the file does not name any more."""
    if staging.late:
        return
    gone = """SELECT t.id FROM crm_split t JOIN (SELECT DISTINCT opportunity_id, kind FROM i) d
              ON d.opportunity_id = t.opportunity_id AND d.kind = t.kind
              WHERE NOT EXISTS (SELECT FROM i WHERE i.id_ = t.id)"""
    touch(staging.merged.touched, f"SELECT opportunity_id FROM crm_split WHERE id IN ({gone})")
    journal.keep("crm_split", staging.run_id, gone)
    run(f"DELETE FROM crm_split WHERE id IN ({gone})")
