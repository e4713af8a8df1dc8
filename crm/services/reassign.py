"""Accounts change hands on a day: the owner in force and the dated row behind it, by sets.

Deals are left alone: closed ones keep the owner and territory under which they were won, open ones
are the CRM's to move. So no number of a past period changes.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from crm.facts import BEGINNING

# `wanted`: SQL of account_id and owner_id (NULL: nobody). Only accounts that differ are looked at.
WANTED = """
DROP TABLE IF EXISTS reassigned_;
CREATE TEMP TABLE reassigned_ ON COMMIT DROP AS
SELECT a.id, w.owner_id, a.owner_id AS before_id
FROM ({wanted}) w JOIN crm_account a ON a.id = w.account_id
WHERE a.owner_id IS DISTINCT FROM w.owner_id
"""
# Who owned it without a row of their own did so as far back as is known.
SINCE_EVER = """
INSERT INTO crm_accountowner (account_id, rep_id, valid)
SELECT id, before_id, daterange(%(first)s, %(day)s) FROM reassigned_ r
WHERE before_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM crm_accountowner o WHERE o.account_id = r.id)
ORDER BY id
"""
# What would have begun on the day or later gives way; what runs on the day ends there.
FORGET = """
DELETE FROM crm_accountowner o USING reassigned_ r
WHERE o.account_id = r.id AND lower(o.valid) >= %(day)s
"""
CLOSE = """
UPDATE crm_accountowner o SET valid = daterange(lower(o.valid), %(day)s), run_id = %(run)s
FROM reassigned_ r WHERE o.account_id = r.id AND o.valid @> %(day)s::date
"""
OPEN = """
INSERT INTO crm_accountowner (account_id, rep_id, valid, run_id)
SELECT id, owner_id, daterange(%(day)s, NULL), %(run)s FROM reassigned_
WHERE owner_id IS NOT NULL ORDER BY id
"""
OWN = """
UPDATE crm_account a SET owner_id = r.owner_id FROM reassigned_ r WHERE a.id = r.id
"""


def reassign(
    wanted: str, params: Mapping[str, Any], *, day: date, run_id: int | None = None
) -> list[int]:
    """From `day` on accounts belong to whom the SQL says; gives those that changed. Must be in a
    transaction; twice is once."""
    values = {**params, "day": day, "run": run_id, "first": BEGINNING}
    with connection.cursor() as cursor:
        cursor.execute(WANTED.format(wanted=wanted), values)
        for text in (SINCE_EVER, FORGET, CLOSE, OPEN, OWN):
            cursor.execute(text, values)
        cursor.execute("SELECT id FROM reassigned_ ORDER BY id")
        return [pk for (pk,) in cursor.fetchall()]
