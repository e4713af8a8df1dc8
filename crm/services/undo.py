"""Undo of a load, as far as deals, accounts and what belongs to them go."""

from audit.services import journal
from audit.services.staging import ask
from crm.services import value
from crm.services.loads.touching import touch
from kernel.merge import Touched

TABLES = [
    "crm_split",
    "crm_line",
    "crm_activity",
    "crm_dealchange",
    "crm_opportunity",
    "crm_contact",
    "crm_accountowner",
    "crm_account",
    "crm_product",
    "crm_stage",
]
_WITH_DEAL = ("crm_split", "crm_activity", "crm_dealchange")


def undo_load(run_id: int) -> Touched:
    """Remove what the load made and put back what it changed; CannotUndo when it was built upon.

    Deals that only lost activities get the day of their last one from those that remain.
    """
    journal.refuse_conflicts(run_id)
    touched = Touched()
    deals = _deals(run_id)
    some = ", ".join(map(str, deals)) or "0"
    touch(touched, some)
    journal.undo(run_id, TABLES)
    touch(touched, some)
    value.revalue_deals(deals)
    return touched


def _deals(run_id: int) -> list[int]:
    parts = " UNION ".join(
        f"""SELECT opportunity_id FROM {table} WHERE run_id = %(run)s
            UNION SELECT (before->>'opportunity_id')::bigint FROM audit_loadedrow
            WHERE run_id = %(run)s AND "table" = '{table}' AND before IS NOT NULL"""
        for table in _WITH_DEAL
    )
    own = "SELECT id FROM crm_opportunity WHERE run_id = %(run)s"
    rows = ask(f"{own} UNION {parts}", {"run": run_id})
    return [pk for (pk,) in rows if pk is not None]
