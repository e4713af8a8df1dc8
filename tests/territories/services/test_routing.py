"""The plan in force after a load: new accounts find their place, others are asked."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from crm.models import Account, AccountOwner
from intake.services import load_path
from intake.services.undoing import undo_run
from teams.facts import today
from teams.memory import forget
from teams.models import Company
from teams.services.refused import Refused
from territories.facts.otherwise import otherwise
from territories.models import (
    AccountLock,
    Alignment,
    Placement,
    PlannedTerritory,
    RoutedMove,
    Rule,
    TerritoryModel,
)
from territories.services.activation import activate_due
from territories.services.placing import place
from territories.services.routing import Routed, after_load, commit, decline
from tests.factories import crm
from tests.factories import teams as people
from tests.factories import territories as build
from tests.factories.territories import asks
from tests.intake.write import write_csv

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 5)  # a past day


@pytest.fixture
def model(company) -> Any:
    """North takes Norway, South takes France; in force since SINCE."""
    found = build.model("Plan in force")
    for name, country in (("North", "Norway"), ("South", "France")):
        area = build.territory(found, name, territory=people.territory(name))
        build.rule(area, asks("country", "in", country))
    return found


def begin(model: Any) -> None:
    """What activation does, as far as it matters here."""
    place(model.pk)
    model.starts_on, model.active = SINCE, DateRange(SINCE, None)
    model.state = TerritoryModel.State.ACTIVE
    model.save()
    for row in Placement.objects.filter(model=model).exclude(territory=None):
        align(row.account, row.territory, SINCE)
        Account.objects.filter(pk=row.account_id).update(territory=row.territory.territory)


def align(account: Any, area: Any, since: date) -> Alignment:
    return Alignment.objects.create(
        account=account,
        role=area.role,
        territory=area.territory,
        model=area.model,
        level=40,
        valid=DateRange(since, None),
    )


def north(model: Any) -> PlannedTerritory:
    return PlannedTerritory.objects.get(model=model, slug="north")


def south(model: Any) -> PlannedTerritory:
    return PlannedTerritory.objects.get(model=model, slug="south")


def history(account: Any) -> list[tuple[str, date, date | None]]:
    rows = Alignment.objects.filter(account=account).order_by("valid")
    return [(row.territory.name, row.valid.lower, row.valid.upper) for row in rows]


def test_nothing_happens_before_a_plan_is_in_force(model):
    account = crm.account(country="Norway")
    assert after_load([account.pk], by=None, run_id=None) is None
    assert not Alignment.objects.exists()


def test_a_new_account_finds_its_place_at_once(model):
    begin(model)
    account, nobodys = crm.account(country="Norway"), crm.account(country="Chad")
    day = today() - timedelta(3)
    found = after_load([account.pk, nobodys.pk], by=None, run_id=None, day=day)
    assert found == Routed(placed=2, asked=0)
    assert history(account) == [("North", day, None)]
    account.refresh_from_db()
    assert account.territory.name == "North"
    assert Placement.objects.get(account=nobodys).territory is None
    assert history(nobodys) == []
    assert after_load(None, by=None, run_id=None) == Routed(placed=0, asked=0)


def test_a_plan_places_nobody_before_it_began(model):
    begin(model)
    account = crm.account(country="Norway")
    after_load([account.pk], by=None, run_id=None, day=SINCE - timedelta(9))
    assert history(account) == [("North", SINCE, None)]


def test_a_changed_account_stays_until_somebody_commits(model, dora):
    account = crm.account(country="Norway")
    begin(model)
    Account.objects.filter(pk=account.pk).update(country="France")
    assert after_load([account.pk], by=None, run_id=None) == Routed(placed=0, asked=1)
    assert after_load([account.pk], by=None, run_id=None).asked == 1
    assert history(account) == [("North", SINCE, None)]
    move = RoutedMove.objects.get()
    assert (move.source.name, move.target.name) == ("North", "South")
    assert commit([move.pk], by=dora) == 1
    assert history(account) == [("North", SINCE, today()), ("South", today(), None)]
    account.refresh_from_db()
    assert account.territory.name == "South"
    assert Placement.objects.get(account=account).rule == move.rule
    assert commit([move.pk], by=dora) == 0
    assert after_load(None, by=None, run_id=None).asked == 0


def test_a_commit_of_today_is_no_past(model, dora):
    account = crm.account(country="Norway")
    begin(model)
    for country in ("France", "Norway"):
        Account.objects.filter(pk=account.pk).update(country=country)
        after_load([account.pk], by=None, run_id=None)
        commit(RoutedMove.objects.values_list("pk", flat=True), by=dora)
    assert history(account) == [("North", SINCE, today()), ("North", today(), None)]


def test_what_is_declined_is_not_asked_again(model, dora):
    account = crm.account(country="Norway")
    begin(model)
    Account.objects.filter(pk=account.pk).update(country="France")
    after_load(None, by=None, run_id=None)
    assert decline([RoutedMove.objects.get().pk], by=dora) == 1
    assert after_load(None, by=None, run_id=None).asked == 0
    Account.objects.filter(pk=account.pk).update(country="Chad")
    assert after_load(None, by=None, run_id=None).asked == 1
    assert RoutedMove.objects.get(decision="open").target is None
    Account.objects.filter(pk=account.pk).update(country="Norway")
    assert after_load(None, by=None, run_id=None).asked == 0


def test_locked_accounts_are_left_alone(model):
    account = crm.account(country="Norway")
    begin(model)
    AccountLock.objects.create(model=model, account=account)
    Account.objects.filter(pk=account.pk).update(country="France")
    assert after_load(None, by=None, run_id=None).asked == 0


def test_a_plan_that_is_over_is_not_committed(model, dora):
    account = crm.account(country="Norway")
    begin(model)
    Account.objects.filter(pk=account.pk).update(country="France")
    after_load(None, by=None, run_id=None)
    TerritoryModel.objects.update(active=DateRange(SINCE, today()), state="archived")
    with pytest.raises(Refused):
        commit([RoutedMove.objects.get().pk], by=dora)


def test_the_rules_do_not_place_anew_what_is_in_force(model):
    begin(model)
    with pytest.raises(Refused):
        place(model.pk)


def test_a_load_routes_and_its_undo_takes_that_back(model, dora, tmp_path):
    crm.account("Old", external_id="A-OLD", country="Norway")
    begin(model)
    rows = [
        {"external_id": "A-OLD", "name": "Old", "country": "France"},
        {"external_id": "A-NEW", "name": "New", "country": "Norway"},
    ]
    document = load_path(write_csv(tmp_path / "accounts.csv", rows), by=dora)
    assert document["status"] == "done"
    new = Account.objects.get(external_id="A-NEW")
    assert history(new) == [("North", today(), None)]
    assert new.territory.name == "North"
    assert RoutedMove.objects.get().account.external_id == "A-OLD"
    undo_run(document["run"], by=dora)
    assert not Account.objects.filter(external_id="A-NEW").exists()
    assert Placement.objects.count() == Alignment.objects.count() == 1
    assert not RoutedMove.objects.exists()


def test_a_new_account_belongs_to_who_sits_there(model, bob, charlie, dora, tmp_path):
    """At once and by the load itself, so that the load can still be undone."""
    begin(model)
    build.seat(north(model), charlie.rep)
    row = {"external_id": "A-NEW", "name": "New", "country": "Norway", "owner": "BOB"}
    document = load_path(write_csv(tmp_path / "accounts.csv", [row]), by=dora)
    new = Account.objects.get(external_id="A-NEW")
    assert (new.owner, new.stated_owner) == (charlie.rep, bob.rep)
    activate_due(today())
    undo_run(document["run"], by=dora)
    assert not Account.objects.filter(external_id="A-NEW").exists()
    assert not AccountOwner.objects.exists()


def test_a_committed_move_changes_the_owner_at_once(model, bob, charlie, dora):
    build.seat(north(model), bob.rep)
    build.seat(south(model), charlie.rep)
    account, held = (crm.account(country="Norway", owner=bob.rep) for _ in range(2))
    begin(model)
    Account.objects.update(country="France")
    after_load(None, by=None, run_id=None)
    moves = list(RoutedMove.objects.values_list("pk", flat=True))
    build.hold(bob.rep, today(), today() + timedelta(9), account=held)
    assert commit(moves, by=dora) == 2
    account.refresh_from_db()
    held.refresh_from_db()
    assert (account.owner, held.owner) == (charlie.rep, bob.rep)
    assert held.territory.name == "South"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_hold_counts_by_the_days_of_the_company(model, bob, zone):
    """One of the two has another date than the database's clock, at any hour."""
    Company.objects.update(time_zone=zone)
    forget()
    held, let_go = (crm.account(country="Norway", owner=bob.rep) for _ in range(2))
    begin(model)
    build.hold(bob.rep, today(), today() + timedelta(1), account=held)
    build.hold(bob.rep, today() - timedelta(1), today(), account=let_go)
    Account.objects.update(country="France")
    assert after_load(None, by=None, run_id=None).asked == 1
    assert RoutedMove.objects.get().account == let_go


