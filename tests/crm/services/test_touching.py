"""Whose numbers a load touches, also when PostgreSQL knows nothing yet about the rows."""

from datetime import date

import pytest
from django.db import connection

from crm.services.loads.touching import touch
from kernel.merge import Touched
from tests.factories import crm, teams

pytestmark = pytest.mark.django_db

MANY = """
INSERT INTO crm_opportunity (external_id, name, owner_id, stage_id, status, amount, currency,
    created_on, close_date, forecast_category, kind, source, segment, lost_reason, next_step,
    pushes, row_hash)
SELECT 'D-' || n, 'Deal', {owner}, {stage}, 'open', n, 'USD', '2025-01-01'::date + n % 90,
    '2025-06-01'::date + n % 30, '', '', '', '', '', '', 0, ''
FROM generate_series(1, 30000) n;
INSERT INTO crm_split (opportunity_id, rep_id, kind, share)
SELECT id, {partner}, 'revenue', 100 FROM crm_opportunity;
CREATE TEMP TABLE staged ON COMMIT DROP AS SELECT external_id FROM crm_opportunity;
"""
STAGED = "SELECT t.id FROM staged s JOIN crm_opportunity t ON t.external_id = s.external_id"


@pytest.fixture
def touched() -> Touched:
    teams.company()
    return Touched()


def test_owner_partners_and_every_day_a_deal_counts(touched: Touched) -> None:
    deal = crm.deal(owner=teams.rep(), created_on=date(2025, 2, 1), close_date=date(2025, 5, 31))
    partner = teams.rep()
    crm.split(deal, partner, 100)
    touch(touched, str(deal.pk))
    assert touched == Touched({deal.owner_id, partner.pk}, date(2025, 2, 1), date(2025, 6, 1))


def test_no_deals_touch_nobody(touched: Touched) -> None:
    touch(touched, "SELECT id FROM crm_opportunity WHERE false")
    assert touched == Touched()


def test_many_deals_that_came_a_moment_ago_take_no_time(touched: Touched) -> None:
    """Without statistics every deal was compared with every other: minutes, not a second."""
    owner, partner = teams.rep(), teams.rep()
    with connection.cursor() as cursor:
        stage = crm.stages()["propose"].pk
        cursor.execute(MANY.format(owner=owner.pk, partner=partner.pk, stage=stage))
        cursor.execute("SET LOCAL statement_timeout = '10s'")
    touch(touched, STAGED)
    assert touched == Touched({owner.pk, partner.pk}, date(2025, 1, 1), date(2025, 7, 1))
