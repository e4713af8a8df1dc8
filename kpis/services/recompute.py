"""Recompute measures and values: now, or by workers."""

from datetime import date
from typing import Any

from audit import facts as audit
from kpis.services import runs
from kpis.services.extent import extent, whole_months
from kpis.services.measures import Window
from teams import facts as teams


class NothingToRecompute(ValueError):
    """The days asked for hold nothing that could be measured."""


def window_for(start: date | None, end: date | None, reps: set[int] | None) -> Window:
    """Whole months of [start, end), by default of everything there is."""
    calendar, today = teams.company().calendar, teams.today()
    limit = extent(calendar, today)
    months = whole_months(calendar, start or limit[0], end or limit[1], limit)
    if months is None:
        raise NothingToRecompute(f"there is nothing between {start} and {end}")
    who = tuple(sorted(reps)) if reps is not None else None
    return Window(*months, today=today, reps=who)


def recompute(
    *,
    start: date | None = None,
    end: date | None = None,
    reps: set[int] | None = None,
    by: Any = None,
) -> Any:
    """Compute and store everything of the months and people, here and now; returns the Run.

    Twice the same writes nothing the second time. Values of later periods are worked out too:
    they look back at these months.
    """
    parent = runs.plan(window_for(start, end, reps), by, share=False)
    queue = runs.begin(parent)
    while queue:
        runs.work(queue.pop(0))
        queue += runs.advance(parent.pk)
    return audit.run(parent.pk)


def ask_for_recompute(
    *,
    start: date | None = None,
    end: date | None = None,
    reps: set[int] | None = None,
    by: Any = None,
) -> Any:
    """Queue the same for workers; returns the waiting Run. `kpis.tasks.start` begins it."""
    return runs.plan(window_for(start, end, reps), by, share=True)
