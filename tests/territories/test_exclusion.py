"""What the database itself refuses: two plans on a day, two territories of an account on a day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from territories.models import Alignment
from tests.factories import crm as build
from tests.factories import teams as people
from tests.factories import territories as make
from versions.core import states

pytestmark = pytest.mark.django_db

JANUARY, JUNE, JULY = date(2026, 1, 1), date(2026, 6, 1), date(2026, 7, 1)
EVER = DateRange(None, None)


def started(days, state=states.ACTIVE):
    return make.model(state=state, starts_on=JANUARY, active=days)


@pytest.mark.parametrize(
    "days",
    [EVER, DateRange(JANUARY, None), DateRange(None, JUNE), DateRange(JUNE, JULY)],
    ids=["ever", "same start", "until within", "within"],
)
def test_two_models_on_a_day_are_refused(days):
    started(DateRange(JANUARY, None))
    with pytest.raises(IntegrityError, match="territories_one_active_a_day"), transaction.atomic():
        started(days, states.ARCHIVED)


def test_one_model_after_another_is_fine():
    started(DateRange(JANUARY, JUNE), states.ARCHIVED)
    started(DateRange(JUNE, None))


@pytest.mark.parametrize("state", [states.DRAFT, states.IN_REVIEW, states.APPROVED])
def test_only_what_started_has_days(state):
    with pytest.raises(IntegrityError, match="territories_active_has_days"), transaction.atomic():
        started(DateRange(JANUARY, None), state)


def test_what_started_has_days():
    with pytest.raises(IntegrityError, match="territories_active_has_days"), transaction.atomic():
        started(None)


def aligned(account, days, role=None):
    return Alignment.objects.create(
        account=account,
        role=role or make.owning_role(),
        territory=people.territory(f"T {Alignment.objects.count()}"),
        level=40,
        valid=days,
    )


def test_two_territories_of_an_account_on_a_day_are_refused(company):
    account = build.account()
    aligned(account, DateRange(JANUARY, JULY))
    with pytest.raises(IntegrityError, match="territories_aligned_once"), transaction.atomic():
        aligned(account, DateRange(JUNE, None))
    aligned(account, DateRange(JULY, None))
    aligned(account, EVER, make.role("Specialist"))
    aligned(build.account(), EVER)
    assert Alignment.objects.count() == 4
