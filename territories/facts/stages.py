"""The stages of deals, seen from a plan: from where on a deal is so late that its account stays."""

from django.db import connection

from territories.models import Policy

_FREE = """
SELECT name FROM crm_stage
WHERE kind = 'open' AND "order" < (
    SELECT min("order") FROM crm_stage WHERE kind = 'open' AND chance >= %s
) ORDER BY "order" DESC LIMIT 1
"""


def last_free_stage() -> str:
    """The last stage of deals that do not keep their account in place; empty when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_FREE, [Policy.objects.get(pk=1).late_stage_chance])
        row = cursor.fetchone()
    return row[0] if row else ""
