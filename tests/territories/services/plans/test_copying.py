"""A copy has everything that its original has, from today on, and the same accounts."""

from datetime import timedelta

import pytest

from teams.services.refused import Refused
from territories.models import AccountLock, BalanceGoal, NamedAccount, Placement, Seat
from territories.services import plans
from tests.factories import crm as build
from tests.factories import territories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(stated, dora, today):
    model = plans.from_stated(by=dora, name="Now").model
    north = model.territories.get(slug="north")
    one, other = build.account("One"), build.account("Other")
    make.named(north, one, "promised")
    make.exception(north, other, today - timedelta(9), today + timedelta(9))
    make.exception(north, build.account("Over"), today - timedelta(9), today)
    AccountLock.objects.create(model=model, account=one)
    BalanceGoal.objects.create(model=model, metric="potential", tolerance="0.1")
    return model


def test_a_copy_is_whole(source, dora, today):
    made = plans.copy(by=dora, model=source, name="Next")
    assert made.state == "draft"
    assert made.based_on == source
    tree = list(made.territories.order_by("slug").values_list("slug", "parent__slug"))
    assert tree == [("emea", None), ("north", "emea"), ("south", "emea")]
    assert made.territories.get(slug="north").parent.model == made
    assert NamedAccount.objects.get(territory__model=made).why == "promised"
    assert [e.account.name for e in made.exceptions.all()] == ["Other"]
    assert made.exceptions.get().valid.lower == today
    assert (made.goals.count(), made.locks.count()) == (1, 1)
    seats = Seat.objects.filter(territory__model=made).order_by("territory__slug")
    assert [(s.territory.slug, s.rep and s.rep.name) for s in seats] == [
        ("north", "Bob"),
        ("south", None),
    ]


def test_a_copy_puts_accounts_where_its_original_does(source, dora):
    from territories.services.placing import place

    place(source.pk)
    made = plans.copy(by=dora, model=source, name="Next")
    where = [
        dict(Placement.objects.filter(model=model).values_list("account_id", "territory__slug"))
        for model in (source, made)
    ]
    assert where[0] == where[1]
    assert where[0]


def test_a_name_is_taken_once(source, dora):
    with pytest.raises(Refused, match="another name"):
        plans.copy(by=dora, model=source, name="NOW")
