"""The database itself holds that shares of a role on a territory are whole on every day."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from territories.models import PlannedTerritory, SalesRole, Seat, TerritoryModel
from tests.factories import teams as make

pytestmark = pytest.mark.django_db

JANUARY, JUNE, JULY = date(2026, 1, 1), date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture
def north():
    model = TerritoryModel.objects.create(name="2026")
    role = SalesRole.objects.get(owns_accounts=True)
    return PlannedTerritory.objects.create(model=model, slug="north", name="North", role=role)


def seat(territory, rep, share, start=JANUARY, end=None):
    return Seat.objects.create(
        territory=territory, role=territory.role, rep=rep, share=share, valid=DateRange(start, end)
    )


def settle():
    """What happens at the end of a transaction, now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def refused():
    return pytest.raises(IntegrityError, match="shares of territory")


def test_two_halves_are_whole(north):
    seat(north, make.rep(name="Alice"), 50)
    seat(north, make.rep(name="Bob"), 50)
    settle()
    assert Seat.objects.count() == 2


@pytest.mark.parametrize("share", [40, 60.0001])
def test_shares_that_are_not_100_are_refused(north, share):
    with refused(), transaction.atomic():
        seat(north, make.rep(name="Alice"), share)
        seat(north, None, 50)
        settle()


def test_a_part_of_the_days_is_enough_to_refuse(north):
    with refused(), transaction.atomic():
        seat(north, make.rep(name="Alice"), 50)
        seat(north, make.rep(name="Bob"), 50, JANUARY, JUNE)
        settle()


def test_an_open_seat_takes_over_and_days_without_seats_are_free(north):
    seat(north, make.rep(name="Alice"), 50, end=JULY)
    seat(north, make.rep(name="Bob"), 50, JANUARY, JUNE)
    seat(north, None, 50, JUNE, JULY)
    settle()
    assert not Seat.objects.filter(valid__contains=JULY).exists()


def test_taking_one_half_away_is_refused(north):
    seat(north, make.rep(name="Alice"), 50)
    other = seat(north, make.rep(name="Bob"), 50)
    settle()
    with refused(), transaction.atomic():
        other.delete()
        settle()


def test_moving_a_seat_to_another_territory_looks_at_both(north):
    south = PlannedTerritory.objects.create(
        model=north.model, slug="south", name="South", role=north.role
    )
    seat(north, make.rep(name="Alice"), 50)
    other = seat(north, make.rep(name="Bob"), 50)
    settle()
    with refused(), transaction.atomic():
        other.territory, other.share = south, 100
        other.save()
        settle()


def test_nobody_has_a_seat_twice(north):
    alice = make.rep(name="Alice")
    seat(north, alice, 100)
    with pytest.raises(IntegrityError, match="seat_once"), transaction.atomic():
        seat(north, alice, 100)
