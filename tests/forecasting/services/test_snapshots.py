"""Snapshots of days: the same when made again, also after later changes have arrived."""

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from forecasting import services
from forecasting.models import DealSnapshot, SnapshotDay
from forecasting.queries.snapshot import CLOSED_LATELY
from forecasting.services import partitions
from teams import facts as teams
from tests.factories import crm as build
from tests.factories.teams import rate

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 30)


@pytest.fixture
def deal(bob):
    """1000, then 1500 from 10 May; won on 20 May."""
    deal = build.deal(
        bob.rep,
        stage="won",
        amount=1500,
        created_on=date(2026, 4, 1),
        close_date=date(2026, 6, 1),
        closed_on=date(2026, 5, 20),
    )
    build.change(deal, "amount", "1000", date(2026, 4, 1))
    build.change(deal, "amount", "1500", date(2026, 5, 10), old="1000")
    build.change(deal, "stage", "propose", date(2026, 4, 1))
    build.change(deal, "stage", "won", date(2026, 5, 20), old="propose")
    return deal


def one(day: date = DAY) -> DealSnapshot:
    return DealSnapshot.objects.select_related("stage").get(day=day)


def test_a_deal_stands_there_as_it_was(deal):
    services.snapshot_day(DAY)
    row = one()
    assert (row.status, row.stage.slug, row.value) == ("open", "propose", Decimal(1000))
    assert (row.close_date, row.closed_on) == (date(2026, 6, 1), None)


def test_what_closed_lately_is_there_and_what_closed_long_ago_is_not(deal):
    closed = deal.closed_on
    services.snapshot_day(closed)
    assert (one(closed).status, one(closed).closed_on) == ("won", closed)
    assert services.snapshot_day(closed + CLOSED_LATELY).rows == 1
    assert services.snapshot_day(closed + CLOSED_LATELY + timedelta(1)).rows == 0


def test_the_value_of_a_foreign_deal_is_at_the_rate_of_the_day(bob, company):
    rate("EUR", date(2026, 1, 1), "1.10")
    rate("EUR", date(2026, 5, 1), "1.20")
    build.deal(bob.rep, amount=100, currency="EUR", created_on=date(2026, 4, 1))
    services.snapshot_day(DAY)
    services.snapshot_day(DAY + timedelta(1))
    assert one().value == Decimal("110.00")
    assert one(DAY + timedelta(1)).value == Decimal("120.00")


def test_a_later_change_leaves_the_day_as_it_was(deal):
    made = services.snapshot_day(DAY)
    build.change(deal, "amount", "9000", date(2026, 7, 1), old="1500")
    deal.amount = deal.value = Decimal(9000)
    deal.save()
    assert services.check_day(DAY)
    assert services.snapshot_day(DAY, again=True).fingerprint == made.fingerprint


def test_what_became_known_later_is_not_in_it(deal):
    """True since 15 April, told in July: on 30 April nobody knew."""
    services.snapshot_day(DAY)
    build.change(deal, "amount", "1200", date(2026, 4, 15), old="1000", known=date(2026, 7, 1))
    assert services.check_day(DAY)


def test_another_past_is_noticed(deal):
    services.snapshot_day(DAY)
    DealSnapshot.objects.filter(day=DAY).update(value=1)
    assert not services.check_day(DAY)
    services.snapshot_day(DAY, again=True)
    DealSnapshot.objects.filter(day=DAY).delete()
    assert not services.check_day(DAY)


def test_a_day_is_made_once(deal):
    first = services.snapshot_day(DAY)
    assert services.snapshot_day(DAY).made_at == first.made_at
    assert SnapshotDay.objects.count() == 1


def test_days_lie_in_the_partition_of_their_month(deal):
    list(services.snapshot_days(DAY, date(2026, 5, 2)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM forecasting_dealsnapshot_2026_05")
        assert cursor.fetchone() == (2,)
        partitions.ahead(cursor, date(2026, 11, 30))
        cursor.execute("SELECT to_regclass('forecasting_dealsnapshot_2027_01') IS NOT NULL")
        assert cursor.fetchone() == (True,)


def test_the_command_makes_and_checks(deal):
    out = StringIO()
    call_command("snapshot", "--from", "2026-04-29", "--to", "2026-04-30", stdout=out)
    assert SnapshotDay.objects.count() == 2
    call_command("snapshot", "--from", "2026-04-29", "--to", "2026-04-30", "--check", stdout=out)
    assert out.getvalue().count("same") == 2
    with pytest.raises(CommandError, match="differ"):
        call_command("snapshot", "--day", "2026-04-28", "--check", stdout=out)
    with pytest.raises(CommandError):
        call_command("snapshot", "--day", "yesterday")
    with pytest.raises(CommandError, match="today is not over"):
        call_command("snapshot", "--day", teams.today().isoformat())
    assert SnapshotDay.objects.count() == 2
