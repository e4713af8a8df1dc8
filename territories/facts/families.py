"""Who belongs to whom among accounts."""

from collections.abc import Sequence

from django.db import connection

_BELOW = """
WITH RECURSIVE family AS (
    SELECT id FROM crm_account WHERE id = ANY(%s)
    UNION SELECT c.id FROM family f JOIN crm_account c ON c.parent_id = f.id
) SELECT id FROM family ORDER BY id
"""


def members_of(accounts: Sequence[int]) -> list[int]:
    """These accounts and all that are part of them."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [list(accounts)])
        return [row[0] for row in cursor]
