"""Open deals checked against the rules of upkeep, for whoever keeps what was found."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from kpis.queries import stays
from kpis.queries.ground import ground
from kpis.queries.open_deals import TOUCH_DAYS, checked_sql

CHECK = """
CREATE TEMP TABLE kpis_checked ON COMMIT DROP AS
SELECT c.deal_id, c.owner_id, s.team_id, c.value, c.broken,
    COALESCE(round(c.value * c.points / NULLIF(c.applicable, 0), 4), 0) AS lost
FROM ({deals}) c
LEFT JOIN kpis_seat s ON s.rep_id = c.owner_id AND %(day)s >= s.start AND %(day)s < s.stop
"""


@contextmanager
def checked_deals(day: date) -> Iterator[Any]:
    """A cursor in a transaction with the table `kpis_checked`, one row for each deal open now.

    Columns: deal_id, owner_id; team_id, the owner's on the day (NULL: none); value, the median
    of open deals where none is known; broken, the slugs of rules; lost, what of the value the
    hygiene score counts as lost. `day` is today: the same statement as the stored score's.
    """
    with ground(lambda calendar: [calendar.month_of(day)], sums=False) as on:
        window = max(stays.limits(on, [day]), TOUCH_DAYS) + 1
        on.cursor.execute(CHECK.format(deals=checked_sql()), {"day": day, "window": window})
        on.cursor.execute("ANALYZE kpis_checked")
        yield on.cursor
