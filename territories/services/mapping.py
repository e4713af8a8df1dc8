"""What the map of a model shows, worked out when its accounts were placed."""

from django.db import connection, transaction

MAP_OUT = """
INSERT INTO territories_placeheld
    (model_id, role_id, territory_id, country, state, accounts, potential)
SELECT p.model_id, p.role_id, p.territory_id, a.country, a.state, count(*), sum(a.potential)
FROM territories_placement p JOIN crm_account a ON a.id = p.account_id
WHERE p.model_id = %s
GROUP BY p.model_id, p.role_id, p.territory_id, a.country, a.state
"""


def map_out(model_id: int) -> None:
    """Replace what is kept by what the placements say now."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM territories_placeheld WHERE model_id = %s", [model_id])
        cursor.execute(MAP_OUT, [model_id])
