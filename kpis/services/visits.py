"""Keep the visits of stages that the funnel was counted from; a second run writes nothing."""

from datetime import date
from typing import Any

from kpis.models import StageVisit

KEY = ("opportunity_id", "step", "nth")
SAYS = (
    "day",
    "next_step",
    "next_day",
    "skipped",
    "passed",
    "leaked",
    "status",
    "owner_id",
    "created_on",
    "closed_on",
    "segment",
    "source",
    "product",
)
# A side without the row has no day: it differs too. One whose deal was created in another piece all
# along, as another worker has just found, is that piece's and not gone.
STORE = """
WITH differs AS MATERIALIZED (
    SELECT o.id AS old, {key}, {new}
    FROM (
        SELECT id AS opportunity_id, step, nth, {says} FROM kpis_visit
        WHERE created_on >= %(start)s AND created_on < %(stop)s
    ) n FULL JOIN (
        SELECT * FROM kpis_stagevisit WHERE created_on >= %(start)s AND created_on < %(stop)s
    ) o USING ({key})
    WHERE ({old}) IS DISTINCT FROM ({new})
), gone AS (
    DELETE FROM kpis_stagevisit k USING differs WHERE k.id = differs.old AND differs.day IS NULL
        AND k.created_on >= %(start)s AND k.created_on < %(stop)s
    RETURNING 1
), stored AS (
    INSERT INTO kpis_stagevisit AS o ({key}, {says})
    SELECT {key}, {says} FROM differs WHERE day IS NOT NULL
    ORDER BY {key}
    ON CONFLICT ({key}) DO UPDATE SET ({says}) = ROW({excluded})
    RETURNING 1
)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM stored)
""".format(
    key=", ".join(KEY),
    says=", ".join(SAYS),
    new=", ".join(f"n.{one}" for one in SAYS),
    old=", ".join(f"o.{one}" for one in SAYS),
    excluded=", ".join(f"EXCLUDED.{one}" for one in SAYS),
)


def are_kept() -> bool:
    """Not before the first recompute of a release that keeps them."""
    return StageVisit.objects.exists()


def keep(cursor: Any, start: date, stop: date) -> int:
    """Those of the deals created in [start, stop), of which `kpis_visit` must hold all; so each
    deal belongs to one piece of a recompute. Returns how many rows changed."""
    cursor.execute(STORE, {"start": start, "stop": stop})
    return int(cursor.fetchone()[0])
