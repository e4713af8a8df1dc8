"""Numbers follow what people change by hand: once, and not what they already follow."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from audit import facts as audit
from audit.models import Run
from crm.models import Stage
from crm.services import follow_edit
from intake.services import load_path
from kpis import facts, services, tasks
from kpis.services import stale
from quotas.services import set_quota, withdraw_quota
from teams import facts as teams
from teams.memory import forget
from teams.models import Company, ExchangeRate, Membership, Territory
from teams.services.calendar import add_day_off, set_company
from teams.services.rates import add_rate
from tests.factories import crm
from tests.factories import teams as build
from tests.intake.write import DEALS, OWNERS, write_csv

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 10)


@pytest.fixture
def known(company, bob, americas):
    """A won deal in euros, quoted at 1.10, with everything computed and nothing changed since."""
    build.rate("EUR", date(2025, 1, 1), "1.10")
    deal = crm.deal(
        bob.rep, stage="won", amount=1000, currency="EUR", value=Decimal(1100), closed_on=DAY
    )
    services.recompute()
    assert followed() == []
    return deal


def followed() -> list[str]:
    """What the clock finds changed; all of it is carried out. Empty when there is nothing."""
    forget()
    run = stale.due()
    if run is None:
        return []
    assert stale.follow(run)
    services.catch_up()
    run.refresh_from_db()
    assert run.state == "done"
    return run.result["changed"]


def won(scope) -> Decimal:
    period = teams.company().calendar.parse("2026-02")
    return facts.values(scope, period, ["won_value"])["won_value"].value


def test_nothing_is_due_before_the_first_recompute(company, bob):
    crm.deal(bob.rep)
    assert stale.due() is None


def test_a_fresh_company_is_computed_once(company, tmp_path):
    """The load's own recompute is of everybody; the night and the settings have nothing to add."""
    Company.objects.update(nightly_at="00:00")
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))
    load_path(write_csv(tmp_path / "deals.csv", DEALS))
    (run,) = services.catch_up()
    assert run.params["reps"] is None
    tasks.nightly()
    tasks.nightly()
    assert audit.runs().exclude(kind="load").get() == run


def test_settings_changed_before_the_first_numbers_are_followed(company, bob):
    """The deals were valued when they were loaded, and the recompute was asked for then."""
    crm.deal(bob.rep)
    first = services.queue_recompute()
    set_company(by=None, currency="EUR")
    assert stale.due() is None
    services.catch_up()
    assert followed() == ["company"]
    assert followed() == []
    assert first.params["foundations"].keys() >= {"company", "rates", "stages", "memberships"}


def test_where_nothing_was_noted_everything_counts_as_changed(company, bob):
    """As after a release that did not note it."""
    crm.deal(bob.rep)
    run = services.recompute()
    Run.objects.filter(pk=run.pk).update(params=run.params | {"foundations": {}})
    assert {"company", "rates", "stages", "memberships"} <= set(followed())
    assert followed() == []


def test_twice_is_once(known):
    set_company(by=None, currency="EUR")
    first = stale.due()
    assert stale.due() == first
    assert stale.follow(first)
    assert not stale.follow(first)
    assert stale.due() is None
    assert Run.objects.filter(kind="kpis.recompute", state="queued").count() == 1


def test_another_base_currency(known):
    assert won(teams.company_scope()) == 1100
    set_company(by=None, currency="EUR")
    assert followed() == ["company"]
    known.refresh_from_db()
    assert known.value == 1000
    assert won(teams.company_scope()) == 1000


def test_a_rate_by_hand(known):
    add_rate(by=None, currency="EUR", day=DAY - timedelta(1), rate=Decimal("1.25"))
    assert followed() == ["rates"]
    assert won(teams.company_scope()) == 1250
    assert followed() == []


