"""Properties: pieces add up to the whole, seats derive from dated pieces, twice is once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import quotas.facts
from kernel.dated import Days
from planning.core.proration import Absence, Month, Seat, cut, prorate
from planning.core.relief import relief
from planning.core.spells import relative, spells
from planning.models import Publication
from planning.services.publishing import publish
from tests.factories import publishing as make

START, CENT = date(2026, 1, 1), Decimal("0.01")
DAYS = st.integers(0, 364).map(lambda n: START + timedelta(n))
SHARES = st.integers(1, 100).map(lambda n: Decimal(n) / 100)
AMOUNTS = st.integers(0, 10**10).map(lambda cents: Decimal(cents) / 100)


def year(amount):
    edges = [date(2026, n, 1) for n in range(1, 13)] + [date(2027, 1, 1)]
    part = (amount / 12).quantize(CENT)
    parts = [part] * 11 + [amount - part * 11]
    return [Month(a, b, p) for a, b, p in zip(edges, edges[1:], parts, strict=False)]


@given(AMOUNTS, DAYS, SHARES, st.lists(st.tuples(DAYS, DAYS), max_size=3), DAYS)
def test_relief_and_quota_are_what_was_planned(amount, hired, share, leaves, left):
    """Nothing gets lost between the plan and the people: within the rounding of each cause."""
    away = [Absence(min(pair), max(pair) + timedelta(1)) for pair in leaves]
    seat = Seat(START, None, year(amount), share)
    curve = [Decimal(0), Decimal("0.5")]
    pieces = cut([seat], hired_on=hired, left_on=max(left, hired), shares=curve, absences=away)
    found = prorate(pieces)
    assert sum((step.amount for step in found.steps), Decimal(0)) == found.amount
    freed = relief(amount, pieces, CENT)
    assert abs(found.amount + freed.total - amount) <= 5 * CENT


@given(AMOUNTS, st.lists(st.tuples(DAYS, DAYS, SHARES), min_size=1, max_size=4))
def test_a_seat_is_derived_from_its_dated_pieces(amount, rows):
    """However the same seats are cut into rows, the quota is the same."""
    held = [(Days(min(a, b), max(a, b) + timedelta(1)), share, None) for a, b, share in rows]
    halves = []
    for days, share, role in held:
        middle = days.start + (days.end - days.start) // 2
        halves += [(Days(days.start, middle), share, role), (Days(middle, days.end), share, role)]
    halves = [one for one in halves if one[0].length()]
    quotas_ = [
        prorate(
            [
                piece
                for spell in relative(spells(each, START, date(2027, 1, 1)))
                for piece in cut([Seat(spell.start, spell.end, year(amount), spell.share)])
            ]
        ).amount
        for each in (held, halves)
    ]
    assert quotas_[0] == quotas_[1]
    assert quotas_[0] <= amount


@pytest.mark.django_db
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(AMOUNTS, AMOUNTS)
def test_publishing_twice_publishes_once(company, bob, charlie, dora, of_bob, of_charlie):
    with transaction.atomic():
        planned = {bob.rep: of_bob, charlie.rep: of_charlie}
        plan = make.plan()
        goal = make.goal(plan)
        for rep, amount in planned.items():
            make.rep_line(goal, rep, amount)
        first, before = publish(plan, dora), in_force()
        assert publish(plan, dora) == first
        assert Publication.objects.count() == 1
        assert in_force() == before
        for rep, amount in planned.items():
            assert sum(row[2] for row in before if row[1] == rep.pk) == amount
        transaction.set_rollback(True)


def in_force():
    return list(quotas.facts.quotas().order_by("pk").values_list("pk", "rep_id", "amount"))
