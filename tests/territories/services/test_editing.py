"""Acts on a plan: what they do, that they are logged, and the sentences that refuse them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from audit.models import LogEntry
from teams import facts
from teams.services.refused import Refused
from territories.models import (
    AccountException,
    AccountLock,
    NamedAccount,
    PlannedTerritory,
    Policy,
    RoutedMove,
    Rule,
    SalesRole,
    Seat,
    TerritoryModel,
)
from territories.services import editing, routing
from tests.factories import crm
from tests.factories import teams as people

pytestmark = pytest.mark.django_db

START = date(2026, 1, 1)
FRANCE = [{"field": "country", "op": "in", "values": ["France"]}]


@pytest.fixture
def draft(dora):
    return TerritoryModel.objects.create(name="2027")


@pytest.fixture
def north(draft, dora):
    return editing.create_territory(by=dora, model_id=draft.pk, name="North")


@pytest.fixture
def bob_rep(bob):
    return bob.rep


def begin(model, since=START):
    """As the service of the life cycle does on the first day."""
    TerritoryModel.objects.filter(pk=model.pk).update(
        state="active", starts_on=since, active=DateRange(since, None)
    )


def close(model, state):
    TerritoryModel.objects.filter(pk=model.pk).update(state=state, starts_on=START)


def seated(territory):
    rows = Seat.objects.filter(territory=territory).order_by("valid", "-share")
    return [
        (row.rep and row.rep.name, int(row.share), row.valid.lower, row.valid.upper) for row in rows
    ]


def last_log(act):
    return LogEntry.objects.filter(act=act).latest("pk")


# The tree ----------------------------------------------------------------------------------------


def test_a_territory_is_made_renamed_and_logged(draft, north, dora):
    assert (north.slug, north.role.owns_accounts) == ("north", True)
    editing.change_territory(by=dora, territory=north, name="North and isles", target=Decimal(2))
    north.refresh_from_db()
    assert (north.name, north.slug, north.target) == ("North and isles", "north", 2)
    entry = last_log("change")
    assert (entry.by, entry.before["name"], entry.after["name"]) == (
        dora,
        "North",
        "North and isles",
    )


def test_two_territories_of_a_name_have_two_short_names(draft, north, dora):
    assert editing.create_territory(by=dora, model_id=draft.pk, name="North").slug == "north-2"


def test_a_short_name_that_is_taken_is_refused(draft, north, dora):
    with pytest.raises(Refused):
        editing.create_territory(by=dora, model_id=draft.pk, name="Other", slug="north")
    assert PlannedTerritory.objects.count() == 1


def test_nothing_hangs_below_itself(draft, north, dora):
    city = editing.create_territory(by=dora, model_id=draft.pk, name="City", parent=north)
    editing.place_territory(by=dora, territory=city, parent=None)
    editing.place_territory(by=dora, territory=north, parent=city)
    with pytest.raises(Refused, match="can't be above it"):
        editing.place_territory(by=dora, territory=city, parent=north)
    assert last_log("place").after == {"parent": "city"}


def test_a_parent_of_another_model_is_refused(draft, north, dora):
    other = TerritoryModel.objects.create(name="2028")
    with pytest.raises(Refused, match="belongs to another model"):
        editing.create_territory(by=dora, model_id=other.pk, name="City", parent=north)


def test_a_territory_goes_after_those_below_it(draft, north, dora):
    city = editing.create_territory(by=dora, model_id=draft.pk, name="City", parent=north)
    with pytest.raises(Refused, match="City would be left without North"):
        editing.remove_territory(by=dora, territory=north)
    editing.remove_territory(by=dora, territory=city)
    editing.remove_territory(by=dora, territory=north)
    assert not PlannedTerritory.objects.exists()
    assert last_log("remove territory").object_id == str(draft.pk)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("in_review", "Send it back first"),
        ("approved", "Revoke the approval first"),
        ("active", "only its seats and exceptions change"),
        ("archived", "is over"),
    ],
)
def test_only_drafts_change_their_tree(draft, north, dora, state, says):
    begin(draft) if state == "active" else None
    if state == "archived":
        begin(draft)
        TerritoryModel.objects.update(state="archived")
    if state in ("in_review", "approved"):
        close(draft, state)
    with pytest.raises(Refused, match=says):
        editing.change_territory(by=dora, territory=north, name="South")
    with pytest.raises(Refused, match=says):
        editing.create_territory(by=dora, model_id=draft.pk, name="South")
    with pytest.raises(Refused, match=says):
        editing.create_rule(by=dora, territory=north, kind=Rule.Kind.GEOGRAPHY, include=FRANCE)


def test_a_target_of_nothing_is_refused_in_words(north, dora):
    with pytest.raises(Refused, match="must be more than 0"):
        editing.change_territory(by=dora, territory=north, target=Decimal(0))


# Seats -------------------------------------------------------------------------------------------


def seat(north, dora, rep, on=START, **more):
    rep_id = rep and rep.pk
    editing.add_seat(by=dora, territory=north, role_id=north.role_id, rep_id=rep_id, on=on, **more)
    return Seat.objects.filter(territory=north).latest("pk")


def test_a_seat_is_handed_over_from_a_day(north, dora, bob_rep):
    june, carl = date(2026, 6, 1), people.rep("Carl")
    first = seat(north, dora, bob_rep)
    editing.hand_over_seat(by=dora, seat=first, rep_id=carl.pk, on=june, reason="Moved house")
    assert seated(north) == [("Bob", 100, START, june), ("Carl", 100, june, None)]
    entry = last_log("hand over seat")
    assert "Bob 100 % 2026-01-01/2026-06-01" in entry.after["seats"]
    assert entry.reason == "Moved house"


def test_who_leaves_leaves_an_open_seat(north, dora, bob_rep):
    june = date(2026, 6, 1)
    editing.end_seat(by=dora, seat=seat(north, dora, bob_rep), on=june)
    assert seated(north) == [("Bob", 100, START, june), (None, 100, june, None)]


def test_a_seat_as_a_whole_ends_unless_it_is_shared(north, dora, bob_rep):
    june, carl = date(2026, 6, 1), people.rep("Carl")
    whole = seat(north, dora, bob_rep)
    half = [(bob_rep.pk, Decimal(50)), (carl.pk, Decimal(50))]
    role = north.role_id
    editing.divide_seat(by=dora, territory=north, role_id=role, shares=half, on=START)
    bobs = Seat.objects.get(territory=north, rep=bob_rep)
    with pytest.raises(Refused, match="add up to 50 percent on 1 June 2026"):
        editing.end_seat(by=dora, seat=bobs, on=june, leave_open=False)
    with pytest.raises(Refused, match="This seat is gone"):
        editing.end_seat(by=dora, seat=whole, on=june)
    editing.divide_seat(by=dora, territory=north, role_id=role, shares=[], on=june)
    assert [row[3] for row in seated(north)] == [june, june]


def test_shares_that_are_not_whole_are_refused(north, dora, bob_rep):
    with pytest.raises(Refused, match="add up to 90 percent"):
        editing.divide_seat(
            by=dora,
            territory=north,
            role_id=north.role_id,
            shares=[(bob_rep.pk, Decimal(90))],
            on=START,
        )
    assert seated(north) == []


def test_nobody_gets_a_second_seat(north, dora, bob_rep):
    seat(north, dora, bob_rep)
    shares = [(bob_rep.pk, Decimal(50)), (bob_rep.pk, Decimal(50))]
    with pytest.raises(Refused, match="Bob would have two seats"):
        editing.divide_seat(
            by=dora, territory=north, role_id=north.role_id, shares=shares, on=date(2026, 6, 1)
        )


def test_what_is_in_force_changes_from_today_on(draft, north, dora, bob_rep):
    carl, today = people.rep("Carl"), facts.today()
    since = today - timedelta(100)
    row = seat(north, dora, bob_rep, since)
    begin(draft, since)
    with pytest.raises(Refused, match="is in force: what was before"):
        editing.hand_over_seat(by=dora, seat=row, rep_id=carl.pk, on=today - timedelta(1))
    with pytest.raises(Refused, match="is in force: what was before"):
        seat(north, dora, carl, since - timedelta(10), until=since)
    editing.hand_over_seat(by=dora, seat=row, rep_id=carl.pk, on=today)
    assert seated(north) == [("Bob", 100, since, today), ("Carl", 100, today, None)]


def test_a_day_outside_the_seat_is_refused(north, dora, bob_rep):
    row = seat(north, dora, bob_rep, until=date(2026, 6, 1))
    with pytest.raises(Refused, match="choose a day"):
        editing.end_seat(by=dora, seat=row, on=date(2026, 6, 1))
    with pytest.raises(Refused, match="end must be after"):
        seat(north, dora, bob_rep, until=START)


# Exceptions --------------------------------------------------------------------------------------


def except_(north, dora, account, on, until, reason="Promised"):
    return editing.add_exception(
        by=dora, territory=north, account_id=account.pk, reason=reason, on=on, until=until
    )


def test_an_exception_has_a_reason_and_ends(north, dora):
    acme, june = crm.account("Acme"), date(2026, 6, 1)
    row = except_(north, dora, acme, START, june)
    assert (row.by, row.role, row.model) == (dora, north.role, north.model)
    with pytest.raises(Refused, match="Say why"):
        except_(north, dora, crm.account(), START, june, reason=" ")
    with pytest.raises(Refused, match="an end after it"):
        except_(north, dora, crm.account(), june, START)
    with pytest.raises(Refused, match="already has an exception"):
        except_(north, dora, acme, date(2026, 5, 1), june)
    editing.end_exception(by=dora, exception=row, on=date(2026, 3, 1), reason="Sold")
    row.refresh_from_db()
    assert row.valid.upper == date(2026, 3, 1)
    assert last_log("end").reason == "Sold"


def test_what_has_begun_in_force_only_ends_sooner_or_later(draft, north, dora):
    today = facts.today()
    since, later = today - timedelta(50), today + timedelta(50)
    row = except_(north, dora, crm.account(), since, later)
    begin(draft, since)
    with pytest.raises(Refused, match="has begun"):
        editing.remove_exception(by=dora, exception=row)
    with pytest.raises(Refused, match="has begun"):
        editing.change_exception(by=dora, exception=row, reason="Other", on=since, until=later)
    with pytest.raises(Refused, match="stays as it was"):
        editing.end_exception(by=dora, exception=row, on=today - timedelta(1))
    with pytest.raises(Refused, match="stays as it was"):
        except_(north, dora, crm.account(), today - timedelta(1), later)
    editing.change_exception(by=dora, exception=row, reason="Promised", on=since, until=today)
    planned = except_(north, dora, crm.account(), today, later)
    editing.remove_exception(by=dora, exception=planned)
    assert AccountException.objects.get().valid.upper == today


def test_an_exception_that_is_over_is_not_prolonged(draft, north, dora):
    today = facts.today()
    since = today - timedelta(50)
    row = except_(north, dora, crm.account(), since, today - timedelta(10))
    begin(draft, since)
    with pytest.raises(Refused, match="stays as it was"):
        editing.change_exception(
            by=dora, exception=row, reason="Promised", on=since, until=today + timedelta(9)
        )


# Accounts by name, locks -------------------------------------------------------------------------


def test_an_account_has_one_name_among_the_territories_of_a_role(draft, north, dora):
    south = editing.create_territory(by=dora, model_id=draft.pk, name="South")
    acme = crm.account("Acme")
    editing.name_account(by=dora, territory=north, account_id=acme.pk, why="Old friends")
    editing.name_account(by=dora, territory=south, account_id=acme.pk, why="Proposal 3")
    row = NamedAccount.objects.get()
    assert (row.territory, row.why) == (south, "Proposal 3")
    editing.unname_account(by=dora, named=row)
    assert not NamedAccount.objects.exists()
    assert last_log("unname account").before["territory"] == "south"


def test_a_lock_is_set_once_and_taken_off(draft, dora):
    acme = crm.account("Acme")
    for reason in ("Renewal", "Renewal in May"):
        editing.lock_account(by=dora, model_id=draft.pk, account_id=acme.pk, reason=reason)
    row = AccountLock.objects.get()
    assert row.reason == "Renewal in May"
    close(draft, "in_review")
    with pytest.raises(Refused, match="in review"):
        editing.unlock_account(by=dora, lock=row)


# Rules -------------------------------------------------------------------------------------------


def test_a_rule_must_make_sense(north, dora):
    nowhere = [{"field": "planet", "op": "in", "values": ["Mars"]}]
    with pytest.raises(Refused, match="planet"):
        editing.create_rule(by=dora, territory=north, kind=Rule.Kind.GEOGRAPHY, include=nowhere)
    with pytest.raises(Refused, match="asks nothing"):
        editing.create_rule(by=dora, territory=north, kind=Rule.Kind.GEOGRAPHY)
    assert not Rule.objects.exists()


def test_rules_change_and_are_copied_with_their_conditions(draft, north, dora):
    kind = Rule.Kind.GEOGRAPHY
    row = editing.create_rule(by=dora, territory=north, kind=kind, include=FRANCE, number=10)
    editing.change_rule(by=dora, rule=row, number=20, note="West")
    south = editing.create_territory(by=dora, model_id=draft.pk, name="South")
    [copy] = editing.copy_rules(by=dora, rules=[Rule.objects.get()], territory=south)
    assert (copy.include, copy.number, copy.note, copy.territory) == (FRANCE, 20, "West", south)
    editing.remove_rule(by=dora, rule=copy)
    assert Rule.objects.get() == row
    assert last_log("remove rule").object_id == str(south.pk)


# Roles and policy --------------------------------------------------------------------------------


def test_roles_are_a_tree_in_which_one_owns_accounts(north, dora):
    executive = SalesRole.objects.get(owns_accounts=True)
    specialist = editing.create_role(by=dora, name="Specialist", parent=executive)
    with pytest.raises(Refused, match="can't be above it"):
        editing.change_role(by=dora, role=executive, name="AE", parent=specialist)
    with pytest.raises(Refused, match="Let another one own"):
        editing.remove_role(by=dora, role=executive)
    editing.let_own_accounts(by=dora, role=specialist)
    executive.refresh_from_db()
    assert not executive.owns_accounts
    with pytest.raises(Refused, match="is used by"):
        editing.remove_role(by=dora, role=executive)
    editing.let_own_accounts(by=dora, role=executive)
    editing.remove_role(by=dora, role=specialist)
    assert SalesRole.objects.get() == executive


def test_the_policy_says_what_changed(dora):
    editing.set_policy(by=dora, hold_days=60, renewal_days=90)
    assert Policy.objects.get().hold_days == 60
    assert (last_log("change").before, last_log("change").after) == (
        {"hold_days": "90"},
        {"hold_days": "60"},
    )


def test_asking_whether_an_act_is_refused_changes_nothing(north, dora):
    assert not editing.problem_of(
        lambda: editing.change_territory(by=dora, territory=north, name="South")
    )
    assert PlannedTerritory.objects.get().name == "North"
    assert not LogEntry.objects.filter(act="change").exists()


def test_an_exception_in_force_proposes_the_move_of_its_account(draft, north, dora):
    today, acme = facts.today(), crm.account("Acme")
    south = editing.create_territory(by=dora, model_id=draft.pk, name="South")
    editing.create_rule(by=dora, territory=south, kind=Rule.Kind.REST)
    begin(draft, today - timedelta(10))
    routing.after_load([acme.pk], by=dora, run_id=None)
    row = except_(north, dora, acme, today, today + timedelta(50))
    move = RoutedMove.objects.get(decision="open")
    assert (move.account, move.source, move.target) == (acme, south, north)
    editing.remove_exception(by=dora, exception=row)
    assert not RoutedMove.objects.filter(decision="open").exists()
