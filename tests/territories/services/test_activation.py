"""A plan starts on its day and no earlier, once; dated changes happen on theirs; the past stays."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from audit.models import Run
from crm.models import Account, Opportunity
from teams.models import Coverage, Rep, Territory
from territories.facts import gaps
from territories.models import (
    Alignment,
    HandOver,
    Hold,
    ModelEvent,
    Policy,
    RoutedMove,
    Seat,
    TerritoryModel,
)
from territories.services import editing, plans
from territories.services.activation import Activated, activate_due
from territories.services.handovers import prepare
from tests.factories import crm as build
from tests.factories import territories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(today):
    """The first day of the plan."""
    return today + timedelta(7)


@pytest.fixture
def plan(stated, dora, frank, charlie, today, day):
    """South gets Charlie; an account of North goes South by name. Approved."""
    model = plans.from_stated(by=dora, name="Next", starts_on=day).model
    south = model.territories.get(slug="south")
    Seat.objects.filter(territory=south).update(rep=charlie.rep)
    moving = build.account(
        "Moving",
        owner=stated_owner(stated),
        territory=stated["north"],
        stated_owner=stated_owner(stated),
        stated_territory="north",
    )
    make.named(south, moving)
    plans.submit(by=dora, model=model)
    plans.approve(by=frank, model=model)
    return model


def stated_owner(stated):
    return Coverage.objects.get(territory=stated["north"]).rep


def owners():
    return {a.name: a.owner and a.owner.name for a in Account.objects.select_related("owner")}


def places():
    return {
        a.name: a.territory and a.territory.slug
        for a in Account.objects.select_related("territory")
    }


BEFORE = {"In North": "Bob", "In South": "Bob", "Moving": "Bob", "Nowhere": None}
AFTER = {"In North": "Bob", "In South": "Charlie", "Moving": "Charlie", "Nowhere": None}


def test_the_day_before_nothing_happens(plan, day):
    assert activate_due(day - timedelta(1)) == Activated(None, 0, 0)
    assert owners() == BEFORE
    assert not Alignment.objects.exists()
    assert not Run.objects.filter(kind="territories").exists()


def test_on_the_day_everything_follows(plan, day):
    """Moved: one of North. Reassigned: that one, and what was Bob's in Charlie's South."""
    assert activate_due(day) == Activated(plan.pk, 1 + 0, 2)
    plan.refresh_from_db()
    assert (plan.state, plan.active) == ("active", DateRange(day, None))
    assert owners() == AFTER
    assert places()["Moving"] == "south"
    rows = Alignment.objects.filter(account__name="Moving").order_by("valid")
    assert [(r.territory.slug, r.valid.lower, r.valid.upper) for r in rows] == [
        ("north", None, day),
        ("south", day, None),
    ]
    stays = Alignment.objects.get(account__name="In North")
    assert (stays.territory.slug, stays.valid.lower, stays.valid.upper) == ("north", None, None)
    run = Run.objects.get(kind="territories")
    assert (run.state, run.result) == ("done", {"moved": 1, "reassigned": 2})
    assert plan.events.latest("pk").kind == ModelEvent.Kind.ACTIVATE


def test_twice_is_once(plan, day):
    activate_due(day)
    known = list(Alignment.objects.values()), list(Coverage.objects.values()), owners()
    assert activate_due(day) == Activated(None, 0, 0)
    assert (list(Alignment.objects.values()), list(Coverage.objects.values()), owners()) == known


@pytest.mark.parametrize("policy", ["move", "early", "stay"])
def test_deals_keep_owner_and_territory(policy, plan, stated, bob, day):
    """Credit of the past, and what the CRM says of open ones: the hand-over names what moves."""
    Policy.objects.update(open_deals=policy)
    moving = Account.objects.get(name="Moving")
    for stage in ("won", "lost", "propose"):
        build.deal(bob.rep, stage=stage, account=moving, territory=stated["north"])
    before = list(Opportunity.objects.order_by("pk").values())
    activate_due(day)
    assert list(Opportunity.objects.order_by("pk").values()) == before


def test_a_plan_that_is_late_starts_today_and_not_in_the_past(plan, day):
    activate_due(day + timedelta(3))
    plan.refresh_from_db()
    assert plan.active == DateRange(day + timedelta(3), None)


def test_of_two_that_were_missed_the_later_one_starts(plan, dora, frank, day):
    later = plans.copy(by=dora, model=plan, name="Later", starts_on=day + timedelta(1))
    plans.submit(by=dora, model=later)
    plans.approve(by=frank, model=later)
    assert activate_due(day + timedelta(5)).model_id == later.pk
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert not HandOver.objects.filter(model=plan).exists()
    assert HandOver.objects.filter(model=later).exists()
    assert "Later" in plan.events.latest("pk").words


def test_a_revoked_plan_does_not_start(plan, frank, day):
    plans.revoke(by=frank, model=plan, words="Not yet")
    assert activate_due(day).model_id is None
    assert owners() == BEFORE


def test_after_the_start_a_revocation_says_what_to_do(plan, frank, day):
    activate_due(day)
    with pytest.raises(plans.acts.Refused, match="Copy it, change the copy"):
        plans.revoke(by=frank, model=plan, words="Sorry")


def test_the_next_plan_ends_the_one_before(plan, dora, frank, day):
    activate_due(day)
    later = day + timedelta(30)
    other = plans.copy(by=dora, model=plan, name="Other", starts_on=later)
    other.territories.get(slug="south").named.all().delete()
    plans.submit(by=dora, model=other)
    plans.approve(by=frank, model=other)
    activate_due(later - timedelta(1))
    assert TerritoryModel.objects.get(state="active") == plan
    activate_due(later)
    plan.refresh_from_db()
    assert (plan.state, plan.active) == ("archived", DateRange(day, later))
    rows = Alignment.objects.filter(account__name="Moving").order_by("valid")
    assert [(r.territory.slug, r.valid.lower, r.valid.upper) for r in rows] == [
        ("north", None, day),
        ("south", day, later),
        ("north", later, None),
    ]
    assert owners()["Moving"] == "Bob"


def test_a_held_account_stays_with_its_owner_until_the_hold_ends(plan, bob, day):
    end = day + timedelta(10)
    moving = Account.objects.get(name="Moving")
    Hold.objects.create(account=moving, rep=bob.rep, reason="renewal", valid=DateRange(day, end))
    activate_due(day)
    assert owners() == AFTER | {"Moving": "Bob"}
    activate_due(end - timedelta(1))
    assert owners()["Moving"] == "Bob"
    activate_due(end)
    assert owners() == AFTER


def test_what_the_crm_says_after_the_start_stands(plan, bob, day):
    """A new owner on the very first day: the next day's look has nothing to say about it."""
    activate_due(day)
    Account.objects.filter(name="Moving").update(owner=bob.rep, stated_owner=bob.rep)
    activate_due(day + timedelta(1))
    assert owners()["Moving"] == "Bob"


