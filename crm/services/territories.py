"""The territory of accounts, as the plan in force has it."""

from collections.abc import Mapping

from django.db import connection

MOVE = """
UPDATE crm_account a SET territory_id = n.territory_id
FROM unnest(%s::bigint[], %s::bigint[]) n(account_id, territory_id)
WHERE a.id = n.account_id AND a.territory_id IS DISTINCT FROM n.territory_id
"""


def set_territories(of: Mapping[int, int | None]) -> int:
    """Put accounts into territories (of teams), by id; how many were elsewhere before."""
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [list(of), list(of.values())])
        return int(cursor.rowcount)
