"""Two models beside each other: what moves, how even it becomes, and whose accounts one reads."""

import pytest

from territories.facts import comparing
from territories.services import plans
from territories.services.placing import place
from tests.factories import crm as build
from tests.factories import territories as make
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(stated, bob, dora):
    """A copy in which one of two accounts of North goes South."""
    moving = build.account(
        "Moving", owner=bob.rep, stated_territory="north", potential=3000, territory=stated["north"]
    )
    build.deal(bob.rep, account=moving, amount=500)
    before = plans.from_stated(by=dora, name="Now").model
    after = plans.copy(by=dora, model=before, name="Next")
    make.named(after.territories.get(slug="south"), moving)
    place(after.pk)
    return before, after


def test_flows_add_up(pair, today):
    found = comparing.compare(*pair, today)
    rows = {row.slug: row for row in found.rows}
    assert (found.total.accounts, found.moved.accounts) == (4, 1)
    assert (found.moved.potential, found.moved.pipeline) == (3000, 500)
    assert (rows["north"].before.accounts, rows["north"].after.accounts) == (2, 1)
    assert (rows["north"].lost.potential, rows["south"].gained.potential) == (3000, 3000)
    for row in found.rows:
        came = row.before.accounts + row.gained.accounts - row.lost.accounts
        assert came == row.after.accounts
    assert found.people == ["Bob"]
    worst = [side.max_deviation for side in found.balance["accounts"]]
    assert worst == pytest.approx([1 / 3, 1 / 3])


def test_the_page_compares_with_what_it_was_copied_from(pair, dora_client):
    before, after = pair
    page = counted(
        "territories:compare operations", dora_client, f"/territories/{after.pk}/compare/"
    )
    assert "1 of 4 accounts is elsewhere than in “Now”." in page.text
    back = dora_client.get(f"/territories/{before.pk}/compare/", {"with": after.pk})
    assert "elsewhere than in “Next”" in back.text


def test_without_anything_to_compare_with(stated, dora, dora_client):
    model = plans.create(by=dora, name="Alone")
    assert "Choose the model" in dora_client.get(f"/territories/{model.pk}/compare/").text


@pytest.mark.parametrize("text", ["x", "0", "999999"])
def test_a_model_that_is_none(pair, dora_client, text):
    url = f"/territories/{pair[1].pk}/compare/"
    assert dora_client.get(url, {"with": text}).status_code == 404


def test_the_list_of_moved_accounts_is_for_a_spreadsheet_too(pair, dora_client):
    before, after = pair
    url = f"/territories/{after.pk}/compare/{before.pk}/accounts/"
    page = counted("territories:moved operations", dora_client, url)
    assert "Moving" in page.text
    assert "In North" not in page.text
    lines = dora_client.get(url, {"export": "csv"}).getvalue().decode().splitlines()
    assert len(lines) == 2
    assert "North" in lines[1]


def test_managers_read_the_accounts_of_their_people(pair, dora, charlie, alice_client):
    """Of Bob's, not of Charlie's."""
    before, after = pair
    for model in pair:
        plans.rename(by=dora, model=model, name=model.name, note="", starts_on=None)
    type(after).objects.update(state="in_review", starts_on="2030-01-01")
    foreign = build.account("Foreign", owner=charlie.rep, stated_territory="north")
    place(before.pk)
    make.named(after.territories.get(slug="south"), foreign)
    place(after.pk)
    page = alice_client.get(f"/territories/{after.pk}/compare/{before.pk}/accounts/")
    assert "Moving" in page.text
    assert "Foreign" not in page.text
