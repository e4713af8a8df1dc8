"""Whose numbers a load touches, and on which days."""

from datetime import timedelta

from audit.services.staging import ask
from kernel.merge import Touched


def touch(touched: Touched, deals: str) -> None:
    """Widen by the deals that the SQL selects: owners, split partners, and every day they count.

    From the day of creation to the last of close date and closing day.
    """
    ((reps, start, end),) = ask(f"""
        WITH d AS (SELECT id, owner_id, created_on, greatest(created_on, close_date, closed_on) AS e
                   FROM crm_opportunity WHERE id IN ({deals}))
        SELECT ARRAY(SELECT owner_id FROM d UNION SELECT s.rep_id FROM crm_split s JOIN d
                     ON d.id = s.opportunity_id), min(created_on), max(e) FROM d""")
    touched.add(set(reps), start, end and end + timedelta(1))
