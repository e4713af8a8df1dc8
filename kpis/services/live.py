"""KPIs of any scope and period as of any day, worked out from the facts; nothing is stored.

The same sources, sums and metrics as a recompute, over deals as they stood at the end of the day
and as was known then. Quotas likewise. So later rows change nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from kernel.periods import FiscalCalendar, Period
from kpis.core import context
from kpis.core.kinds import of_kind
from kpis.core.like import MOST, lead, like
from kpis.core.metrics import METRICS
from kpis.facts import KpiValue
from kpis.facts.values import from_row
from kpis.queries import as_of as past_deals
from kpis.queries import ground, quotas, states, stays
from kpis.queries.ground import ALWAYS, Ground
from kpis.queries.relation import LIVE, Deals
from kpis.queries.source import Relations, Source
from kpis.queries.statements import of_flow
from kpis.services import values
from teams import facts as teams
from teams.core.scope import Scope

# Columns that look at earlier periods or at the pipeline of earlier days; see `core.context`.
LEADS = {"lead_value", "usual_yield", "start_value"}
EARLIER = {"usual_share", "like_won_value", "company_activities", "lead_value", "usual_yield"}
# Sources that say who was there at all, and what their numbers are made of.
ALWAYS_READ = {"present_days", "won_value"}


@dataclass(frozen=True, slots=True)
class Asked:
    """`day` is the last day that counts; `known` the cut of what was recorded by then."""

    period: Period
    day: date
    known: datetime
    is_past: bool
    columns: frozenset[str]

    @property
    def looks_back(self) -> bool:
        return bool(self.columns & EARLIER)

    def needs(self, source: Source) -> bool:
        """Whether anything that is asked for is made of the source."""
        logged = "company_activities" in self.columns and "activity_all_count" in source.sums
        return logged or bool(set(source.sums) & (self.columns | ALWAYS_READ))

    @property
    def state_day(self) -> date:
        """The day as of which state is shown: the day itself, or the end of a past period."""
        return min(self.day, self.period.end - timedelta(1))


def compute(
    scope: Scope, period: Period, as_of: date | None = None, kpis: Iterable[str] | None = None
) -> dict[str, KpiValue]:
    """Live values by slug; `as_of` defaults to today. UnknownSlug for a name that is none."""
    slugs = list(kpis) if kpis is not None else METRICS.slugs()
    for slug in slugs:
        METRICS[slug]
    today = teams.today()
    day = min(as_of or today, today)
    names = {name for slug in slugs for name in METRICS[slug].measures}
    columns = frozenset(of_kind(name, period.kind) for name in names)
    back = bool(columns & EARLIER)
    with ground.ground(lambda calendar: pieces(calendar, period, back)) as on:
        known = on.cut(day) if day < today else ALWAYS
        table = _table(on, Asked(period, day, known, day < today, columns), scope)
    rows = {
        str(row["kpi"]): {str(k): v for k, v in row.items()} for row in table.to_dict("records")
    }
    until = min(day, period.end - timedelta(1))
    return {slug: from_row(slug, scope, period, rows.get(slug), until) for slug in slugs}


def pieces(calendar: FiscalCalendar, period: Period, back: bool) -> Sequence[Period]:
    """What days are gathered into: months back to the first period compared with, or ranges."""
    needed = context.needed_periods(calendar, [period]) if back else [period]
    if period.kind == "range":
        return needed
    return calendar.months(needed[0].start, period.end)


def _table(on: Ground, asked: Asked, scope: Scope) -> pd.DataFrame:
    now = LIVE
    first = pieces(on.calendar, asked.period, asked.looks_back)[0].start
    if asked.is_past:
        now = past_deals.materialise(on, asked.day, since=first, table="kpis_now")
    _flows(on, asked, now, first)
    if any(asked.needs(source) for source in states.sources("state")) or asked.columns & LEADS:
        _states(on, asked, now)
    if asked.columns & LEADS:
        _leads(on, asked, now)
    made_of = values.Material(on, asked.day, "kpis_fresh", Relations(deals=now))
    table, _ = values.work_out(made_of, [asked.period], (scope.kind, scope.id))
    return table


def _flows(on: Ground, asked: Asked, now: Deals, first: date) -> None:
    until = asked.day if asked.is_past else date.max
    params: dict[str, object] = {"start": first, "stop": asked.period.end, "today": asked.day}
    params |= {"until": until, "known": asked.known, "zone": str(on.zone)}
    quotas.prepare(on, first, asked.period.end, asked.known)
    for source in states.sources("flow"):
        if not asked.needs(source):
            continue
        on.cursor.execute(of_flow(source, Relations(deals=now)), params)
        if source.by_day:
            on.cursor.execute(of_flow(source, Relations(deals=now), grain="day"), params)
    on.cursor.execute(
        "SELECT team_id, start, sum(value) FROM kpis_fresh WHERE slug = 'quota'"
        " AND team_id IS NOT NULL GROUP BY 1, 2"
    )
    own = quotas.own(on, on.cursor.fetchall())
    on.cursor.executemany(
        "INSERT INTO kpis_fresh (slug, grain, start, team_id, value)"
        " VALUES ('quota', 'month', %s, %s, %s)",
        [(start, team, amount) for team, start, amount in own],
    )


def _states(on: Ground, asked: Asked, now: Deals) -> None:
    day = asked.state_day
    deals = now
    if asked.is_past or day < asked.day:
        deals = past_deals.materialise(on, day)
    _limits(on, asked)
    states.gather(on, deals, day, None, limits="kpis_visits")
    states.at_end(on, day, [(asked.period, 0, None)], None)


def _limits(on: Ground, asked: Asked) -> None:
    """Count the stays of the year before the day; the buckets of the flows are done with."""
    start, stop = stays.span(on.calendar, asked.state_day)
    ground.buckets(on.cursor, on.calendar, on.calendar.months(start, stop))
    stays.count(on, asked.known)


def _leads(on: Ground, asked: Asked, now: Deals) -> None:
    """Past periods as far into them as this one is on the day; and this one at its start."""
    period = asked.period
    gone = 0
    if period.start <= asked.day < period.end:
        gone = len(on.calendar.months(period.start, asked.day + timedelta(1))) - 1
    at = lead(period, gone)
    wanted = [(past, at) for past in like(on.calendar, period, MOST)]
    if period.start <= asked.day:
        wanted.append((period, 0))
    on.cursor.execute("SELECT min(created_on) FROM crm_opportunity")
    earliest = on.cursor.fetchone()[0]
    for one, months in wanted:
        start = one.start if not months else on.calendar.months(one.start, one.end)[months].start
        day = start - timedelta(1)
        if earliest is not None and earliest <= day < asked.day:
            cut = on.cut(min(one.end - timedelta(1), asked.day))
            states.gather(on, past_deals.materialise(on, day), day, None, limits="kpis_visits")
            states.on_the_way(on, day, [(one, months, cut)], now)
