"""The map of a model: its table says all that the drawing shows."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from territories.models import TerritoryModel
from territories.services.placing import place
from tests.factories import crm
from tests.factories import territories as make
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(company):
    """West has Washington and half of Oregon, East the other half; one account is nowhere."""
    model = make.model("Next year")
    west, east = make.territory(model, "West"), make.territory(model, "East")
    make.rule(west, make.asks("state", "in", "WA"))
    spots = [("WA", "1"), ("WA", "2"), ("OR", "3"), ("OR", "4")]
    accounts = [
        crm.account(country="United States", state=s, potential=Decimal(1000) * int(n))
        for s, n in spots
    ]
    make.named(west, accounts[2])
    make.named(east, accounts[3])
    crm.account(country="Atlantis", state="")
    place(model.pk)
    return model


def href(model, **query):
    return reverse("territories:map", args=[model.pk], query=query)


def spec(page):
    found = re.search(r'<script id="map" type="application/json">(.+?)</script>', page, re.S)
    return json.loads(found[1])


def test_each_territorys_part_of_a_place_is_a_row_and_a_dot(drawn, dora_client):
    page = dora_client.get(href(drawn)).content.decode()
    rows = re.findall(r"<tr>(.+?)</tr>", page.split("<tbody>")[-1], re.S)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
    assert cells == [
        ["United States", "Washington", "West", "2", "3"],
        ["United States", "Oregon", "West", "1", "3"],
        ["United States", "Oregon", "East", "1", "4"],
    ]
    dots = spec(page)["data"][-1]
    assert len(dots["x"]) == 3
    assert dots["text"][0] == "Washington · West: 2 accounts, $3.0k"


def test_what_is_shared_or_nowhere_is_said(drawn, dora_client):
    page = dora_client.get(href(drawn)).content.decode()
    assert "2 places have accounts. 1 is shared by several territories." in page
    assert "1 account lies where no map reaches" in page


def test_neighbouring_territories_have_different_colours(drawn, dora_client):
    areas = spec(dora_client.get(href(drawn)).content.decode())["data"][:-1]
    by_text = {area["text"]: area["fillcolor"] for area in areas if area["text"]}
    assert by_text["Washington: West"] == by_text["Oregon: West"]
    dots = spec(dora_client.get(href(drawn)).content.decode())["data"][-1]
    assert len(set(dots["marker"]["color"])) == 2


def test_a_manager_does_not_learn_what_one_account_is_worth(drawn, alice_client):
    """A place may hold a single account, and it need not be of one's people."""
    TerritoryModel.objects.update(state="approved", starts_on=date(2027, 1, 1))
    page = alice_client.get(href(drawn)).content.decode()
    assert spec(page)["data"][-1]["text"][0] == "Washington · West: 2 accounts"
    text = alice_client.get(href(drawn, export="csv")).getvalue().decode("utf-8-sig")
    assert text.splitlines()[1].endswith(",West,2,")


def test_the_export_holds_the_same(drawn, dora_client):
    text = dora_client.get(href(drawn, export="csv")).getvalue().decode("utf-8-sig")
    assert text.splitlines()[1].split(",")[:4] == ["United States", "Washington", "West", "2"]


def test_a_model_without_places_says_so(company, dora_client):
    page = dora_client.get(href(make.model("Empty"))).content.decode()
    assert "No account has a place yet" in page


def test_running_the_rules_again_replaces_what_the_map_shows(drawn, dora_client):
    place(drawn.pk)
    assert len(spec(dora_client.get(href(drawn)).content.decode())["data"][-1]["x"]) == 3


def test_queries(drawn, dora_client):
    counted("territories:map operations", dora_client, href(drawn))
