"""A recompute as Runs: one for the whole, one for each piece, so that workers share it and a dead
one's piece is done again.

First the measures of pieces of months, all independent of each other; when all are there, the
values of pieces of years, and the funnels of the years touched. Every piece is idempotent and is
claimed by compare-and-set.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_noop

from audit import facts as audit
from audit import services as runs
from kernel.periods import FiscalCalendar
from kpis.core.survival import LONGEST
from kpis.queries import store
from kpis.queries.ground import ground
from kpis.services import bottlenecks, funnel, values, visits
from kpis.services.extent import pieces
from kpis.services.foundations import NOTED, settings
from kpis.services.measures import Window, count_stays, measure, periods_between
from teams import facts as teams

RECOMPUTE, MEASURES, VALUES = "kpis.recompute", "kpis.measures", "kpis.values"
FUNNEL, BOTTLENECKS = "kpis.funnel", "kpis.bottlenecks"
LOCK = 7400
ATTEMPTS = 3
ENDED = ("done", "failed", "cancelled", "undone", "problems")


def plan(window: Window, by: Any = None, *, share: bool, nightly: bool = False) -> Any:
    """Queue the whole and its measure pieces; `share` cuts them small enough for many workers.

    The first one notes the settings that its numbers rest on.
    """
    calendar = teams.company().calendar
    whole = (window.start, window.stop)
    cut = pieces(calendar, *whole, window.today) if share else [whole]
    with transaction.atomic():
        params = params_of(window) | {"share": share} | ({"nightly": True} if nightly else {})
        if not audit.runs().filter(kind=RECOMPUTE).exists():
            params[NOTED] = settings()
        parent = runs.queue_run(kind=RECOMPUTE, params=params, by=by, total=len(cut))
        for start, stop in cut:
            one = replace(window, start=start, stop=stop, whole=whole)
            runs.queue_run(kind=MEASURES, params=params_of(one), parent=parent, by=by)
    return parent


def begin(parent: Any) -> list[Any]:
    """Claim the whole and count stays, on which all pieces rest; returns the pieces to do."""
    if not runs.claim(parent):
        return []
    count_stays(window_of(parent.params))
    return list(audit.parts(parent.pk))


def work(part: Any) -> bool:
    """Do one piece; False when somebody else has it or it has ended."""
    did: dict[str, Callable[[Any], dict[str, Any]]] = {
        MEASURES: _measure,
        VALUES: _values,
        FUNNEL: _funnel,
        BOTTLENECKS: _bottlenecks,
    }
    try:
        with runs.running(part):
            part.result = did[part.kind](part)
    except runs.AlreadyTaken:
        return False
    return True


def advance(parent_pk: int) -> list[Any]:
    """What comes next: pieces to do again, the values once all measures are there, or the end.

    Whoever ends a piece asks; a lock lets one of them act.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, parent_pk])
        parent = audit.run(parent_pk)
        if parent is None or parent.state != "running":
            return []
        parts = list(audit.parts(parent_pk))
        done = [p for p in parts if p.state == "done"]
        runs.beat(parent, progress=len(done))
        if again := _again(parent, parts):
            return again
        if any(p.state in ("queued", "running") for p in parts):
            return []
        if _failed(parts):
            runs.finish(parent, state="failed", error=gettext_noop("A part failed; see the parts."))
            return []
        if not any(p.kind == VALUES for p in parts):
            return _queue_values(parent)
        runs.finish(parent, result=_result(done))
        return []


def resume(parent_pk: int) -> list[Any]:
    """What comes next for a recompute that got stuck: also pieces that were never handed out, or
    whose message was lost. A piece that is sent twice is done once."""
    parent = audit.run(parent_pk)
    if parent and all(part.state == "queued" for part in audit.parts(parent_pk)):
        count_stays(window_of(parent.params))  # perhaps that was not finished either
    found = advance(parent_pk)
    waiting = audit.parts(parent_pk).filter(state="queued").exclude(pk__in=[p.pk for p in found])
    return [*found, *waiting]


def _again(parent: Any, parts: list[Any]) -> list[Any]:
    """Queue a failed piece once more, up to three times in all."""
    found = []
    for part in parts:
        same = [p for p in parts if p.kind == part.kind and p.params == part.params]
        if part.state == "failed" and part is same[-1] and len(same) < ATTEMPTS:
            found.append(runs.queue_run(kind=part.kind, params=part.params, parent=parent))
    return found


def _failed(parts: list[Any]) -> bool:
    last = {(p.kind, str(sorted(p.params.items()))): p.state for p in parts}
    return any(state != "done" for state in last.values())


