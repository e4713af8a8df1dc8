"""The buckets of pipeline movement, in the order in which they are shown.

Start plus everything between is end. A signed bucket may add or take away: what moves between two
people of one team is there twice, with opposite signs, and so nothing to the team.
"""

START, END = "start", "end"
CREATED, PULLED_IN, PUSHED_IN, REOPENED = "created", "pulled_in", "pushed_in", "reopened"
INCREASED, DECREASED = "increased", "decreased"
REASSIGNED, OMITTED, FX = "reassigned", "omitted", "fx"
WON, LOST = "won", "lost"
PUSHED_OUT, PULLED_OUT, DELETED = "pushed_out", "pulled_out", "deleted"

ADDING = (CREATED, PULLED_IN, PUSHED_IN, REOPENED, INCREASED)
TAKING = (DECREASED, PUSHED_OUT, PULLED_OUT, DELETED, LOST, WON)
SIGNED = (REASSIGNED, OMITTED, FX)
BETWEEN = (*ADDING, *SIGNED, *TAKING)
BUCKETS = (START, *BETWEEN, END)
