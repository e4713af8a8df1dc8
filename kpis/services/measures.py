"""Compute the measures of whole months and keep them; a second run of the same writes nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kernel.periods import FiscalCalendar, Period
from kpis.core.like import lead
from kpis.queries import as_of, quotas, spans, states, stays, store
from kpis.queries.ground import ALWAYS, Ground, ground
from kpis.queries.relation import LIVE
from kpis.queries.source import Relations
from kpis.queries.statements import of_flow

KINDS = ("month", "quarter", "year")


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
    with ground(lambda calendar: calendar.months(window.start, window.stop)) as on:
        store.lock(on.cursor, [*on.calendar.months(window.start, window.stop), *mine(on, window)])
        written = flows(on, window)
        alive(f"{window.start} to {window.stop}: {written} rows of what happened")
        standings = standing(on, window, alive)
        alive(f"{window.start} to {window.stop}: {standings} rows of how things stood")
    return written + standings


def count_stays(window: Window) -> int:
    """How long deals stayed in stages, for the months of the window: what is stale rests on it."""
    with ground(lambda calendar: calendar.months(window.start, window.stop)) as on:
        store.lock(on.cursor, on.calendar.months(window.start, window.stop))
        stays.count(on, ALWAYS)
        return stays.store(on)


def flows(on: Ground, window: Window) -> int:
    """What happened on each day of the window."""
    span = {"start": window.start, "stop": window.stop}
    params = {**span, "today": window.today, "until": date.max, "reps": window.who}
    quotas.prepare(on, **span, known=ALWAYS)
    written = 0
    people = window.reps is not None
    for source in states.sources("flow"):
        slugs, grains = list(source.sums), ["month"]
        on.cursor.execute(of_flow(source, Relations(), people=people), params)
        written += store.flows(on.cursor, slugs, grains, **span, who=window.who)
        if source.by_day:
            on.cursor.execute(of_flow(source, Relations(), grain="day", people=people), params)
            written += store.flows(on.cursor, source.by_day, ["day"], **span, who=window.who)
    return written + own_quotas(on, window)


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


def standing(on: Ground, window: Window, alive: Callable[[str], None]) -> int:
    """How things stood at the ends of past periods, on the way through them, and today."""
    asked = questions(on, window)
    domain: list[tuple[str, str, date]] = []
    if asked:
        as_of.late(on)
        numbers = spans.prepare(on, list(asked))
    for day, (ends, ways) in sorted(asked.items()):
        states.gather(on, as_of.open_then(on, day, numbers[day]), day, window.who)
        if ends:
            states.at_end(on, day, ends, window.who)
        if ways:
            states.on_the_way(on, day, ways)
        domain += states.domain_at_end(ends) + states.domain_on_the_way(ways)
        alive("")
    ahead: list[states.Asked] = [(p, 0, None) for p in mine(on, window) if p.end > window.today]
    if ahead:
        states.gather(on, LIVE, window.today, window.who)
        states.at_end(on, window.today, ahead, window.who)
        domain += states.domain_at_end(ahead)
    return store.states(on.cursor, domain, window.who) if domain else 0


def questions(
    on: Ground, window: Window
) -> dict[date, tuple[list[states.Asked], list[states.Asked]]]:
    """Day → the periods that ended with it, and those that were on their way at its end."""
    found: dict[date, tuple[list[states.Asked], list[states.Asked]]] = defaultdict(lambda: ([], []))
    for period in mine(on, window):
        if period.end <= window.today:
            found[period.end - timedelta(1)][0].append((period, 0, None))
        cut = on.cut(min(period.end - timedelta(1), window.today))
        for gone, month in enumerate(on.calendar.months(period.start, period.end)):
            if month.start <= window.today and lead(period, gone) == gone:
                found[month.start - timedelta(1)][1].append((period, gone, cut))
    return found


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