def test_a_seat_that_changes_hands_does_so_on_its_day(plan, charlie, alice, day):
    turn = day + timedelta(20)
    seat = Seat.objects.get(territory__model=plan, rep=charlie.rep)
    seat.valid = DateRange(seat.valid.lower, turn)
    seat.save()
    Seat.objects.create(
        territory=seat.territory, role=seat.role, rep=alice.rep, valid=DateRange(turn, None)
    )
    activate_due(day)
    activate_due(turn - timedelta(1))
    assert owners() == AFTER
    activate_due(turn + timedelta(2))
    assert owners()["In South"] == owners()["Moving"] == "Alice"


def test_an_owner_with_a_share_keeps_their_accounts(plan, bob, charlie, day):
    seat = Seat.objects.get(territory__model=plan, rep=charlie.rep)
    seat.share = 70
    seat.save()
    Seat.objects.create(
        territory=seat.territory, role=seat.role, rep=bob.rep, share=30, valid=seat.valid
    )
    activate_due(day)
    assert owners() == BEFORE


def test_an_exception_ends_on_its_day(plan, day):
    end = day + timedelta(5)
    north = plan.territories.get(slug="north")
    make.exception(north, Account.objects.get(name="Moving"), day, end)
    activate_due(day)
    assert places()["Moving"] == "north"
    activate_due(end)
    assert (places()["Moving"], owners()["Moving"]) == ("south", "Charlie")


def test_new_territories_come_into_being_in_their_place(plan, stated, day):
    """Under North; and EMEA is called otherwise."""
    emea, north = (plan.territories.get(slug=slug) for slug in ("emea", "north"))
    emea.name = "Europe"
    emea.save()
    make.territory(plan, "Arctic", parent=north)
    activate_due(day)
    arctic = Territory.objects.get(slug="arctic")
    assert arctic.parent == stated["north"]
    assert Territory.objects.get(slug="emea").name == "Europe"
    assert plan.territories.get(slug="arctic").territory == arctic