def _queue_values(parent: Any) -> list[Any]:
    window = window_of(parent.params)
    calendar = teams.company().calendar
    found = [
        runs.queue_run(kind=VALUES, params=params_of(one), parent=parent)
        for one in value_pieces(calendar, window, share=parent.params["share"])
    ]
    found += [
        runs.queue_run(kind=FUNNEL, params=params_of(one), parent=parent)
        for one in funnel_pieces(calendar, window, parent.params)
    ]
    if looks_back_far(calendar, window):
        params = params_of(window)
        found.append(runs.queue_run(kind=BOTTLENECKS, params=params, parent=parent))
    runs.beat(parent, total=len(list(audit.parts(parent.pk))))
    return found


def value_pieces(calendar: FiscalCalendar, window: Window, *, share: bool) -> list[Window]:
    """From the window's start on, because later periods look back at it: all, or by fiscal year."""
    stop = max(window.stop, _horizon(calendar, window))
    if not share:
        return [replace(window, stop=stop)]
    years = periods_between(calendar, window.start, stop, ["year"])
    return [replace(window, start=max(y.start, window.start), stop=min(y.end, stop)) for y in years]


def funnel_pieces(calendar: FiscalCalendar, window: Window, params: Any) -> list[Window]:
    """The window: a load touches deals from their creation on, so what became of them counts in it.

    All at once, or by fiscal year; years that have not begun hold nothing. The night alone changes
    how long open deals have waited: years that ended longer ago than days are told apart stay.
    """
    alone = params.get("nightly") and visits.are_kept()
    oldest = window.today - timedelta(LONGEST) if alone else date.min
    years = periods_between(calendar, window.start, window.stop, ["year"])
    found = [y for y in years if y.start <= window.today and y.end > oldest]
    if not found or params["share"]:
        return [replace(window, start=y.start, stop=y.end) for y in found]
    return [replace(window, start=found[0].start, stop=found[-1].end)]


def looks_back_far(calendar: FiscalCalendar, window: Window) -> bool:
    """Whether it is worth looking for bottlenecks: at night, and when years changed; a load of the
    week waits for the night."""
    return window.start <= calendar.year_of(window.today).start - timedelta(365)


def _horizon(calendar: FiscalCalendar, window: Window) -> date:
    return calendar.next(calendar.year_of(window.today)).end


def _measure(part: Any) -> dict[str, Any]:
    return {"rows": measure(window_of(part.params), lambda line: runs.beat(part, line=line))}


def _values(part: Any) -> dict[str, Any]:
    window = window_of(part.params)
    with ground(lambda calendar: calendar.months(window.start, window.stop), flows=False) as on:
        wanted = periods_between(on.calendar, window.start, window.stop)
        store.lock(on.cursor, wanted)
        found, paths = values.work_out(values.Material(on, window.today), wanted)
        written = values.keep(on, found, wanted, part.parent)
        written += values.keep_paths(on, paths, wanted)
    return {"rows": written, "values": len(found), "periods": len(wanted)}


def _funnel(part: Any) -> dict[str, Any]:
    return {"rows": funnel.keep(window_of(part.params))}


def _bottlenecks(part: Any) -> dict[str, Any]:
    return {"rows": bottlenecks.keep()}


def _result(done: Iterable[Any]) -> dict[str, Any]:
    rows = dict.fromkeys((MEASURES, VALUES, FUNNEL, BOTTLENECKS), 0)
    periods = 0
    for part in done:
        rows[part.kind] += part.result.get("rows", 0)
        periods += part.result.get("periods", 0)
    return {
        "measures": rows[MEASURES],
        "values": rows[VALUES],
        "funnel": rows[FUNNEL] + rows[BOTTLENECKS],
        "periods": periods,
    }


def params_of(window: Window) -> dict[str, Any]:
    whole = [day.isoformat() for day in window.whole] if window.whole else None
    return {
        "start": window.start.isoformat(),
        "stop": window.stop.isoformat(),
        "today": window.today.isoformat(),
        "reps": sorted(window.reps) if window.reps is not None else None,
        "whole": whole,
    }


def window_of(params: dict[str, Any]) -> Window:
    day = date.fromisoformat
    return Window(
        start=day(params["start"]),
        stop=day(params["stop"]),
        today=day(params["today"]),
        reps=tuple(params["reps"]) if params["reps"] is not None else None,
        whole=(day(params["whole"][0]), day(params["whole"][1])) if params["whole"] else None,
    )