def test_a_rate_of_tomorrow_is_followed_tomorrow(known, monkeypatch):
    tomorrow = teams.today() + timedelta(1)
    add_rate(by=None, currency="EUR", day=tomorrow, rate=Decimal("1.25"))
    assert followed() == []
    ExchangeRate.objects.filter(day=tomorrow).update(day=teams.today())
    assert followed() == ["rates"]


def test_a_rate_of_a_load_is_followed_by_the_load(known):
    run = Run.objects.create(kind="load")
    ExchangeRate.objects.create(currency="CHF", day=teams.today(), rate=1, run=run)
    assert followed() == []
    Run.objects.filter(pk=run.pk).update(queued_at=timezone.now() - timedelta(3))
    assert followed() == ["rates"]


def test_the_fiscal_year_and_a_day_off(known):
    set_company(by=None, fiscal_year_start=2)
    assert followed() == ["company"]
    add_day_off(by=None, day=date(2026, 3, 2), name="Move")
    assert followed() == ["company"]


def test_the_name_of_the_company_changes_no_number(known):
    set_company(by=None, name="Another", nightly_at="03:00")
    assert followed() == []


@pytest.mark.parametrize("change", [{"kind": "lost"}, {"chance": "0.55"}, {"qualifies": False}])
def test_the_meaning_of_a_stage(known, change):
    Stage.objects.filter(slug="propose").update(**change)
    assert followed() == ["stages"]
    assert followed() == []


def test_a_move_between_teams(known, bob, americas):
    Membership.objects.filter(rep=bob.rep).update(team=americas)
    assert followed() == ["memberships"]
    assert won(teams.find_scope("team:americas")) == 1100


def test_a_territory_of_another_region(known):
    west, coast = build.territory("West"), build.territory("Coast")
    assert followed() == ["territories"]
    known.territory = coast
    known.save()
    services.recompute()
    Territory.objects.filter(pk=coast.pk).update(parent=west)
    assert followed() == ["territories"]
    assert won(teams.find_scope("territory:west")) == 1100


def test_a_change_that_failed_is_tried_again_later(known):
    set_company(by=None, currency="EUR")
    run = stale.due()
    Run.objects.filter(pk=run.pk).update(state="failed", finished_at=timezone.now())
    assert stale.due() is None
    Run.objects.filter(pk=run.pk).update(finished_at=timezone.now() - timedelta(hours=2))
    again = stale.due()
    assert again.pk != run.pk
    assert followed() == ["company"]


def test_a_silent_worker_does_not_hold_it_up(known):
    set_company(by=None, currency="EUR")
    run = stale.due()
    old = timezone.now() - timedelta(hours=2)
    Run.objects.filter(pk=run.pk).update(state="running", heartbeat_at=old)
    assert stale.due() is None
    Run.objects.filter(pk=run.pk).update(finished_at=old)
    assert followed() == ["company"]


def test_shares_by_hand(known, bob, charlie):
    crm.split(known, bob.rep, 40)
    crm.split(known, charlie.rep, 60)
    follow_edit(known)
    run = stale.answer_edits()
    assert stale.answer_edits() is None
    assert run.params["start"] <= DAY.isoformat() < run.params["stop"]
    services.catch_up()
    assert won(teams.find_scope("rep:BOB")) == 440
    assert won(teams.find_scope("rep:CHARLIE")) == 660


def test_a_quota_by_hand(known, bob):
    period = teams.company().calendar.parse("2026-02")

    def attained() -> Decimal | None:
        services.catch_up()
        return facts.values(teams.find_scope("rep:BOB"), period, ["attainment"])["attainment"].value

    days = {"start": date(2026, 2, 1), "end": date(2026, 3, 1)}
    quota = set_quota(by=None, rep_id=bob.rep.pk, amount=Decimal(2200), **days)
    assert stale.answer_edits() is not None
    assert attained() == Decimal("0.5")
    withdraw_quota(by=None, quota=quota, reason="a mistake")
    assert stale.answer_edits() is not None
    assert attained() is None
