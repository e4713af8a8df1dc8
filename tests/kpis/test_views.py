"""The catalogue and the page behind every number: what it says, whom it lets in, its files."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils.html import escape

from kpis import services
from kpis.core.metrics import METRICS
from teams.services import people
from tests.factories import crm

P = "?p=2026-Q1"


@pytest.fixture
def deals(bob, charlie):
    """Two of Bob's, one of them shared with Charlie, and one of Charlie's; computed."""
    closed = {"stage": "won", "created_on": date(2026, 1, 5), "closed_on": date(2026, 2, 3)}
    first = crm.deal(bob.rep, amount=1000, name="=Formula & Sons", **closed)
    shared = crm.deal(bob.rep, amount=500, name="Shared", **closed)
    crm.split(shared, bob.rep, 60)
    crm.split(shared, charlie.rep, 40)
    crm.deal(charlie.rep, amount=2000, name="Elsewhere", **closed)
    services.recompute()
    return first


def address(kpi: str, scope: str, query: str = P) -> str:
    return f"{reverse('kpis:explain', args=[kpi])}{query}&scope={scope}"


def page(client, kpi: str, scope: str, query: str = P) -> str:
    response = client.get(address(kpi, scope, query))
    assert response.status_code == 200
    return response.content.decode()


def test_the_catalogue_holds_every_kpi(bob_client):
    html = bob_client.get(reverse("kpis:metrics")).content.decode()
    assert all(f'id="{slug}"' in html for slug in METRICS.slugs())
    assert "Deals won ÷ (deals won + deals lost after qualification)" in html


def test_a_rep_opens_their_own_number(deals, bob_client):
    html = page(bob_client, "won_value", "rep:BOB")
    assert "$1,300.00" in html
    assert "=Formula &amp; Sons" in html
    assert "60.0%" in html
    assert reverse("crm:deal", args=[deals.pk]) in html
    assert "Elsewhere" not in html


def test_a_manager_sees_the_totals_of_the_company_without_rows(deals, alice_client):
    html = page(alice_client, "won_value", "company")
    assert "$3,500.00" in html
    assert "not yours to see" in html
    assert "Elsewhere" not in html
    assert "Shared" in page(alice_client, "won_value", "team:emea")


@pytest.mark.parametrize("scope", ["rep:CHARLIE", "team:americas", "company", "rep:NOBODY"])
def test_what_is_not_theirs_is_not_there(deals, bob_client, scope):
    assert bob_client.get(address("won_value", scope)).status_code == 404


def test_unknown_kpis_and_periods_are_not_there(deals, dora_client):
    assert dora_client.get(address("luck", "company")).status_code == 404
    assert dora_client.get(address("won_value", "company", "?p=soon")).status_code == 404


def test_visitors_sign_in_first(client, company):
    assert client.get(address("won_value", "company")).status_code == 302


@pytest.mark.parametrize("kpi", METRICS.slugs())
def test_every_kpi_has_its_page(deals, dora_client, kpi):
    html = page(dora_client, kpi, "company")
    assert escape(METRICS[kpi].formula) in html


def test_the_file_holds_what_the_page_adds_up(deals, dora_client):
    response = dora_client.get(address("win_rate", "company") + "&export=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["Half"] for row in rows} == {"Numerator", "Denominator"}
    assert {row["Kind"] for row in rows} == {"Deal"}
    assert sum(Decimal(r["Amount"]) for r in rows if r["Half"] == "Numerator") == 3
    assert "'=Formula & Sons" in {row["Name"] for row in rows}


def test_the_file_speaks_the_language_of_its_reader(deals, dora, dora_client):
    people.save_preferences(user=dora, language="fr", time_zone="Europe/Paris")
    response = dora_client.get(address("win_rate", "company") + "&export=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text else ","))
    assert {row["Terme"] for row in rows} == {"Numérateur", "Dénominateur"}
    assert "Affaire" in {cell for row in rows for cell in row.values()}


def test_the_same_as_a_workbook(deals, dora_client):
    response = dora_client.get(address("won_value", "company") + "&export=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    rows = list(book.active.iter_rows(values_only=True))
    assert sum(row[-1] for row in rows[1:]) == 3500


def test_no_file_of_rows_that_are_not_theirs(deals, alice_client):
    response = alice_client.get(address("won_value", "company") + "&export=csv")
    assert response["Content-Type"].startswith("text/html")


def test_htmx_gets_the_story_alone(deals, dora_client):
    response = dora_client.get(address("won_value", "company"), headers={"HX-Request": "true"})
    html = response.content.decode()
    assert "<html" not in html
    assert 'id="story"' in html


def test_long_lists_have_pages(deals, bob, dora_client):
    for n in range(60):
        crm.deal(bob.rep, stage="won", amount=10 + n, created_on=date(2026, 1, 2))
    services.recompute()
    html = page(dora_client, "won_value", "company")
    assert "1–50 of 63" in html
    assert "51–63 of 63" in page(dora_client, "won_value", "company", f"{P}&numerator=2")
    assert "1–50 of 63" in page(dora_client, "won_value", "company", f"{P}&numerator=x")


def test_a_range_of_days_is_worked_out(deals, dora_client):
    html = page(dora_client, "won_value", "company", "?p=2026-02-01..2026-02-10")
    assert "$3,500.00" in html


def test_unknown_is_said(company, dora_client):
    assert "Unknown" in page(dora_client, "win_rate", "company")
