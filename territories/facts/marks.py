"""A mark of the rows that something was worked out from: the same, as long as none has changed.

PostgreSQL keeps with each row which transaction wrote it and where it lies (`xmin`, `ctid`). A row
that is added or taken away changes how many there are, one that is written anew is of a later
transaction and lies elsewhere. So a mark notices whoever writes, loads and people alike, and reads
no column. It may differ without need, after a table was packed anew; then work is done once more.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from kernel.fingerprint import fingerprint

_ROWS = """SELECT count(*), sum(xmin::text::bigint), sum(hashtid(ctid)::bigint)
FROM {table} WHERE {which}"""
_OF_MODEL = "territory_id IN (SELECT id FROM territories_plannedterritory WHERE model_id = {pk})"
# What the CRM says, who there is, and what people decided for all plans.
SHARED = (
    "crm_account",
    "crm_accountowner",
    "crm_opportunity",
    "crm_stage",
    "territories_alignment",
    "territories_hold",
    "territories_policy",
    "territories_salesrole",
    "territories_seat",
    "teams_rep",
    "teams_team",
    "teams_membership",
)
# What a pack tells besides.
TOLD = ("crm_contact", "crm_activity")
_OWN = {
    "territories_territorymodel": "id = {pk}",
    "territories_plannedterritory": "model_id = {pk}",
    "territories_placement": "model_id = {pk}",
    "territories_accountexception": "model_id = {pk}",
    "territories_accountlock": "model_id = {pk}",
    "territories_namedaccount": _OF_MODEL,
    "territories_rule": _OF_MODEL,
}


def of_tables(names: Iterable[str], today: date) -> str:
    """Of whole tables; another one every day, since what is kept speaks of today."""
    return fingerprint([today.isoformat(), [_rows(name, "true") for name in names]])


def of_model(pk: int) -> str:
    """Of what a plan itself says."""
    return fingerprint([_rows(table, which.format(pk=int(pk))) for table, which in _OWN.items()])


def _rows(table: str, which: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(table=table, which=which))
        return [None if value is None else int(value) for value in cursor.fetchone()]
