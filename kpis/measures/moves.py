"""Moves of deals from an open stage to another one or to won, on the day they moved.

Two changes of one moment are one move; a closing is the last, whatever stage the CRM left the deal
in (`kpis.queries.visits` tells the way of a deal the same). To be lost is no move, and neither is
being opened again. A deal whose stage has no history has no moves.
"""

from kpis.core.words import _
from kpis.queries.source import DEAL_REP, Source, Sum
from kpis.queries.visits import LOST, STEPS, WON

ABOUT = "o.created_on < %(stop)s AND (o.closed_on IS NULL OR o.closed_on >= %(start)s)"
TOLD = f"""
    SELECT o.id, s.step, c.effective_at AS at, c.inferred, c.recorded_at, c.id AS nr,
        (c.effective_at AT TIME ZONE %(zone)s)::date AS day
    FROM {{deals}} o JOIN crm_dealchange c ON c.opportunity_id = o.id
    JOIN ({STEPS.format(won=WON, lost=LOST)}) s ON s.slug = c.new
    WHERE c.field = 'stage' AND c.recorded_at < %(known)s AND {ABOUT}
    UNION ALL
    SELECT o.id, {WON}, 'infinity', FALSE, 'infinity', 0, o.closed_on
    FROM {{deals}} o WHERE o.status = 'won' AND {ABOUT}
"""
MOVES = f"""
    SELECT id, day, step < before AS back FROM (
        SELECT id, day, step, lag(step) OVER (PARTITION BY id ORDER BY at) AS before
        FROM (
            SELECT DISTINCT ON (id, at) id, at, day, step FROM ({TOLD}) told
            ORDER BY id, at, inferred, recorded_at DESC, nr DESC
        ) one
    ) way
    WHERE before > {LOST} AND before < {WON} AND step > {LOST} AND step <> before
"""
# Nobody can estimate how many moves there are; OFFSET 0 keeps the planner from joining them with
# every day of everybody before it knows whose they are.
CREDITED = f"""
    SELECT d.id, d.territory_id, {DEAL_REP} AS rep_id, {{share}} AS share, m.day, m.back
    FROM {{deals}} d {{splits}} JOIN ({MOVES}) m ON m.id = d.id OFFSET 0
"""

SOURCE = Source(
    about=_("Moves of deals between stages, on the day they moved"),
    tables=f"({CREDITED}) m",
    day="m.day",
    where="m.day <= %(until)s",
    rep="m.rep_id",
    territory="m.territory_id",
    # Of a deal that moved twice the parts of credit would add up to more than all of it.
    share="NULL::numeric",
    row_id="m.id",
    sums={
        "move_count": Sum("m.share", "TRUE", _("Moves between stages")),
        "move_back_count": Sum("m.share", "m.back", _("Moves back")),
    },
)
