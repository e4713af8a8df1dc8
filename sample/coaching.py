"""What the manager and the rep of the sample wrote to each other; once."""

from datetime import date, timedelta
from typing import Any

import enablement.facts
from enablement.services import Content, close_note, write_note
from teams.access import Access

# Whether the manager wrote it, what it says, the KPI, days until the follow-up, whether it is done
NOTES = (
    (
        True,
        "Win rate of the last two quarters: the deals lost had no budget holder in the first two "
        "calls. Agreed: name the budget holder before the second call, and note it in the deal.",
        "win_rate",
        -1,
        False,
    ),
    (
        True,
        "Next steps are missing on a third of the open deals. Ten minutes every Friday for them.",
        "next_step_coverage",
        6,
        False,
    ),
    (
        False,
        "Two large deals were pushed twice. I would like to go through them together.",
        "pushes_per_deal",
        None,
        False,
    ),
    (True, "Joint visit at a customer, discovery questions practised.", "", -20, True),
)


def write(manager: Any, rep: Any, today: date) -> None:
    """Notes between the two people behind these reps; nothing where there are some already."""
    them = Access(manager.user), Access(rep.user)
    if not all(enablement.facts.may_write(one, rep.pk) for one in them):
        return
    if enablement.facts.notes_about(them[1], rep.pk).exists():
        return
    for by_manager, text, kpi, days, done in NOTES:
        day = None if days is None else today + timedelta(days)
        access = them[0] if by_manager else them[1]
        row = write_note(access=access, rep_id=rep.pk, content=Content(text, kpi, day))
        if done:
            close_note(access=access, thread=row.thread)
