"""An export that says again what it said before does not turn back what a plan has changed."""

from datetime import date

import pytest

from audit.models import LoadedRow
from audit.services import CannotUndo
from crm.models import Account, AccountOwner
from crm.services import loads, reassign, set_territories, undo_load
from teams.models import Rep, Territory
from teams.services import loads as people
from tests.factories import teams as make
from tests.factories.staging import counts, load

pytestmark = pytest.mark.django_db
ACCOUNT = {"external_id": "A1", "name": "Fay Inc", "owner": "B", "territory": "N"}


@pytest.fixture
def account(company):
    load(
        people.merge_reps,
        *({"external_id": name[0], "name": name} for name in ("Bob", "Charlie", "Dan")),
    )
    for slug in ("north", "south"):
        make.territory(slug.title(), external_id=slug[0].upper())
    load(loads.merge_accounts, ACCOUNT)
    return Account.objects.get()


@pytest.fixture
def planned(account):
    """The plan gives it to Charlie, in South."""
    return plan(account)


def plan(account):
    charlie, south = Rep.objects.get(name="Charlie"), Territory.objects.get(slug="south")
    wanted = "SELECT %(account)s::bigint AS account_id, %(rep)s::bigint AS owner_id"
    params = {"account": account.pk, "rep": charlie.pk}
    reassign(wanted, params, day=date(2025, 4, 15))
    set_territories({account.pk: south.pk})
    account.refresh_from_db()
    return account


def again(**changes):
    return load(loads.merge_accounts, ACCOUNT | changes, as_of=date(2025, 5, 1))


def stands(account):
    account.refresh_from_db()
    return account.owner.name, account.territory.slug


def test_a_first_load_states_and_sets(account):
    assert stands(account) == ("Bob", "north")
    assert (account.stated_owner.name, account.stated_territory) == ("Bob", "north")


def test_the_same_statement_changes_nothing(planned):
    assert counts(again()) == (0, 0, 1, 0)
    assert stands(planned) == ("Charlie", "south")
    assert not AccountOwner.objects.filter(valid__startswith=date(2025, 5, 1)).exists()


def test_another_column_changes_alone(planned):
    again(name="Fay & Sons")
    assert stands(planned) == ("Charlie", "south")
    assert planned.name == "Fay & Sons"


def test_a_new_statement_counts(planned):
    again(owner="D")
    assert stands(planned) == ("Dan", "south")
    assert planned.stated_owner.name == "Dan"


def test_a_new_territory_counts(planned):
    again(territory="S")
    assert stands(planned) == ("Charlie", "south")
    assert planned.stated_territory == "south"


def test_a_crm_that_caught_up_agrees(planned):
    again(owner="C", territory="S")
    assert stands(planned) == ("Charlie", "south")
    again(owner="C", territory="S")
    assert planned.stated_owner.name == "Charlie"


def test_nobody_is_a_statement_too(planned):
    again(owner=None)
    planned.refresh_from_db()
    assert planned.owner is None


def test_an_undone_load_gives_the_statement_back(account):
    merged = again(owner="D")
    assert merged.updated == 1
    account.refresh_from_db()
    undo_load(account.run_id)
    assert stands(account) == ("Bob", "north")
    assert account.stated_owner.name == "Bob"


def test_an_undone_load_of_before_the_plan_leaves_the_plan(account):
    """It changed the name alone; the plan began afterwards."""
    again(name="Fay & Sons")
    account.refresh_from_db()
    plan(account)
    undo_load(account.run_id)
    assert stands(account) == ("Charlie", "south")
    assert account.name == "Fay Inc"
    assert AccountOwner.objects.get(valid__endswith=None).rep.name == "Charlie"


def test_a_load_whose_owner_the_plan_replaced_is_not_undone(account):
    load(loads.merge_accounts, ACCOUNT | {"owner": "D"}, as_of=date(2025, 4, 1))
    account.refresh_from_db()
    plan(account)
    with pytest.raises(CannotUndo, match="changed hands since"):
        undo_load(account.run_id)
    assert stands(account) == ("Charlie", "south")


def test_a_first_owner_whom_the_plan_replaced_is_not_undone(company, account):
    load(loads.merge_accounts, {"external_id": "A2", "name": "Gus"})
    load(loads.merge_accounts, {"external_id": "A2", "name": "Gus", "owner": "B"})
    gus = Account.objects.get(external_id="A2")
    plan(gus)
    with pytest.raises(CannotUndo, match="changed hands since"):
        undo_load(gus.run_id)


def test_an_image_from_before_there_were_statements_is_put_back(account):
    """Columns that the image does not know stay."""
    again(name="Fay & Sons")
    account.refresh_from_db()
    image = LoadedRow.objects.get(run=account.run_id, table="crm_account")
    for column in ("stated_owner_id", "stated_territory"):
        del image.before[column]
    image.save()
    undo_load(account.run_id)
    assert stands(account) == ("Bob", "north")
    assert (account.name, account.stated_territory) == ("Fay Inc", "north")
