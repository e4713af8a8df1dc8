"""Deals of Bob and Charlie for the pages."""

from datetime import date, timedelta

import pytest

from crm.models import Opportunity
from teams import facts as teams
from tests.factories import crm as build


@pytest.fixture
def today(company) -> date:
    return teams.today()


@pytest.fixture
def ago(today):
    """The day so many days before today (negative: ahead)."""
    return lambda days: today - timedelta(days)


@pytest.fixture
def bobs(bob, ago) -> Opportunity:
    """An open deal of Bob's with nothing wrong."""
    return build.deal(
        bob.rep,
        name="Kestrel renewal",
        account=build.account("Kestrel Utilities", owner=bob.rep),
        amount=57_000,
        created_on=ago(30),
        close_date=ago(-20),
        last_activity_on=ago(2),
        next_step_on=ago(-5),
    )


@pytest.fixture
def charlies(charlie, ago) -> Opportunity:
    """One of Charlie's, elsewhere."""
    account = build.account("Corvid Labs", owner=charlie.rep)
    fine = {"close_date": ago(-9), "last_activity_on": ago(1), "next_step_on": ago(-1)}
    return build.deal(charlie.rep, name="Corvid pilot", account=account, amount=9000, **fine)
