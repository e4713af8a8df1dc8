"""A draft from what the CRM states says the same as the CRM."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from crm.models import Account
from teams.models import Coverage
from teams.services.refused import Refused
from territories.facts import models as facts
from territories.facts.sizes import rolled_up, sizes
from territories.models import Placement, Rule
from territories.services import plans

pytestmark = pytest.mark.django_db


def test_tree_seats_and_accounts_are_those_of_the_crm(stated, dora, bob, today):
    made = plans.from_stated(by=dora, name="Now")
    places = {one.slug: one for one in facts.territories_of(made.model.pk)}
    assert [(p.slug, p.depth) for p in places.values()] == [("emea", 0), ("north", 1), ("south", 1)]
    assert places["north"].territory_id == stated["north"].pk
    seats = facts.holders(made.model.pk, today)
    assert [(s.name, s.share) for s in seats[places["north"].id]] == [("Bob", 100)]
    assert [(s.rep_id, s.share) for s in seats[places["south"].id]] == [(None, 100)]
    assert places["emea"].id not in seats
    assert (made.shared, made.open) == ([], ["South"])
    placed = Placement.objects.filter(model=made.model, territory__isnull=False)
    assert {p.account.stated_territory: p.territory.slug for p in placed} == {
        "north": "north",
        "south": "south",
    }
    own = sizes(made.model, today)
    total = rolled_up(own, {p.id: p.parent_id for p in places.values()})
    assert (total[places["emea"].id].accounts, total[places["emea"].id].potential) == (2, 2000)
    assert own[None].accounts == 1


def test_who_covers_the_region_and_owns_accounts_here_has_the_seat(
    stated, dora, charlie, alice, today
):
    """Charlie and Alice cover EMEA; in South, Bob's account becomes Charlie's."""
    for person in (charlie, alice):
        Coverage.objects.create(
            rep=person.rep, territory=stated["emea"], valid=DateRange(today, None)
        )
    Account.objects.filter(name="In South").update(stated_owner=charlie.rep)
    made = plans.from_stated(by=dora, name="Now")
    seats = facts.holders(made.model.pk, today)
    names = {p.slug: [s.name for s in seats[p.id]] for p in facts.territories_of(made.model.pk)}
    assert names == {"emea": ["Alice", "Charlie"], "north": ["Bob"], "south": ["Charlie"]}
    assert (made.shared, made.open) == (["EMEA"], [])


def test_a_rule_that_somebody_writes_is_tried_before(stated, dora):
    made = plans.from_stated(by=dora, name="Now")
    numbers = Rule.objects.filter(territory__model=made.model).values_list("number", flat=True)
    assert set(numbers) == {1000}


def test_a_company_without_territories_is_told_what_to_do(company, dora):
    with pytest.raises(Refused, match="Load them"):
        plans.from_stated(by=dora, name="Now")
