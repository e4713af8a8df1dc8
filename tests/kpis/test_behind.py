"""The rows behind a number add up to it, for every KPI and half, at every level."""

from decimal import Decimal

import pytest

from kpis import facts, services
from kpis.core.metrics import METRICS
from kpis.facts.explain import listable
from teams import facts as teams

pytestmark = pytest.mark.django_db
CENT = Decimal("0.005")


def differing(scope, period, values) -> list:
    """Halves whose rows add up to something else; a half without value must have no rows."""
    found = []
    for slug in METRICS.slugs():
        told = facts.explain(scope, period, slug, value=values[slug])
        for half in ("numerator", "denominator"):
            part, total = told.half(half), told.total(half)
            if part is None or not listable(part) or total is None:
                continue
            rows = told.rows(half, limit=3)
            if abs(rows.total - total) > CENT:
                found.append((slug, half, rows.total, total))
    return found


@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
@pytest.mark.parametrize("back", [0, 1])
def test_rows_add_up(scope, kind, back):
    calendar = teams.company().calendar
    period = calendar.back(calendar.of(kind, teams.today()), back)
    assert differing(scope, period, facts.values(scope, period)) == []


def test_rows_of_a_range_of_days_add_up(scope, simulated):
    period = teams.company().calendar.parse("2026-05-10..2026-08-20")
    values = services.compute(scope, period)
    # Pipeline of earlier ranges is nowhere stored, so its rows are not listed.
    for slug in ("needed_coverage", "coverage_adequacy"):
        values[slug] = facts.KpiValue(slug, scope, period)
    assert differing(scope, period, values) == []


def test_the_parts_are_the_whole(simulated):
    """What the teams of the company, and the reps, won adds up to what the company won."""
    calendar = teams.company().calendar
    period = calendar.previous(calendar.quarter_of(teams.today()))
    scopes = teams.children(teams.company_scope(), period.start, period.end)
    reps = teams.scopes_of("rep", teams.reps().values_list("pk", flat=True))
    for slug in ("won_value", "won_count", "quota", "open_pipeline", "pipeline_generated"):
        whole = facts.values(teams.company_scope(), period, [slug])[slug].value
        for parts in (scopes, list(reps.values())):
            values = [one[slug].value for one in facts.table(parts, period, [slug]).values()]
            assert sum(v for v in values if v is not None) == whole, slug


def test_pages_of_rows_are_cut_from_one_list(simulated):
    period = teams.company().calendar.previous(teams.company().calendar.quarter_of(teams.today()))
    told = facts.explain(teams.company_scope(), period, "won_value")
    every = list(told.rows("numerator"))
    pages = [*told.rows("numerator", limit=7), *told.rows("numerator", limit=7, offset=7)]
    assert pages == every[:14]
    assert told.rows("numerator", limit=7).count == len(every)
    assert [abs(row.amount) for row in every] == sorted(
        (abs(row.amount) for row in every), reverse=True
    )
    assert {row.url for row in every} == {"crm:deal"}
