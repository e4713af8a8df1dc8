"""Whose numbers a load touches, also when PostgreSQL knows nothing yet about the rows."""

from datetime import date, timedelta

import pytest
from django.db import connection

from crm.services.loads.touching import touch, touch_today
from kernel.merge import Touched
from teams import facts
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
    later = facts.today() + timedelta(30)
    deal = crm.deal(owner=teams.rep(), created_on=date(2025, 2, 1), close_date=later)
    partner = teams.rep()
    crm.split(deal, partner, 100)
    touch(touched, str(deal.pk))
    assert touched == Touched({deal.owner_id, partner.pk}, date(2025, 2, 1), later + timedelta(1))


def test_an_open_deal_counts_today_also_when_it_is_overdue(touched: Touched) -> None:
    """What is fixed in it shows in today's numbers: in its month alone nothing would."""
    deal = crm.deal(owner=teams.rep(), created_on=date(2025, 2, 1), close_date=date(2025, 5, 31))
    touch(touched, str(deal.pk))
    assert touched.end == facts.today() + timedelta(1)


def test_a_closed_deal_counts_until_it_closed(touched: Touched) -> None:
    deal = crm.deal(owner=teams.rep(), stage="won", created_on=date(2025, 2, 1))
    touch(touched, str(deal.pk))
    assert touched.end == date(2025, 3, 4)


def test_what_was_done_for_an_open_deal_touches_its_people_today(touched: Touched) -> None:
    open_deal, partner = crm.deal(owner=teams.rep()), teams.rep()
    crm.split(open_deal, partner, 100)
    closed = crm.deal(owner=teams.rep(), stage="lost")
    both = f"{open_deal.pk}, {closed.pk}"
    touch_today(touched, f"SELECT id FROM crm_opportunity WHERE id IN ({both})")
    today = facts.today()
    assert touched == Touched({open_deal.owner_id, partner.pk}, today, today + timedelta(1))


def test_no_deals_touch_nobody(touched: Touched) -> None:
    touch(touched, "SELECT id FROM crm_opportunity WHERE false")
    assert touched == Touched()


EMPTY = """
SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', 'crm_opportunity',
    'relpages', 1500, 'reltuples', 0::real)
"""


@pytest.mark.parametrize("believed", [None, EMPTY], ids=["nothing known", "believed empty"])
def test_many_deals_that_came_a_moment_ago_take_no_time(touched: Touched, believed) -> None:
    """Without statistics every deal was compared with every other: minutes, not a second. Nor with
    those of a table that was full of what a failed load had left when it was last looked at."""
    owner, partner = teams.rep(), teams.rep()
    with connection.cursor() as cursor:
        stage = crm.stages()["propose"].pk
        cursor.execute(MANY.format(owner=owner.pk, partner=partner.pk, stage=stage))
        if believed:
            cursor.execute(believed)
        cursor.execute("SET LOCAL statement_timeout = '10s'")
    touch(touched, STAGED)
    tomorrow = facts.today() + timedelta(1)
    assert touched == Touched({owner.pk, partner.pk}, date(2025, 1, 1), tomorrow)