def test_undo_of_a_load_takes_moves_of_its_accounts_along(model, dora, tmp_path):
    """Those that the night asked for, and those that were declined."""
    begin(model)
    row = {"external_id": "A-NEW", "name": "New", "country": "Norway"}
    document = load_path(write_csv(tmp_path / "accounts.csv", [row]), by=dora)
    Account.objects.update(country="France")
    after_load(None, by=None, run_id=None)
    decline(RoutedMove.objects.values_list("pk", flat=True), by=dora)
    undo_run(document["run"], by=dora)
    assert not RoutedMove.objects.exists()


# What the CRM states of territories --------------------------------------------------------------


def load(tmp_path, dora, **row):
    values = {"external_id": "A-OLD", "name": "Old", "country": "Norway"} | row
    document = load_path(write_csv(tmp_path / "accounts.csv", [values]), by=dora)
    assert document["status"] == "done"
    return document


def disagree() -> list[str]:
    """Accounts that are not where their dated place is."""
    known = {row.account_id: row.territory_id for row in Alignment.objects.filter(
        valid__contains=today(), role__owns_accounts=True)}  # fmt: skip
    return [a.name for a in Account.objects.all() if a.territory_id != known.get(a.pk)]


def test_a_stated_territory_is_a_statement_and_no_move(model, dora, tmp_path):
    begin(model)
    load(tmp_path, dora)
    document = load(tmp_path, dora, territory="south")
    old = Account.objects.get()
    assert (old.territory.slug, old.stated_territory) == ("north", "south")
    assert [row.pk for row in otherwise()] == [old.pk]
    assert disagree() == []
    undo_run(document["run"], by=dora)
    assert disagree() == []


def test_where_a_rule_asks_about_it_the_move_is_proposed(model, dora, tmp_path):
    build.rule(south(model), asks("stated_territory", "in", "south"), kind=Rule.Kind.SEGMENT)
    begin(model)
    load(tmp_path, dora)
    document = load(tmp_path, dora, territory="south")
    move = RoutedMove.objects.get()
    assert (move.target.slug, Account.objects.get().territory.slug) == ("south", "north")
    commit([move.pk], by=dora)
    assert (Account.objects.get().territory.slug, disagree()) == ("south", [])
    undo_run(document["run"], by=dora)
    assert (Account.objects.get().territory.slug, disagree()) == ("south", [])


def test_an_account_in_a_gap_has_no_territory_whatever_is_stated(model, dora, tmp_path):
    begin(model)
    load(tmp_path, dora, country="Chad", territory="south")
    assert (Account.objects.get().territory, disagree()) == (None, [])
    assert otherwise().count() == 1


def test_without_a_plan_the_statement_counts(model, dora, tmp_path):
    load(tmp_path, dora, territory="south")
    assert Account.objects.get().territory.slug == "south"
