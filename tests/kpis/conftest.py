"""A made-up company with splits, two currencies, moves between teams and a full history."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction

from bench.company import Size, make
from kpis import services
from teams import facts as teams

KEYS = ("company", "team:region-1", "team:team-3", "rep:S-10", "territory:land-1")


@pytest.fixture(scope="module")
def simulated(django_db_setup: None, django_db_blocker) -> Iterator[Size]:
    """1,200 deals of 12 reps over three years up to today, recomputed; for a whole module.

    Everything happens in one transaction that is rolled back. Tests of the module are marked
    `django_db`: what each of them changes is undone by its own savepoint.
    """
    with django_db_blocker.unblock():
        size = Size(deals=1200, reps=12, today=teams.today() - timedelta(1))
        with transaction.atomic():
            make(size)
            services.recompute()
            connection.check_constraints()  # once, not after each test
            yield size
            transaction.set_rollback(True)


@pytest.fixture(params=KEYS)
def scope(simulated: Size, request: pytest.FixtureRequest):
    return teams.find_scope(request.param)
