"""The sample's quotas of this quarter come from a publication, and are those of its files."""

from collections import defaultdict
from decimal import Decimal

import pytest
from django.db import connection, transaction

from planning.models import Adjustment, Letter, LetterAnswer, Publication
from quotas.models import Quota
from sample import letters, organisation
from sample.services import load_sample
from teams import facts as teams


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        found = load_sample()
        connection.check_constraints()  # once, not after each test
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def quarter(loaded, db):
    return teams.company().calendar.quarter_of(teams.today())


def sums(rows):
    found = defaultdict(Decimal)
    for row in rows:
        found[row.rep_id, row.team_id] += row.amount
    return found


def test_quotas_in_force_are_those_of_the_files(quarter):
    """But for who has just been hired, and who was adjusted."""
    rows = Quota.objects.filter(valid__contained_by=(quarter.start, quarter.end))
    changed = (organisation.JOINER, letters.RAISED)
    rows = rows.exclude(rep__external_id__in=changed)
    filed = sums(rows.filter(valid__startswith=quarter.start, valid__endswith=quarter.end))
    now = sums(rows.filter(superseded_at=None))
    assert len(now) > 20
    assert now == filed


def test_quotas_of_the_quarters_before_stay(quarter):
    assert not Quota.objects.filter(
        valid__endswith__lte=quarter.start, superseded_at__isnull=False
    ).exists()


def test_letters_are_answered_declined_and_missing(quarter):
    assert Publication.objects.count() == 2
    kinds = list(LetterAnswer.objects.values_list("kind", flat=True))
    assert kinds.count("declined") == 1
    assert kinds.count("accepted") > 5
    missing = Letter.objects.filter(answers=None).values_list("rep__external_id", flat=True)
    assert {"8", letters.RAISED} <= set(missing)
    assert sorted(Adjustment.objects.values_list("state", flat=True)) == ["approved", "asked"]
