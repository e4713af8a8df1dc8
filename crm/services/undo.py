"""Undo of a load, as far as deals, accounts and what belongs to them go."""

from datetime import timedelta

from django.utils.translation import gettext as _

from audit.services import journal
from audit.services.staging import ask, run
from crm.services import value
from crm.services.loads.touching import touch
from kernel.merge import Touched
from teams.services.loads import undo_rates

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
DEALS = "SELECT id FROM undoing"


def undo_load(run_id: int) -> Touched:
    """Remove what the load made and put back what it changed; CannotUndo when it was built upon.

    Rates go here too, before the deals in their currencies are valued again.
    """
    journal.refuse_conflicts(run_id)
    _refuse_when_owners_moved_on(run_id)
    _keep_what_is_in_force(run_id)
    touched = Touched()
    _find_deals(run_id, undo_rates(run_id))
    touch(touched, DEALS)
    _touch_activities(touched, run_id)
    journal.undo(run_id, TABLES)
    run(_STAYS)
    touch(touched, DEALS)
    value.revalue(DEALS)
    _settle_last_activity()
    return touched


# Days of an owner as they were before the load, which others have got since; and owners that the
# load stated first, who are none any more.
_MOVED_ON = """
SELECT 1 FROM audit_loadedrow j
JOIN crm_accountowner o ON o.account_id = (j.before->>'account_id')::bigint
    AND o.id <> j.pk_value AND o.valid && (j.before->>'valid')::daterange
WHERE j.run_id = %(run)s AND j."table" = 'crm_accountowner' AND NOT (o.run_id IS NOT DISTINCT FROM
    %(run)s AND NOT EXISTS (SELECT FROM audit_loadedrow k WHERE k.run_id = %(run)s
        AND k."table" = j."table" AND k.pk_value = o.id))
UNION ALL
SELECT 1 FROM audit_loadedrow j JOIN crm_account a ON a.id = j.pk_value
WHERE j.run_id = %(run)s AND j."table" = 'crm_account' AND j.before IS NOT NULL
    AND a.stated_owner_id IS DISTINCT FROM (j.before->>'stated_owner_id')::bigint
    AND a.owner_id IS DISTINCT FROM a.stated_owner_id
LIMIT 1
"""
# An account of which the load stated the owner or territory that was stated before: the plan of
# territories has had its say about them since, perhaps after the load.
_IN_FORCE = """
DROP TABLE IF EXISTS in_force_;
CREATE TEMP TABLE in_force_ ON COMMIT DROP AS
SELECT a.id, a.owner_id, a.territory_id,
    a.stated_owner_id IS NOT DISTINCT FROM (j.before->>'stated_owner_id')::bigint AS keeps_owner,
    a.stated_territory IS NOT DISTINCT FROM j.before->>'stated_territory' AS keeps_territory
FROM audit_loadedrow j JOIN crm_account a ON a.id = j.pk_value
WHERE j.run_id = %(run)s AND j."table" = 'crm_account' AND j.before IS NOT NULL
"""
_STAYS = """
UPDATE crm_account a
SET owner_id = CASE WHEN keeps_owner THEN f.owner_id ELSE a.owner_id END,
    territory_id = CASE WHEN keeps_territory THEN f.territory_id ELSE a.territory_id END
FROM in_force_ f WHERE f.id = a.id AND (keeps_owner OR keeps_territory)
"""


def _refuse_when_owners_moved_on(run_id: int) -> None:
    if ask(_MOVED_ON, {"run": run_id}):
        raise journal.CannotUndo(
            _("Accounts to which this load gave another owner have changed hands since.")
        )


def _keep_what_is_in_force(run_id: int) -> None:
    """Owners and territories that undoing must not turn back; see ADR 16."""
    run(_IN_FORCE, {"run": run_id})


def _find_deals(run_id: int, currencies: list[str]) -> None:
    """Every deal that the load made, changed, gave something that belongs to it, or valued."""
    parts = " UNION ".join(
        f"""SELECT opportunity_id FROM {table} WHERE run_id = %(run)s
            UNION SELECT (before->>'opportunity_id')::bigint FROM audit_loadedrow
            WHERE run_id = %(run)s AND "table" = '{table}' AND before IS NOT NULL"""
        for table in _WITH_DEAL
    )
    own = "SELECT id FROM crm_opportunity WHERE run_id = %(run)s OR currency = ANY(%(currencies)s)"
    run("DROP TABLE IF EXISTS undoing")
    run(
        f"""CREATE TEMP TABLE undoing AS
            SELECT id FROM ({own} UNION {parts}) every WHERE id IS NOT NULL""",
        {"run": run_id, "currencies": currencies},
    )
    run("ANALYZE undoing")


def _touch_activities(touched: Touched, run_id: int) -> None:
    """Who did them or did them before, and when; also those that belong to no deal."""
    ((reps, start, end),) = ask(
        """SELECT array_agg(DISTINCT rep_id), min(least(happened_on, due_on)),
                  max(greatest(happened_on, due_on))
           FROM (SELECT rep_id, happened_on, due_on FROM crm_activity WHERE run_id = %(run)s
                 UNION ALL
                 SELECT (before->>'rep_id')::bigint, (before->>'happened_on')::date,
                        (before->>'due_on')::date
                 FROM audit_loadedrow
                 WHERE run_id = %(run)s AND "table" = 'crm_activity' AND before IS NOT NULL) a""",
        {"run": run_id},
    )
    touched.add(set(reps or ()), start, end and end + timedelta(1))


def _settle_last_activity() -> None:
    """The day of the last activity that remains; none, where none does.

    A deal of which an export that still stands stated the day keeps the later of both.
    """
    run(
        """UPDATE crm_opportunity o SET last_activity_on = l.day
           FROM (SELECT u.id, max(a.happened_on) AS day FROM undoing u
                 LEFT JOIN crm_activity a ON a.opportunity_id = u.id AND a.done GROUP BY 1) l
           WHERE o.id = l.id AND o.last_activity_on IS DISTINCT FROM l.day AND o.id NOT IN (
               SELECT p.id FROM audit_sighting g, unnest(g.pks) p(id)
               WHERE g."table" = 'crm_opportunity' AND 'last_activity_on' = ANY(g.columns))"""
    )
