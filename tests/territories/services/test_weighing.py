"""What territories carry is worked out anew only where something has changed."""

from decimal import Decimal

import pytest

from territories.facts.marks import SHARED, TOLD, of_model, of_tables
from territories.models import TerritoryLoad
from territories.services.handovers import prepare
from territories.services.weighing import weigh_all
from tests.factories import crm as sell
from tests.factories import territories as make
from tests.factories.territories import STARTS

pytestmark = pytest.mark.django_db


def potential(model):
    rows = TerritoryLoad.objects.filter(model=model, territory__isnull=False)
    return sum(Decimal(row.sums["potential"][0] or 0) for row in rows)


def worked_out():
    return set(TerritoryLoad.objects.values_list("pk", flat=True))


def test_it_works(moving):
    weigh_all()
    assert potential(moving.model) == 1500
    before = worked_out()
    weigh_all()
    assert worked_out() == before
    moving.oak.potential = 2000
    moving.oak.save()
    weigh_all()
    assert potential(moving.model) == 2500
    assert not worked_out() & before


def test_only_the_model_that_changed_is_weighed(moving):
    other = make.model("Other")
    weigh_all()
    before = worked_out()
    make.territory(other, "Elsewhere")
    weigh_all()
    assert worked_out() == before
    make.territory(moving.model, "More")
    weigh_all()
    assert not worked_out() & before


def test_a_mark_is_the_same_as_long_as_nothing_changes(moving):
    first = of_tables((*SHARED, *TOLD), STARTS), of_model(moving.model.pk)
    prepare(moving.model)
    assert (of_tables((*SHARED, *TOLD), STARTS), of_model(moving.model.pk)) == first
    sell.account("New")
    assert of_tables(SHARED, STARTS) != first[0]
    moving.model.placements.first().delete()
    assert of_model(moving.model.pk) != first[1]
