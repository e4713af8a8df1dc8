"""What was changed of goals: one act is one change, whatever it replaced."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from quotas.facts import promised
from quotas.models import Quota
from quotas.services import set_quota, withdraw_quota

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2027, 1, 1))
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def told(rep, start=YEAR[0], end=YEAR[1], since=LONG_AGO):
    found = promised(since, start, end, rep_ids=[rep.pk], team_ids=[]).changes
    return [(one.before, one.after, one.days.start, one.days.end) for one in found]


@pytest.fixture
def quarter(dora, bob):
    """1,200 for the first quarter of 2026."""
    days = {"start": date(2026, 1, 1), "end": date(2026, 4, 1)}
    return set_quota(by=dora, rep_id=bob.rep.pk, amount=Decimal(1200), **days)


def test_a_first_goal_is_no_change(quarter, bob):
    assert told(bob.rep) == []


def test_another_amount_is_one(quarter, dora, bob):
    set_quota(by=dora, rep_id=bob.rep.pk, amount=Decimal(1500), start=YEAR[0], end=date(2026, 4, 1))
    assert told(bob.rep) == [(1200, 1500, date(2026, 1, 1), date(2026, 4, 1))]


def test_what_was_withdrawn_has_no_amount(quarter, dora, bob):
    withdraw_quota(by=dora, quota=quarter, reason="Left")
    assert told(bob.rep) == [(1200, None, date(2026, 1, 1), date(2026, 4, 1))]


def test_months_that_one_act_replaces_together_are_one_change(quarter, bob):
    now = datetime(2026, 2, 1, tzinfo=UTC)
    Quota.objects.filter(pk=quarter.pk).update(superseded_at=now)
    for month in (1, 2, 3):
        Quota.objects.create(
            rep=bob.rep,
            amount=500,
            valid=(date(2026, month, 1), date(2026, month + 1, 1)),
            recorded_at=now,
        )
    assert told(bob.rep) == [(1200, 1500, date(2026, 1, 1), date(2026, 4, 1))]


def test_the_same_sum_over_other_days_is_none(quarter, bob):
    now = datetime(2026, 2, 1, tzinfo=UTC)
    Quota.objects.filter(pk=quarter.pk).update(superseded_at=now)
    for month, amount in ((1, 1000), (2, 200)):
        Quota.objects.create(
            rep=bob.rep,
            amount=amount,
            valid=(date(2026, month, 1), date(2026, month + 1, 1)),
            recorded_at=now,
        )
    assert told(bob.rep) == []


def test_other_periods_and_older_changes_are_left_out(quarter, dora, bob):
    set_quota(by=dora, rep_id=bob.rep.pk, amount=Decimal(1500), start=YEAR[0], end=date(2026, 4, 1))
    assert told(bob.rep, start=date(2026, 4, 1)) == []
    assert told(bob.rep, since=datetime(2100, 1, 1, tzinfo=UTC)) == []
