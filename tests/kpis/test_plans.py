"""The shape of the large statements' plans: what noise cannot touch."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction

from bench.company import Size, make
from kpis.measures import SOURCES
from kpis.queries.ground import ground
from kpis.queries.source import Relations
from kpis.queries.statements import of_flow
from teams import facts as teams

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def many(django_db_setup: None, django_db_blocker) -> Iterator[Size]:
    """Enough deals for the planner to have something to estimate."""
    with django_db_blocker.unblock(), transaction.atomic():
        size = Size(deals=12_000, reps=30, today=teams.today() - timedelta(1))
        make(size)
        yield size
        transaction.set_rollback(True)


def nodes(plan: dict) -> Iterator[dict]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


@pytest.mark.parametrize("slug", ["closed", "generated"])
def test_sums_of_all_months_are_estimated_well(many, slug):
    """Groups are estimated within five times of the truth; one aggregate, never by an index that
    is sorted further, as behind an unestimated GROUP BY."""
    today = teams.today()
    params = {"start": many.first, "stop": today, "today": today, "until": date.max}
    with ground(lambda calendar: calendar.months(many.first, today)) as on:
        sql = of_flow(SOURCES[slug], Relations())
        on.cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        found = on.cursor.fetchone()[0]
    plan = (found if isinstance(found, list) else json.loads(found))[0]["Plan"]
    (aggregate,) = [node for node in nodes(plan) if node["Node Type"] == "Aggregate"]
    assert aggregate["Actual Rows"] / 5 < aggregate["Plan Rows"] < aggregate["Actual Rows"] * 5
    assert "Incremental Sort" not in {node["Node Type"] for node in nodes(plan)}
