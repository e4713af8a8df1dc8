"""487 lines of a published sample, loaded by mapping: KPIs against its published totals."""

from decimal import Decimal

import pytest

from intake.services import load_path
from kpis import services
from kpis.models import Value
from teams import facts as teams
from tests.intake.test_services_loading import DATA

pytestmark = pytest.mark.django_db


def test_open_value_is_the_published_revenue(company):
    folder = DATA / "opportunity_tracking"
    load_path(folder, mapping=folder / "mapping.yaml")
    services.recompute()
    year = teams.company().calendar.year_of(teams.today())
    values = Value.objects.filter(kind="year", start=year.start, kpi="overdue_share")
    whole = values.get(scope="company")
    assert (whole.denominator, whole.n) == (Decimal("2110905127"), 487)
    # Every close date has long passed
    assert whole.numerator == whole.denominator
    assert sum(one.denominator or 0 for one in values.filter(scope="rep")) == whole.denominator
