"""How the database finds a page of deals: by walking an index, never by sorting them all.

Times depend on the machine, plans do not: this is what keeps the lists quick at millions of rows.
"""

import json
from typing import Any

import pytest
from django.db import connection

from crm import facts
from crm.models import Opportunity
from crm.tables.columns import mirrored
from teams.access import Access
from tests.factories import crm as build

ROWS = 20_000


@pytest.fixture
def crowd(bob, charlie) -> None:
    """Twenty thousand deals, one in ten open, nearly all of them Charlie's."""
    stages = build.stages()
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO crm_opportunity (external_id, name, owner_id, stage_id, status, amount,
                   currency, value, forecast_category, kind, source, segment, created_on,
                   close_date, closed_on, lost_reason, next_step, pushes, row_hash)
               SELECT 'N' || n, 'Deal ' || n, CASE WHEN n %% 1000 = 0 THEN %(bob)s ELSE %(rep)s END,
                   CASE WHEN n %% 10 = 0 THEN %(open)s ELSE %(won)s END,
                   CASE WHEN n %% 10 = 0 THEN 'open' ELSE 'won' END, n, 'USD', n, '', '', '', '',
                   date '2024-01-01' + n %% 700, date '2025-12-01' + (n * 7) %% 400,
                   CASE WHEN n %% 10 <> 0 THEN date '2025-12-01' + (n * 7) %% 400 END, '', '', 0, ''
               FROM generate_series(1, %(n)s) n""",
            {
                "bob": bob.rep.pk,
                "rep": charlie.rep.pk,
                "open": stages["propose"].pk,
                "won": stages["won"].pk,
                "n": ROWS,
            },
        )
        cursor.execute("ANALYZE crm_opportunity")


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for child in plan.get("Plans", []) for node in nodes(child))]


def plan_of(rows: Any) -> list[dict[str, Any]]:
    text = rows[:50].explain(format="json")
    return nodes(json.loads(text)[0]["Plan"])


@pytest.mark.parametrize("down", [False, True], ids=["ascending", "descending"])
@pytest.mark.parametrize(
    ("name", "natural_down", "is_open", "index"),
    [
        ("closing_on", False, True, "crm_deal_open_closing"),
        ("closing_on", False, False, "crm_deal_closing"),
        ("value", True, False, "crm_deal_value"),
    ],
    ids=["open by date", "all by date", "by amount"],
)
def test_a_page_walks_an_index(crowd, name, natural_down, is_open, index, down) -> None:
    deals = facts.opportunities()
    rows, _ = mirrored(
        deals.open() if is_open else deals, name, down=down, natural_down=natural_down
    )
    found = plan_of(rows)
    assert {node.get("Index Name") for node in found} & {index}
    assert not [node for node in found if node["Node Type"].endswith("Sort")]


def test_the_deals_of_a_few_people_are_found_by_index(crowd, bob) -> None:
    found = plan_of(facts.opportunities(Access(bob)).order_by())
    assert "BitmapOr" in {node["Node Type"] for node in found}


def test_names_are_found_by_their_words(crowd) -> None:
    found = plan_of(Opportunity.objects.named("deal 777").order_by())
    assert "crm_deal_words" in {node.get("Index Name") for node in found}
