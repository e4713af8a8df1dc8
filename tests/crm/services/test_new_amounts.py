"""A newer export that only says another amount: shares follow, what the deal was worth stays."""

from datetime import date
from decimal import Decimal

import pytest

from crm.models import Opportunity, Split
from crm.services import loads
from tests.factories import crm, teams
from tests.factories.staging import counts, load

pytestmark = pytest.mark.django_db


def test_shares_follow_and_the_value_of_then_stays() -> None:
    teams.company()
    stage, owner = crm.stages()["propose"], teams.rep()
    row = {
        "external_id": "D1",
        "owner": owner.external_id,
        "stage": stage.name,
        "amount": "1000",
        "created_on": "2025-01-10",
        "close_date": "2025-06-30",
    }
    load(loads.merge_opportunities, row, as_of=date(2025, 2, 1))
    load(loads.merge_splits, {"opportunity": "D1", "rep": owner.external_id, "share": "100"})
    merged = load(loads.merge_opportunities, row | {"amount": "1500"}, as_of=date(2025, 4, 1))
    assert counts(merged) == (0, 1, 0, 0)
    deal = Opportunity.objects.get()
    assert (deal.value, deal.qualified_value, deal.pushes) == (1500, 1000, 0)
    assert Split.objects.get().value == Decimal(1500)
    moved = row | {"amount": "1500", "close_date": "2025-08-15"}
    load(loads.merge_opportunities, moved, as_of=date(2025, 5, 1))
    deal.refresh_from_db()
    assert (deal.qualified_value, deal.pushes) == (1000, 1)
