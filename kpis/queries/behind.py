"""The rows behind one half of a KPI, built from the same texts as its sums.

A half is a sum of terms; the terms of one source are listed together, so that a deal stands once.
A term with a factor (the usual share, say) is listed times that factor.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kernel.periods import FiscalCalendar, Period
from kpis.core.kinds import BY_KIND, of_kind
from kpis.core.metric import Half, Term
from kpis.measures import source_of
from kpis.measures.open_due import SOURCE as DUE
from kpis.queries import as_of, ground, quotas, stays
from kpis.queries.ground import ALWAYS, Ground
from kpis.queries.open_deals import TOUCH_DAYS, open_sql
from kpis.queries.relation import LIVE, Deals
from kpis.queries.source import Relations, Source
from kpis.queries.statements import listed
from teams.core.scope import Scope

# Measures that are the same rows under another name at the start of the period.
AT_START = {
    "start_value": "lead_value",
    "start_deals": "lead_deals",
    "slipped_value": "slipped_value",
}
# Measures of past periods, listed by period.
BY_PERIOD = ("lead_value", "lead_won_value", "lead_deals")

OWN_QUOTAS = """
SELECT 'team' AS kind, m.team_id AS id, min(m.start) AS day, NULL::numeric AS share,
    sum(m.value) * {factor} AS amount
FROM kpis_measure m
WHERE m.slug = 'quota' AND m.grain = 'month' AND m.rep_id IS NULL AND {inside}
    AND m.start >= %(start)s AND m.start < %(stop)s
GROUP BY m.team_id HAVING sum(m.value) <> 0
"""
LARGEST = """
SELECT kind, id, day, share, amount FROM ({rows}) largest ORDER BY amount DESC, id LIMIT 3
"""
PAGE = """
SELECT kind, id, day, share, round(amount, 6), count(*) OVER (), sum(round(amount, 6)) OVER ()
FROM ({rows}) behind WHERE amount <> 0 ORDER BY abs(amount) DESC, kind, id
LIMIT %(limit)s OFFSET %(offset)s
"""


@dataclass(frozen=True, slots=True)
class Behind:
    """What is asked: the half of a KPI, for a scope and period, with `today` the last day that
    counts. `total` is the half's number, from which a factor follows."""

    scope: Scope
    period: Period
    half: Half
    today: date
    total: Decimal | None

    @property
    def state_day(self) -> date:
        return min(self.today, self.period.end - timedelta(1))


@dataclass(frozen=True, slots=True)
class Row:
    """`amount` is what the row adds to the half; `share` the part of credit, where there is one."""

    kind: str
    id: int
    day: date
    share: Decimal | None
    amount: Decimal


def page(
    on: Ground, asked: Behind, limit: int | None, offset: int
) -> tuple[list[Row], int, Decimal]:
    """Rows, largest first; how many there are in all, and what they add up to."""
    sql, params = statement(on, asked)
    if not sql:
        return [], 0, Decimal(0)
    params |= {"limit": limit, "offset": offset}
    on.cursor.execute(PAGE.format(rows=sql), params)
    found = on.cursor.fetchall()
    if not found:
        return [], 0, Decimal(0)
    return [Row(*row[:5]) for row in found], found[0][5], found[0][6]


@contextmanager
def opened(period: Period) -> Iterator[Ground]:
    """The tables that rows of the period are listed with; halves may share them."""

    def pieces(calendar: FiscalCalendar) -> Sequence[Period]:
        return [period] if period.kind == "range" else calendar.months(period.start, period.end)

    with ground.ground(pieces, sums=False) as on:
        yield on


def statement(on: Ground, asked: Behind) -> tuple[str, dict[str, Any]]:
    """One statement for all terms of the half; empty when none of them has rows."""
    inside, params = ground.scope_filter(
        asked.scope, "s.rep_id", "s.team_id", territory="{territory}"
    )
    params |= {
        "start": asked.period.start,
        "stop": asked.period.end,
        "today": asked.today,
        "until": date.max,
        "known": ALWAYS,
        "zone": str(on.zone),
        "day": asked.state_day,
    }
    plain, scaled = _terms(asked)
    parts = _parts(on, asked, plain, inside, params, "1")
    if scaled:
        factor = _factor(on, asked, parts, scaled, inside, params)
        parts += _parts(on, asked, scaled, inside, params, factor)
    return " UNION ALL ".join(f"({part})" for part in parts), params


def _terms(asked: Behind) -> tuple[list[Term], list[Term]]:
    """Terms as they are, and those with a factor; names that depend on the period resolved."""
    named = [replace(t, measure=of_kind(t.measure, asked.period.kind)) for t in asked.half.terms]
    return [t for t in named if not t.factor], [t for t in named if t.factor]


