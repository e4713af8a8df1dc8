"""Open deals of a rep, as the rep page needs them."""

from typing import Any

import crm.facts
from dashboards.core.next_steps import Deal

MOST = 500


def open_deals(rep_id: int, access: Any) -> list[Deal]:
    """Owned or shared, the earliest close date first; at most 500 of them."""
    rows = crm.facts.opportunities(access).open().of_reps([rep_id]).order_by("close_date", "pk")
    columns = ("pk", "name", "account__name", "stage__name", "value", "close_date")
    more = ("next_step", "next_step_on", "last_activity_on", "pushes", "stage__chance")
    return [Deal(*row) for row in rows.values_list(*columns, *more)[:MOST]]
