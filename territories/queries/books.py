"""Books of accounts before and after a model starts, from `territories_owned` (queries.moves)."""

from datetime import date
from typing import Any

REMOVE = "DELETE FROM territories_book WHERE model_id = %(model)s"
WRITE = """
INSERT INTO territories_book (model_id, rep_id, seated, at,
    accounts_before, potential_before, workload_before, pipeline_before,
    accounts_after, potential_after, workload_after, pipeline_after)
WITH weighed AS (
    SELECT o.giver_id, o.taker_id, a.potential, a.workload, d.pipeline
    FROM territories_owned o JOIN crm_account a ON a.id = o.account_id
    LEFT JOIN (SELECT account_id, sum(value) AS pipeline FROM crm_opportunity
        WHERE status = 'open' GROUP BY account_id) d ON d.account_id = a.id
), before AS (
    SELECT giver_id AS rep_id, count(*) AS n, sum(potential) AS potential,
        sum(workload) AS workload, sum(pipeline) AS pipeline
    FROM weighed WHERE giver_id IS NOT NULL GROUP BY giver_id
), later AS (
    SELECT taker_id AS rep_id, count(*) AS n, sum(potential) AS potential,
        sum(workload) AS workload, sum(pipeline) AS pipeline
    FROM weighed WHERE taker_id IS NOT NULL GROUP BY taker_id
), seated AS (
    SELECT DISTINCT s.rep_id FROM territories_seat s
    JOIN territories_salesrole r ON r.id = s.role_id AND r.owns_accounts
    JOIN territories_plannedterritory t ON t.id = s.territory_id AND t.model_id = %(model)s
    WHERE s.valid @> %(day)s AND s.rep_id IS NOT NULL
)
SELECT %(model)s, p.id, seated.rep_id IS NOT NULL, now(),
    COALESCE(before.n, 0), before.potential, before.workload, before.pipeline,
    COALESCE(later.n, 0), later.potential, later.workload, later.pipeline
FROM teams_rep p
LEFT JOIN before ON before.rep_id = p.id
LEFT JOIN later ON later.rep_id = p.id
LEFT JOIN seated ON seated.rep_id = p.id
WHERE COALESCE(before.rep_id, later.rep_id, seated.rep_id) IS NOT NULL
"""


def keep(cursor: Any, model_id: int, day: date) -> None:
    """Replaces those of the model."""
    cursor.execute(REMOVE, {"model": model_id})
    cursor.execute(WRITE, {"model": model_id, "day": day})
