"""A year with two territory plans: drawn from the CRM, sent back, approved, in force, over.

Bob sells 1,000 in January and 2,000 in February of the year before, Charlie 500: whatever the plan
moves, those numbers stay what they were, deal by deal and as stored values.
"""

from datetime import date, timedelta

import pytest

import teams.facts
from crm.models import Account, AccountOwner, Opportunity
from crm.services import loads
from kpis import services as kpis
from kpis.models import Value
from teams.services import loads as people
from territories.facts import models as facts
from territories.facts.sizes import sizes
from territories.models import Alignment, Seat
from territories.services import plans
from territories.services.activation import activate_due
from tests.factories import crm as build
from tests.factories.staging import load

pytestmark = pytest.mark.django_db

WON = {"Bob": 3000, "Charlie": 500}
ACCOUNTS = (
    {"external_id": "A1", "name": "Fay", "owner": "BOB", "territory": "N"},
    {"external_id": "A2", "name": "Gil", "owner": "BOB", "territory": "S"},
)


@pytest.fixture
def crm_says(cast):
    """Two territories, covered by Bob; two accounts, both his; what was won last year."""
    load(
        people.merge_territories,
        {"external_id": "N", "name": "North"},
        {"external_id": "S", "name": "South"},
    )
    load(
        people.merge_coverage,
        {"rep": "BOB", "territory": "N", "valid_from": "2024-01-01"},
        {"rep": "BOB", "territory": "S", "valid_from": "2024-01-01"},
    )
    load(loads.merge_accounts, *ACCOUNTS)
    fay = Account.objects.get(name="Fay")
    year = teams.facts.today().year - 1
    for rep, month, amount in (("bob", 1, 1000), ("bob", 2, 2000), ("charlie", 2, 500)):
        day = date(year, month, 10)
        build.deal(
            cast["rep" if rep == "bob" else "rep elsewhere"].rep,
            stage="won",
            amount=amount,
            created_on=day - timedelta(30),
            closed_on=day,
            account=fay,
            territory=fay.territory,
        )


def stored():
    """Values of past months, by KPI, person and month."""
    past = Value.objects.filter(end__lte=teams.facts.today().replace(day=1))
    return sorted(past.values_list("kpi", "scope", "scope_id", "start", "kind", "value"))


def won_by_rep():
    rows = Opportunity.objects.filter(status="won").select_related("owner")
    found: dict[str, int] = {}
    for deal in rows:
        found[deal.owner.name] = found.get(deal.owner.name, 0) + int(deal.value)
    return found


def owner_of(name):
    return Account.objects.select_related("owner").get(name=name).owner.name


def test_a_plan_from_its_first_draft_to_the_archive(crm_says, cast, sign_in):
    dora, frank, charlie = cast["operations"], cast["executive"], cast["rep elsewhere"].rep
    today = teams.facts.today()
    starts_on = today + timedelta(10)
    kpis.recompute(start=date(today.year - 1, 1, 1), end=today)
    before = stored()
    assert before
    assert won_by_rep() == WON

    # Drawn from what the CRM states, changed, and judged
    plan = plans.from_stated(by=dora, name="Plan", starts_on=starts_on).model
    Seat.objects.filter(territory__model=plan, territory__slug="south").update(rep=charlie)
    plans.submit(by=dora, model=plan)
    plans.comment(by=cast["manager"], model=plan, words="Gil knows Bob", stance="objects")
    plans.send_back(by=frank, model=plan, words="Why South?")
    plans.submit(by=dora, model=plan, words="Bob has too many")
    plans.approve(by=frank, model=plan)

    # The day before: nothing; on the day: South is Charlie's
    activate_due(starts_on - timedelta(1))
    assert (owner_of("Fay"), owner_of("Gil")) == ("Bob", "Bob")
    assert not Alignment.objects.exists()
    activate_due(starts_on)
    assert (owner_of("Fay"), owner_of("Gil")) == ("Bob", "Charlie")

    # The CRM says what it said before: the plan stays
    load(loads.merge_accounts, *ACCOUNTS, as_of=starts_on + timedelta(3))
    assert (owner_of("Fay"), owner_of("Gil")) == ("Bob", "Charlie")
    rows = AccountOwner.objects.filter(account__name="Gil").order_by("valid")
    assert [(r.rep.name, r.valid.upper) for r in rows] == [("Bob", starts_on), ("Charlie", None)]

    # The past is what it was
    kpis.recompute(start=date(today.year - 1, 1, 1), end=today)
    assert won_by_rep() == WON
    assert stored() == before
    assert {deal.account.name for deal in Opportunity.objects.all()} == {"Fay"}

    # The next plan gives South back; each day has its own truth
    later = starts_on + timedelta(30)
    back = plans.copy(by=dora, model=plan, name="Back", starts_on=later)
    Seat.objects.filter(territory__model=back, territory__slug="south").update(rep=cast["rep"].rep)
    plans.submit(by=dora, model=back)
    plans.approve(by=frank, model=back)
    activate_due(later)
    plan.refresh_from_db()
    assert plan.state == "archived"
    assert owner_of("Gil") == "Bob"
    assert facts.in_force(later - timedelta(1)) == plan
    assert facts.in_force(later).name == "Back"
    south = {row.slug: row.id for row in facts.territories_of(plan.pk)}["south"]
    then = facts.holders(plan.pk, facts.day_of(plan, later + timedelta(99)))
    assert [seat.name for seat in then[south]] == ["Charlie"]
    assert sizes(plan, later - timedelta(1))[south].accounts == 1
    client = sign_in(dora)
    page = client.get(f"/territories/{plan.pk}/", {"as_of": str(starts_on)})
    assert "Charlie" in page.text
    assert stored() == before
