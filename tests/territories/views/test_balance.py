"""The page of balance: what it says, its numbers, who sees it, files, and its goals."""

import csv
import io

import pytest

from audit.models import LogEntry
from territories.models import BalanceGoal, Placement, TerritoryLoad, TerritoryModel
from territories.services.weighing import weigh
from tests.factories import crm
from tests.factories import territories as plans
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(draft):
    return f"/territories/{draft.pk}/balance/"


def text_of(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_it_says_how_it_stands(dora_client, uneven, goals, url):
    said = text_of(dora_client.get(url))
    assert "3 of 3 territories are not within the agreed 10% of their target potential" in said
    assert "1 account has no known potential" in said
    assert "North" in said


def test_the_numbers_are_those_of_the_rows(dora_client, uneven, goals, url):
    lines = table(dora_client, f"{url}?export=csv")
    assert [line["Territory"] for line in lines] == ["North", "South", "West"]
    assert [float(line["Potential"]) for line in lines] == [1140, 210, 180]
    assert [int(line["Accounts"]) for line in lines] == [6, 3, 3]
    whole = 1140 + 210 + 180
    assert float(lines[0]["Potential, index"]) == pytest.approx(100 * 1140 / (whole / 3))


def table(client, address):
    body = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


def test_a_target_counts_as_it_is_set(dora_client, uneven, goals, url):
    uneven["North"].target = 2
    uneven["North"].save()
    lines = table(dora_client, f"{url}?export=csv")
    assert float(lines[0]["Potential, index"]) == pytest.approx(100 * 1140 / (1530 / 2))


def test_it_can_be_looked_at_below_a_territory(dora_client, draft, uneven, goals, url):
    for name in ("East", "Far East"):
        leaf = plans.territory(draft, name, parent=uneven["South"])
        plans.held(leaf, potential=10)
    weigh(draft.pk)
    lines = table(dora_client, f"{url}?within=south&export=csv")
    assert [line["Territory"] for line in lines] == ["East", "Far East"]
    said = text_of(dora_client.get(f"{url}?within=south"))
    assert "3 accounts lie on territories above these" in said
    assert dora_client.get(f"{url}?within=nowhere").status_code == 404


def test_without_goals_it_says_so_and_shows_the_usual_measures(dora_client, uneven, url):
    said = text_of(dora_client.get(url))
    assert "No goals were agreed on yet." in said
    assert "furthest from its target potential" in said
    assert "Hours a month" in said


def test_nothing_placed_says_to_run_the_rules(dora_client, draft, url):
    plans.territory(draft, "North")
    assert "Run the rules, so that accounts lie in territories." in text_of(dora_client.get(url))


def test_without_territories_it_says_to_draw_them(dora_client, draft, url):
    assert "No territories here yet" in text_of(dora_client.get(url))


def test_what_was_not_worked_out_can_be_now(dora_client, draft, uneven, goals, url):
    TerritoryLoad.objects.all().delete()
    assert "Work it out now" in text_of(dora_client.get(url))
    dora_client.post(f"{url}weigh/")
    assert "3 of 3 territories" in text_of(dora_client.get(url))


def test_accounts_without_a_territory_are_told(dora_client, draft, uneven, goals, url):
    gap = crm.account()
    role = uneven["North"].role
    Placement.objects.create(model=draft, role=role, account=gap, territory=None)
    weigh(draft.pk)
    assert "1 account has no territory." in text_of(dora_client.get(url))


def test_managers_see_it_once_it_is_no_draft(alice_client, draft, uneven, goals, url):
    assert alice_client.get(url).status_code == 404
    TerritoryModel.objects.filter(pk=draft.pk).update(state="in_review")
    said = text_of(alice_client.get(url))
    assert "New proposal" not in said


def test_its_queries_do_not_grow(dora_client, draft, uneven, goals, url):
    counted("territories:balance operations", dora_client, url)
    for _ in range(5):
        plans.held(uneven["West"], potential=3)
    plans.held(plans.territory(draft, "East"), potential=3)
    weigh(draft.pk)
    counted("territories:balance operations", dora_client, url)


# Goals --------------------------------------------------------------------------------------------


def agree(client, url, **posted):
    return client.post(f"{url}goals/", {"lead": "potential"} | posted)


def test_goals_are_agreed_with_who_and_when(dora, dora_client, draft, url):
    response = agree(dora_client, url, potential="10", workload="7.5", lead="workload")
    assert response.status_code == 302
    found = [(g.metric, str(g.tolerance), g.by) for g in draft.goals.all()]
    assert found == [("workload", "0.0750", dora), ("potential", "0.1000", dora)]
    assert LogEntry.objects.get(act="goals").by == dora


def test_a_change_asks_for_a_reason_and_is_logged(dora_client, draft, goals, url):
    refused = agree(dora_client, url, potential="15", workload="20")
    assert "Say why the goals change." in text_of(refused)
    assert float(draft.goals.get(metric="potential").tolerance) == 0.1
    agree(dora_client, url, potential="15", workload="20", reason="Few big accounts")
    assert float(draft.goals.get(metric="potential").tolerance) == 0.15
    said = text_of(dora_client.get(f"{url}goals/"))
    assert "Few big accounts" in said
    assert LogEntry.objects.get(act="goals").before == {"potential": "0.1000", "workload": "0.2000"}


def test_the_same_goals_again_change_nothing(dora_client, draft, goals, url):
    agree(dora_client, url, potential="10", workload="20")
    assert not LogEntry.objects.filter(act="goals").exists()


def test_goals_of_a_model_in_review_are_read_only(dora_client, draft, goals, url):
    TerritoryModel.objects.filter(pk=draft.pk).update(state="in_review")
    agree(dora_client, url, potential="50", reason="x")
    assert float(BalanceGoal.objects.get(metric="potential").tolerance) == 0.1
    assert 'name="reason"' not in text_of(dora_client.get(f"{url}goals/"))
