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
STORE = """
WITH fresh AS (
    SELECT id AS opportunity_id, step, nth, {says} FROM kpis_visit
    WHERE created_on >= %(start)s AND created_on < %(stop)s
), known AS (
    SELECT * FROM kpis_stagevisit WHERE created_on >= %(start)s AND created_on < %(stop)s
), gone AS (
    DELETE FROM kpis_stagevisit k USING (
        SELECT o.id FROM known o LEFT JOIN fresh n USING ({key}) WHERE n.day IS NULL
    ) old WHERE k.id = old.id
    RETURNING 1
), stored AS (
    INSERT INTO kpis_stagevisit AS o ({key}, {says})
    SELECT {key}, {new} FROM fresh n LEFT JOIN known o USING ({key})
    WHERE o.id IS NULL OR ({old}) IS DISTINCT FROM ({new})
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
