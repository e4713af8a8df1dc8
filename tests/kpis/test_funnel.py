"""The stored funnel: the way of single deals."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kpis.facts import funnel as facts
from kpis.models import StageVisit
from kpis.services import funnel
from kpis.services.recompute import window_for
from teams import facts as teams
from tests.factories import crm as build

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 2)


def steps(scope="company", p="2026-Q1", basis="cohort"):
    period = teams.company().calendar.parse(p)
    names = [s for s, row in build.stages().items() if row.kind == "open"]
    found = facts.funnel(teams.find_scope(scope), period, basis)
    return dict(zip(names, found, strict=True))


def moved(deal, *way):
    """Stages with the day of entering each, counted from the creation."""
    for slug, days in way:
        build.change(deal, "stage", slug, deal.created_on + timedelta(days))


def keep():
    return funnel.keep(window_for(None, None, None))


def test_a_straight_way(bob):
    deal = build.deal(bob.rep, stage="won", amount=500, created_on=DAY)
    moved(deal, ("lead", 0), ("qualify", 3), ("propose", 10), ("negotiate", 20), ("won", 30))
    keep()
    found = steps()
    assert [(s.entered, s.passed, s.lost, s.open) for s in found.values()] == [(1, 1, 0, 0)] * 4
    assert [s.stay_median for s in found.values()] == [3, 7, 10, 10]
    assert {s.passed_value for s in found.values()} == {Decimal(500)}
    assert steps("rep:BOB") == found
    assert steps("team:emea") == found


def test_a_skipped_stage_counts_as_passed(bob):
    deal = build.deal(bob.rep, stage="propose", created_on=DAY)
    moved(deal, ("lead", 0), ("propose", 10))
    keep()
    found = steps()
    assert (found["qualify"].entered, found["qualify"].passed, found["qualify"].skipped) == (
        1,
        1,
        1,
    )
    assert found["qualify"].stays == 0
    assert (found["propose"].entered, found["propose"].open) == (1, 1)


def test_what_began_later_never_entered_the_first_stages(bob):
    moved(build.deal(bob.rep, stage="negotiate", created_on=DAY), ("propose", 0), ("negotiate", 5))
    keep()
    assert [s.entered for s in steps().values()] == [0, 0, 1, 1]


def test_back_and_forth_enters_once(bob):
    """Propose, back to qualify, propose again, lost there: one loss, from propose."""
    deal = build.deal(bob.rep, stage="lost", created_on=DAY, lost_reason="No decision")
    moved(deal, ("qualify", 0), ("propose", 5), ("qualify", 9), ("propose", 12), ("lost", 20))
    keep()
    found = steps()
    assert (found["qualify"].entered, found["qualify"].passed, found["qualify"].leaks) == (1, 1, 0)
    propose = found["propose"]
    assert (propose.entered, propose.lost, propose.leaks, propose.undecided) == (1, 1, 1, 1)
    assert (propose.backs, propose.moves, propose.stays) == (1, 1, 2)


def test_a_closing_ends_the_last_stage_even_if_the_crm_left_it(bob):
    """The stage stayed; the day of closing counts. Without history it was there since creation."""
    build.deal(bob.rep, stage="propose", status="lost", created_on=DAY)
    build.deal(bob.rep, stage="propose", status="won", created_on=DAY)
    keep()
    propose = steps()["propose"]
    assert (propose.entered, propose.passed, propose.lost, propose.leaks) == (2, 1, 1, 1)
    assert propose.stay_median == 30
    assert (propose.unreasoned, propose.reason_missing.value) == (1, 1)
    assert steps()["negotiate"].skipped == 1


def test_the_period_has_losses_on_their_day(bob):
    deal = build.deal(bob.rep, stage="lost", created_on=DAY, closed_on=date(2026, 5, 4))
    moved(deal, ("qualify", 0), ("propose", 70), ("lost", 91))
    keep()
    assert steps(basis="period")["qualify"].passed == 1
    spring = steps(p="2026-Q2", basis="period")
    assert (spring["propose"].entered, spring["propose"].leaks) == (1, 1)
    assert spring["propose"].leak_value == Decimal(1000)


def test_a_transfer_leaves_deals_where_they_were(bob, emea, americas):
    """Bob changes teams later; what he began before stays in his old team."""
    member = bob.rep.memberships.get()
    moved(build.deal(bob.rep, stage="qualify", created_on=DAY), ("qualify", 0))
    member.valid = (member.valid.lower, date(2026, 3, 1))
    member.save()
    bob.rep.memberships.create(team=americas, valid=(date(2026, 3, 1), None))
    keep()
    assert steps("team:emea")["qualify"].entered == 1
    assert steps("team:americas")["qualify"].entered == 0


def test_parts_add_up_and_open_their_deals(bob):
    small, large = (build.account(segment=word) for word in ("Small", "Large"))
    for account in (small, small, large, None):
        moved(build.deal(bob.rep, stage="qualify", account=account, created_on=DAY), ("qualify", 0))
    keep()
    period = teams.company().calendar.parse("2026-Q1")
    company, stage = teams.company_scope(), build.stages()["qualify"].pk
    parts = facts.parts(company, period, "cohort", "segment")
    assert {k: sum(s.entered for s in v) for k, v in parts.items()} == {
        "Small": 2,
        "Large": 1,
        "": 1,
    }
    for key, n in (("Small", 2), ("", 1)):
        asked = facts.Behind(company, period, "cohort", stage, "entered", "segment", key)
        assert facts.funnel_deals(asked).count() == n


def test_visits_follow_the_deal(bob):
    """A stage that the history no longer tells of is gone, and a second run writes nothing."""
    deal = build.deal(bob.rep, stage="propose", created_on=DAY)
    moved(deal, ("lead", 0), ("qualify", 3), ("propose", 10))
    keep()
    way = StageVisit.objects.filter(opportunity=deal).order_by("step")
    assert list(way.values_list("step", "nth", "passed")) == [
        (1, 1, True),
        (2, 1, True),
        (3, 1, False),
    ]
    assert keep() == 0
    deal.changes.filter(field="stage", new="lead").delete()
    keep()
    assert list(way.values_list("step", flat=True)) == [2, 3]
    assert keep() == 0
