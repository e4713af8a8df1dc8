"""Whose numbers a load touches, and on which days."""

from datetime import timedelta

from audit.services.staging import analyse, ask, run
from kernel.merge import Touched


def touch(touched: Touched, deals: str) -> None:
    """Widen by the deals that the SQL selects: owners, split partners, and every day they count.

    From the day of creation to the last of close date and closing day. The deals are gathered
    first and counted, since nobody has told the planner about rows that came a moment ago.
    """
    run("DROP TABLE IF EXISTS touching")
    run(f"""CREATE TEMP TABLE touching AS
            SELECT id, owner_id, created_on, greatest(created_on, close_date, closed_on) AS e
            FROM crm_opportunity WHERE id IN ({deals})""")
    analyse("touching", "id")
    ((reps, start, end),) = ask("""
        SELECT ARRAY(SELECT owner_id FROM touching UNION
                     SELECT s.rep_id FROM crm_split s JOIN touching d ON d.id = s.opportunity_id),
               min(created_on), max(e) FROM touching""")
    touched.add(set(reps), start, end and end + timedelta(1))
