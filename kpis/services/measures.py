"""Compute the measures of whole months and keep them; a second run of the same writes nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_noop

from audit.services import told
from kernel.periods import FiscalCalendar, Period
from kpis.core.like import lead
from kpis.queries import as_of, month_ends, quotas, spans, states, stays, store
from kpis.queries.ground import ALWAYS, Ground, ground
from kpis.queries.relation import LIVE
from kpis.queries.source import Relations
from kpis.queries.statements import of_flow

KINDS = ("month", "quarter", "year")
SUMMED = gettext_noop("%(start)s to %(stop)s: summed what happened")
WRITTEN = gettext_noop("%(start)s to %(stop)s: %(n)s rows written")


@dataclass(frozen=True, slots=True)
class Window:
    """Whole fiscal months [start, stop), one piece of the months `whole`. `today` counts.

    `reps` None means everybody. States of periods that several pieces touch are worked out by the
    piece that holds the period's last day.
    """

    start: date
    stop: date
    today: date
    reps: tuple[int, ...] | None = None
    whole: tuple[date, date] | None = None

    @property
    def who(self) -> list[int] | None:
        return None if self.reps is None else list(self.reps)


def measure(window: Window, alive: Callable[[str], None] = lambda line: None) -> int:
    """All measures of the window; returns how many rows were written or deleted.

    `alive` is called between pieces, with a line for the log or "".
    """
    days = {"start": window.start.isoformat(), "stop": window.stop.isoformat()}
    with ground(lambda calendar: calendar.months(window.start, window.stop), hashed=True) as on:
        store.lock(on.cursor, [*on.calendar.months(window.start, window.stop), *mine(on, window)])
        flows(on, window)
        alive(told(SUMMED, **days))
        standing(on, window, alive)
        found = states.sources("flow")
        kept = [s for one in found for s in one.sums], [s for one in found for s in one.by_day]
        written = store.sums(
            on.cursor, kept, (window.start, window.stop), mine(on, window), window.who
        )
        written += own_quotas(on, window)
        alive(told(WRITTEN, **days, n=written))
    return written


def count_stays(window: Window) -> int:
    """How long deals stayed in stages, for the months of the window: what is stale rests on it."""
    with ground(lambda calendar: calendar.months(window.start, window.stop), flows=False) as on:
        store.lock(on.cursor, on.calendar.months(window.start, window.stop))
        stays.count(on, ALWAYS)
        return stays.store(on)


def flows(on: Ground, window: Window) -> None:
    """Sum what happened on each day of the window."""
    span = {"start": window.start, "stop": window.stop}
    params: dict[str, object] = {**span, "today": window.today, "reps": window.who}
    params |= {"until": date.max, "known": ALWAYS, "zone": str(on.zone)}
    quotas.prepare(on, **span, known=ALWAYS)
    people = window.reps is not None
    for source in states.sources("flow"):
        on.cursor.execute(of_flow(source, Relations(), people=people), params)
        if source.by_day:
            on.cursor.execute(of_flow(source, Relations(), grain="day", people=people), params)


def own_quotas(on: Ground, window: Window) -> int:
    """What teams' own quotas add to those of their members, from the stored sums."""
    on.cursor.execute(
        "SELECT team_id, start, sum(value) FROM kpis_measure WHERE slug = 'quota'"
        " AND grain = 'month' AND rep_id IS NOT NULL AND team_id IS NOT NULL"
        " AND start >= %s AND start < %s GROUP BY 1, 2",
        [window.start, window.stop],
    )
    rows = quotas.own(on, on.cursor.fetchall())
    on.cursor.executemany(
        "INSERT INTO kpis_fresh (slug, grain, start, team_id, value)"
        " VALUES ('quota', 'month', %s, %s, %s)",
        [(start, team, amount) for team, start, amount in rows],
    )
    return store.own_quotas(on.cursor, window.start, window.stop)


def standing(on: Ground, window: Window, alive: Callable[[str], None]) -> None:
    """Sum how things stood at the ends of past periods, on the way through them, and today."""
    ends, ways = questions(on, window)
    if days := {day for *_, day in ends + ways}:
        as_of.late(on)
        for batch in month_ends.batches(on, sorted(days)):
            spans.prepare(on, batch)
            month_ends.gather(on, batch, window.who)
            states.at_ends(on, [one for one in ends if one[-1] in batch], window.who)
            states.on_the_ways(on, [one for one in ways if one[-1] in batch])
            alive("")
    ahead = [(p, 0, None, window.today) for p in mine(on, window) if p.end > window.today]
    if ahead:
        states.gather(on, LIVE, window.today, window.who)
        states.at_ends(on, ahead, window.who)


def questions(on: Ground, window: Window) -> tuple[list[states.Looked], list[states.Looked]]:
    """The past periods, each as of its end; and those on their way, each as of the start of one of
    its months."""
    ends: list[states.Looked] = []
    ways: list[states.Looked] = []
    for period in mine(on, window):
        if period.end <= window.today:
            ends.append((period, 0, None, period.end - timedelta(1)))
        cut = on.cut(min(period.end - timedelta(1), window.today))
        for gone, month in enumerate(on.calendar.months(period.start, period.end)):
            if month.start <= window.today and lead(period, gone) == gone:
                ways.append((period, gone, cut, month.start - timedelta(1)))
    return ends, ways


def mine(on: Ground, window: Window) -> list[Period]:
    """The periods whose states this piece works out."""
    first, last = window.whole or (window.start, window.stop)
    touched = periods_between(on.calendar, first, last)
    ends = [(p, min(p.end, last) - timedelta(1)) for p in touched]
    return [p for p, end in ends if window.start <= end < window.stop]


def periods_between(
    calendar: FiscalCalendar, start: date, stop: date, kinds: Sequence[str] = KINDS
) -> list[Period]:
    """The periods of the kinds that share a day with [start, stop), in order."""
    months = calendar.months(start, stop)
    found: Iterable[Period] = {calendar.of(kind, m.start) for m in months for kind in kinds}  # type: ignore[arg-type]
    return sorted(found)


def last_day_known(calendar: FiscalCalendar, today: date) -> date:
    """The end of the next fiscal year: as far ahead as pipeline and quotas are shown."""
    return calendar.next(calendar.year_of(today)).end