def test_without_any_plan_the_clock_does_nothing(company, today):
    assert activate_due(today) == Activated(None, 0, 0)
    assert not Run.objects.exists()


def test_what_the_crm_states_of_coverage_stays(plan, stated, bob, day):
    """It is a fact beside the plan, and the next load may state it again."""
    Seat.objects.filter(territory__model=plan, rep=bob.rep).update(rep=None)
    known = list(Coverage.objects.values())
    activate_due(day)
    assert list(Coverage.objects.values()) == known
    assert owners()["In North"] is None


def test_an_exception_of_today_moves_at_once_and_asks_for_nothing(plan, dora, day, today):
    """In force; what was asked about the account is answered."""
    TerritoryModel.objects.update(starts_on=today)
    activate_due(today)
    moving = Account.objects.get(name="Moving")
    editing.add_exception(
        by=dora,
        territory=plan.territories.get(slug="north"),
        account_id=moving.pk,
        reason="Promised",
        on=today,
        until=today + timedelta(5),
    )
    assert RoutedMove.objects.filter(decision="open").count() == 1
    activate_due(today)
    assert (places()["Moving"], owners()["Moving"]) == ("north", "Bob")
    assert not RoutedMove.objects.exists()


def test_the_first_day_puts_right_what_the_crm_stated_in_the_meantime(plan, dora, frank, day):
    """A load put an account elsewhere than the plan in force; the next plan says where it is."""
    activate_due(day)
    other = plans.copy(by=dora, model=plan, name="Other", starts_on=day + timedelta(30))
    plans.submit(by=dora, model=other)
    plans.approve(by=frank, model=other)
    Account.objects.filter(name="In North").update(territory=Territory.objects.get(slug="south"))
    activate_due(day + timedelta(30))
    assert places()["In North"] == "north"


def test_nobody_who_has_left_gets_accounts(plan, charlie, dora, day):
    """Approved before the CRM said so; what they had stays theirs until the seat is another's."""
    Rep.objects.filter(pk=charlie.rep.pk).update(left_on=day)
    prepare(plan)
    assert set(HandOver.objects.values_list("taker", flat=True)) == {None}
    activate_due(day)
    assert owners() == BEFORE | {"In South": None, "Moving": None}
    assert [one.name for one in gaps.seats(plan, day)] == ["South"]


# Exceptions of families --------------------------------------------------------------------------


@pytest.fixture
def family(plan, stated, day):
    """Head, child and grandchild in North by the CRM; in force since `day`. The head would go South
    by now, if somebody asked the rules."""
    head = build.account("Head", owner=stated_owner(stated), territory=stated["north"],
                         stated_territory="north")  # fmt: skip
    child = build.account("Child", owner=head.owner, parent=head)
    build.account("Grandchild", owner=head.owner, parent=child)
    activate_due(day)
    head.stated_territory = "south"
    head.save()
    return plan


def except_(plan, slug, name, start, end):
    account = Account.objects.get(name=name)
    return make.exception(plan.territories.get(slug=slug), account, start, end)


FAMILY = ("Head", "Child", "Grandchild")


def where():
    return tuple(places()[name] for name in FAMILY)


def test_a_member_s_exception_moves_the_member_alone(family, day):
    start, end = day + timedelta(2), day + timedelta(5)
    except_(family, "south", "Child", start, end)
    activate_due(start)
    assert where() == ("north", "south", "north")
    activate_due(end)
    assert where() == ("north", "north", "north")


def test_the_head_s_exception_moves_whoever_has_no_claim(family, day):
    start, end = day + timedelta(2), day + timedelta(5)
    except_(family, "emea", "Head", start, end)
    except_(family, "north", "Grandchild", day, day + timedelta(30))
    activate_due(start)
    assert where() == ("emea", "emea", "north")
    activate_due(end)
    assert where() == ("south", "south", "north")


def test_an_exception_of_another_role_moves_no_account(family, day):
    specialist = make.role("Specialist")
    area = make.territory(family, "Special", role=specialist)
    head = Account.objects.get(name="Head")
    make.exception(area, head, day + timedelta(2), day + timedelta(5))
    activate_due(day + timedelta(2))
    assert where() == ("north", "north", "north")
