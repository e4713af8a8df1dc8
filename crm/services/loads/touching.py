"""Whose numbers a load touches, and on which days."""

from datetime import timedelta

from audit.services.staging import analyse, ask, run
from crm.services import statistics
from kernel.merge import Touched
from teams import facts as teams


def touch(touched: Touched, deals: str) -> None:
    """Widen by the deals that the SQL selects: owners, split partners, and every day they count.

    From the day of creation to the last of close date and closing day; open ones count today, also
    when their close date has passed. The deals are gathered first and counted, since nobody has
    told the planner about rows that came a moment ago.
    """
    statistics.refresh()
    run("DROP TABLE IF EXISTS touching")
    run(f"""CREATE TEMP TABLE touching AS
            SELECT id, owner_id, created_on, greatest(created_on, close_date, closed_on,
                CASE WHEN status = 'open' THEN '{teams.today()}'::date END) AS e
            FROM crm_opportunity WHERE id IN ({deals})""")
    analyse("touching", "id")
    ((reps, start, end),) = ask("""
        SELECT ARRAY(SELECT owner_id FROM touching UNION
                     SELECT s.rep_id FROM crm_split s JOIN touching d ON d.id = s.opportunity_id),
               min(created_on), max(e) FROM touching""")
    touched.add(set(reps), start, end and end + timedelta(1))


def touch_today(touched: Touched, deals: str) -> None:
    """Widen by today for the open ones among the deals that the SQL selects: something was done or
    planned for them, perhaps by a colleague."""
    ((reps,),) = ask(f"""
        WITH named AS MATERIALIZED ({deals})
        SELECT ARRAY(SELECT d.owner_id FROM named JOIN crm_opportunity d USING (id)
                     WHERE d.status = 'open'
                     UNION SELECT s.rep_id FROM named JOIN crm_opportunity d USING (id)
                     JOIN crm_split s ON s.opportunity_id = d.id WHERE d.status = 'open')""")
    if reps:
        touched.add(set(reps), teams.today(), teams.today() + timedelta(1))