def _factor(
    on: Ground,
    asked: Behind,
    parts: list[str],
    scaled: list[Term],
    inside: str,
    params: dict[str, Any],
) -> str:
    """What makes the listed rows add up to the half: (total − plain rows) ÷ unscaled rows."""
    if asked.total is None:
        return "0"
    plain = _sum(on, parts, params)
    base = _sum(on, _parts(on, asked, scaled, inside, params, "1"), params)
    return f"({asked.total - plain} / {base}::numeric(40, 20))" if base else "0"


def _sum(on: Ground, parts: list[str], params: dict[str, Any]) -> Decimal:
    if not parts:
        return Decimal(0)
    sql = " UNION ALL ".join(f"({part})" for part in parts)
    on.cursor.execute(f"SELECT COALESCE(sum(amount), 0) FROM ({sql}) part", params)
    return Decimal(on.cursor.fetchone()[0])


def _parts(
    on: Ground,
    asked: Behind,
    terms: Sequence[Term],
    inside: str,
    params: dict[str, Any],
    factor: str,
) -> list[str]:
    by_source: dict[str, dict[str, str]] = defaultdict(dict)
    found: list[str] = []
    for term in terms:
        amount = f"{{amount}} * ({term.weight}) * {factor}"
        if term.measure == "top_three_value":
            found.append(_largest(on, asked, inside, params))
        elif term.measure in AT_START:
            found.append(_at_start(on, asked, AT_START[term.measure], inside, params))
        elif term.measure not in BY_PERIOD and (source := _source(term.measure)):
            by_source[source.about][term.measure] = amount
            if term.measure == "quota" and asked.period.kind != "range":
                found += _own_quotas(asked, f"({term.weight}) * {factor}")
    for amounts in by_source.values():
        source = source_of(next(iter(amounts)))
        found.append(_listed(on, asked, source, amounts, inside, params))
    return found


def has_rows(measure: str) -> bool:
    """Whether a measure can be listed."""
    special = (*AT_START, *BY_PERIOD, *BY_KIND, "top_three_value")
    return measure in special or _source(measure) is not None


def _source(measure: str) -> Source | None:
    try:
        return source_of(measure)
    except KeyError:
        return None


def _listed(
    on: Ground,
    asked: Behind,
    source: Source,
    amounts: Mapping[str, str],
    inside: str,
    params: dict[str, Any],
) -> str:
    inside = inside.replace("{territory}", source.territory)
    if source.kind == "flow":
        if source.row_kind == "quota":
            quotas.prepare(on, asked.period.start, asked.period.end, ALWAYS)
        return listed(source, amounts, inside, Relations())
    ground.periods(on.cursor, [(asked.period, 0, None, asked.state_day)])
    return listed(source, amounts, inside, Relations(open=_open(on, asked, params)))


def _open(on: Ground, asked: Behind, params: dict[str, Any]) -> str:
    """The open deals of the day, as a subquery that the scope's condition narrows."""
    day = asked.state_day
    deals: Deals = LIVE if day >= asked.today else as_of.materialise(on, day)
    params["window"] = max(stays.limits(on, [day]), TOUCH_DAYS) + 1
    return f"({Relations(deals=deals).fill(open_sql(deals))})"


def _largest(on: Ground, asked: Behind, inside: str, params: dict[str, Any]) -> str:
    rows = _listed(on, asked, DUE, {"weighted_value": "{amount}"}, inside, params)
    return LARGEST.format(rows=rows.replace("GROUP BY d.id", "GROUP BY d.id, s.id"))


def _at_start(on: Ground, asked: Behind, measure: str, inside: str, params: dict[str, Any]) -> str:
    """Deals that were due in the period when it began, in a table of their own."""
    day = asked.period.start - timedelta(1)
    cut = on.cut(asked.state_day)
    ground.periods(on.cursor, [(asked.period, 0, cut, day)])
    deals = as_of.materialise(on, day)
    narrowed = params | {"day": day, "window": max(stays.limits(on, [day]), TOUCH_DAYS) + 1}
    relations = Relations(open=f"({Relations(deals=deals).fill(open_sql(deals))})")
    source = source_of(measure)
    inside = inside.replace("{territory}", source.territory)
    sql = listed(source, {measure: "{amount}"}, inside, relations)
    on.cursor.execute("DROP TABLE IF EXISTS pg_temp.kpis_start")
    on.cursor.execute(f"CREATE TEMP TABLE kpis_start ON COMMIT DROP AS {sql}", narrowed)
    return "SELECT kind, id, day, share, amount FROM kpis_start"


def _own_quotas(asked: Behind, factor: str) -> list[str]:
    if asked.scope.kind not in ("company", "team"):
        return []
    inside, _ = ground.scope_filter(asked.scope, "m.rep_id", "m.team_id", "m.territory_id")
    return [OWN_QUOTAS.format(factor=factor, inside=inside)]
