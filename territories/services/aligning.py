"""Accounts of the model in force get their dated place: what differs ends, and begins anew."""

from datetime import date
from typing import Any

from django.db import connection

import crm.services
import teams.services.territories
from territories.facts.models import territories_of
from territories.models import Alignment, TerritoryModel
from territories.models.alignment import Won

# Where accounts were before there was a plan: as the CRM stated it, as far back as is known.
STATED = """
INSERT INTO territories_alignment (account_id, role_id, territory_id, level, why, valid, run_id)
SELECT a.id, r.id, a.territory_id, %(stated)s, '', daterange(NULL, NULL), %(run)s
FROM crm_account a JOIN territories_salesrole r ON r.owns_accounts
WHERE a.territory_id IS NOT NULL ORDER BY a.id
"""
# `few` narrows to some accounts. What is right already is not touched, whoever wrote it.
MOVED = """
DROP TABLE IF EXISTS moved_;
CREATE TEMP TABLE moved_ ON COMMIT DROP AS
WITH placed AS (
    SELECT p.account_id, p.role_id, t.territory_id, p.level
    FROM territories_placement p JOIN territories_plannedterritory t ON t.id = p.territory_id
    WHERE p.model_id = %(model)s
), aligned AS (
    SELECT account_id, role_id, territory_id FROM territories_alignment
    WHERE valid @> %(day)s::date
)
SELECT account_id, role_id, p.territory_id, p.level
FROM placed p FULL JOIN aligned a USING (account_id, role_id)
WHERE p.territory_id IS DISTINCT FROM a.territory_id {few}
"""
# A place that begins on the day or later has no past: it goes.
FORGET = """
DELETE FROM territories_alignment a USING moved_ m
WHERE a.account_id = m.account_id AND a.role_id = m.role_id AND lower(a.valid) >= %(day)s
"""
CLOSE = """
UPDATE territories_alignment a SET valid = daterange(lower(a.valid), %(day)s)
FROM moved_ m
WHERE a.account_id = m.account_id AND a.role_id = m.role_id AND a.valid @> %(day)s::date
"""
OPEN = """
INSERT INTO territories_alignment
    (account_id, role_id, territory_id, model_id, level, why, valid, run_id)
SELECT account_id, role_id, territory_id, %(model)s, level, '', daterange(%(day)s, NULL), %(run)s
FROM moved_ WHERE territory_id IS NOT NULL ORDER BY account_id
"""
THERE = """
SELECT m.account_id, m.territory_id FROM moved_ m
JOIN territories_salesrole r ON r.id = m.role_id AND r.owns_accounts
"""
# What a load stated since of accounts that stay where they were: the new plan has the say.
STRAYED = """
SELECT a.id, t.territory_id
FROM territories_placement p
JOIN territories_salesrole r ON r.id = p.role_id AND r.owns_accounts
JOIN territories_plannedterritory t ON t.id = p.territory_id
JOIN crm_account a ON a.id = p.account_id
WHERE p.model_id = %(model)s AND a.territory_id IS DISTINCT FROM t.territory_id
"""
JUST_PLACED = "AND account_id IN (SELECT account_id FROM scope_)"


def keep_stated(run_id: int | None) -> None:
    """Once, when the first plan starts: what was in force until then."""
    if not Alignment.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute(STATED, {"stated": int(Won.STATED), "run": run_id})


def align(
    model: TerritoryModel, day: date, run_id: int | None, *, just_placed: bool = False
) -> int:
    """All accounts, or those that `place` looked at in this transaction, are where the rules of
    the model put them, from `day` on; how many moved."""
    values: dict[str, Any] = {"model": model.pk, "day": day, "run": run_id}
    with connection.cursor() as cursor:
        cursor.execute(MOVED.format(few=JUST_PLACED if just_placed else ""), values)
        cursor.execute("ANALYZE moved_")
        for text in (FORGET, CLOSE, OPEN):
            cursor.execute(text, values)
        cursor.execute(THERE)
        of = dict(cursor.fetchall())
        moved = len(of)
        if not just_placed:
            cursor.execute(STRAYED, values)
            of |= dict(cursor.fetchall())
    crm.services.set_territories(of)
    return moved


def keep_territories(model: TerritoryModel, run_id: int | None) -> None:
    """Each territory of the model stands for one by which results are kept, in the same tree."""
    planned = territories_of(model.pk)
    slugs = {one.id: one.slug for one in planned}
    wanted = [
        teams.services.territories.Wanted(
            one.slug, one.name, slugs[one.parent_id] if one.parent_id else None
        )
        for one in planned
    ]
    found = teams.services.territories.keep_territories(wanted, run_id=run_id)
    rows = list(model.territories.all())
    for row in rows:
        row.territory_id = found[row.slug]
    model.territories.bulk_update(rows, ["territory"])
