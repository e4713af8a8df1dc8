"""The shape of the large statements' plans: what noise cannot touch."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench.company import Size, make
from kpis import services
from kpis.measures import SOURCES
from kpis.queries import as_of, month_ends, spans
from kpis.queries.ground import ground, periods
from kpis.queries.source import Relations
from kpis.queries.statements import of_flow, of_state
from kpis.services import bottlenecks, funnel, measures
from teams import facts as teams

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def many(django_db_setup: None, django_db_blocker) -> Iterator[Size]:
    """Enough deals for the planner to have something to estimate."""
    with django_db_blocker.unblock(), transaction.atomic():
        size = Size(deals=12_000, reps=30, today=teams.today() - timedelta(1))
        make(size)
        connection.check_constraints()  # once, not after each test
        yield size
        transaction.set_rollback(True)


def nodes(plan: dict) -> Iterator[dict]:
    """Of the statement itself; look-ups of single rows, within it, stand apart."""
    yield plan
    for part in plan.get("Plans", ()):
        if part["Parent Relationship"] not in ("SubPlan", "InitPlan"):
            yield from nodes(part)


@pytest.mark.parametrize("slug", ["closed", "generated"])
def test_sums_of_all_months_are_estimated_well(many, slug):
    """Groups are estimated within five times of the truth; one aggregate, never by an index that
    is sorted further, as behind an unestimated GROUP BY."""
    today = teams.today()
    params = {"start": many.first, "stop": today, "today": today, "until": date.max}
    with ground(lambda calendar: calendar.months(many.first, today), hashed=True) as on:
        sql = of_flow(SOURCES[slug], Relations())
        on.cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        found = on.cursor.fetchone()[0]
    assert_estimated(found)


@pytest.mark.parametrize("slug", ["open_due", "open_all", "leads"])
def test_sums_of_how_things_stood_are_estimated_well(many, slug):
    """The same of the ends of all months at once."""
    today = teams.today()
    with ground(lambda calendar: calendar.months(many.first, today), hashed=True) as on:
        months = on.calendar.months(many.first, today)
        window = measures.Window(months[0].start, months[-1].end, today)
        ends, ways = measures.questions(on, window)
        days = sorted({day for *_, day in ends + ways})
        as_of.late(on)
        spans.prepare(on, days)
        month_ends.gather(on, days, None)
        periods(on.cursor, ways if slug == "leads" else ends)
        on.cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {of_state(SOURCES[slug], Relations())}")
        found = on.cursor.fetchone()[0]
    assert_estimated(found)


def test_a_second_run_writes_nothing_in_few_statements(many):
    """As many statements however many months: none per month, period, scope or KPI. The funnel and
    its bottlenecks, which work by fiscal years, are counted by themselves."""
    services.recompute()
    with CaptureQueriesContext(connection) as captured:
        run = services.recompute()
    assert run.result["measures"] == run.result["values"] == run.result["funnel"] == 0
    texts = [query["sql"].lstrip() for query in captured]
    assert not [t for t in texts if t.startswith(("UPDATE kpis_", "DELETE FROM kpis_"))]
    window = measures.Window(many.first, teams.today(), teams.today())
    years = funnel.calendar_years(teams.company().calendar, window.start, window.stop)
    with CaptureQueriesContext(connection) as ways:
        funnel.keep(window)
    with CaptureQueriesContext(connection) as search:
        bottlenecks.keep()
    assert work(ways) < 40 * len(years)
    assert work(search) < 40
    assert work(captured) - work(ways) - work(search) < 120


def work(captured: CaptureQueriesContext) -> int:
    """Statements without the bookkeeping of runs, of which there is one for each piece."""
    return len([q for q in captured if "audit_" not in q["sql"] and "SAVEPOINT" not in q["sql"]])


def assert_estimated(found) -> None:
    plan = (found if isinstance(found, list) else json.loads(found))[0]["Plan"]
    (aggregate,) = [node for node in nodes(plan) if node["Node Type"] == "Aggregate"]
    assert aggregate["Actual Rows"] / 5 < aggregate["Plan Rows"] < aggregate["Actual Rows"] * 5
    assert "Incremental Sort" not in {node["Node Type"] for node in nodes(plan)}
