"""KPIs: the full recompute and that of touched months beside their floor; reading stored values.

`kpi_floor` says what the floor is.
"""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import cycle
from typing import Any

from django.db import connection

from bench import kpi_floor
from bench.company import Size
from bench.frame import Figure, alone, beside
from kernel.periods import FiscalCalendar
from kpis import facts, services
from kpis.models import Measure, StageStay, UsualPath, Value
from teams import facts as teams

# One deal in a hundred of those that closed in the months.
TOUCH = """
UPDATE crm_opportunity SET value = value + 1
WHERE status = 'won' AND closed_on >= %s AND closed_on < %s AND id %% 100 = 7
"""


def figures(size: Size) -> Iterable[Figure]:
    today = teams.today()
    calendar = teams.company().calendar
    start, stop = calendar.month_of(size.first).start, calendar.month_of(today).end
    kpi_floor.prepare()
    recompute()
    yield full(calendar, start, stop, today)  # the product comes last, and leaves all as it was
    yield beside(
        "W2 full recompute, nothing changed",
        "The same when everything is there already; writes nothing.",
        floor=lambda: kpi_floor.statements(calendar, start, stop, today),
        product=recompute,
        same=same,
        limit=2,
    )
    yield touched(calendar, stop, today)
    yield from reading(calendar.quarter_of(today))


def full(calendar: FiscalCalendar, start: date, stop: date, today: date) -> Figure:
    """The floor writes what the product has just worked out; the product forgets it first."""
    turn = cycle([kpi_floor.forget, forget])
    return beside(
        "W2 full recompute",
        "Measures of all months and values of every KPI for every scope and period, from nothing.",
        floor=lambda: kpi_floor.statements(calendar, start, stop, today),
        product=recompute,
        same=same,
        limit=2,
        before_each=lambda: next(turn)(),
    )


def touched(calendar: FiscalCalendar, stop: date, today: date) -> Figure:
    """As after a load: one in a hundred of the deals won in the months has another value."""
    first = calendar.back(calendar.month_of(today), 2).start

    def touch() -> None:
        with connection.cursor() as cursor:
            cursor.execute(TOUCH, [first, stop])

    nothing: Callable[[], None] = lambda: None  # noqa: E731
    turn = cycle([touch, nothing])
    return beside(
        "W2 three touched months",
        "Measures of three months in which a hundredth of the deals changed, and the values that"
        " look at them.",
        floor=lambda: kpi_floor.statements(calendar, first, stop, today),
        product=lambda: recompute(first, stop),
        same=same,
        limit=2,
        before_each=lambda: next(turn)(),
    )


def reading(quarter: Any) -> Iterable[Figure]:
    """W5: what a page does with stored values."""
    company = teams.company_scope()
    below = teams.children(company, quarter.start, quarter.end)
    yield alone(
        "W5 all KPIs of the company", "facts.values, one query.",
        lambda: facts.values(company, quarter), limit=30,
    )  # fmt: skip
    yield alone(
        "W5 KPIs of everyone below", "facts.table, one query.",
        lambda: facts.table([company, *below], quarter), limit=30,
    )  # fmt: skip
    yield alone(
        "W5 won by day", "facts.daily_won of the company.",
        lambda: facts.daily_won(company, quarter), limit=30,
    )  # fmt: skip
    yield alone(
        "W5 usual path", "facts.usual_path.", lambda: facts.usual_path(company, quarter), limit=30
    )
    yield alone(
        "W5 pipeline by stage", "facts.pipeline_by_stage of the company.",
        lambda: facts.pipeline_by_stage(company, quarter), limit=30,
    )  # fmt: skip


def recompute(start: date | None = None, stop: date | None = None) -> Any:
    run = services.recompute(start=start, end=stop)
    assert run.state == "done", run.error
    return run


def same(floor: dict[date, Any], run: Any) -> bool:
    """Won value of each month agrees to the cent."""
    rows = Measure.objects.filter(slug="won_value", grain="month").values_list("start", "value")
    found: dict[date, Any] = {}
    for start, value in rows:
        found[start] = found.get(start, 0) + value
    return all(abs(found.get(month, 0) - value) < 1 for month, value in floor.items() if value)


def forget() -> None:
    """As before the first recompute."""
    with connection.cursor() as cursor:
        tables = [m._meta.db_table for m in (Measure, Value, UsualPath, StageStay)]
        cursor.execute(f"TRUNCATE {', '.join(tables)}")
