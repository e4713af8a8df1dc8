"""Loads from a path: counts, idempotence, refusals, rehearsals."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Sum

from crm import facts as crm
from intake.facts.loads import loads
from intake.services import load_path
from teams import facts as people
from tests.intake.write import DEALS, OWNERS, write_csv

DATA = Path(__file__).parent.parent / "data"
pytestmark = pytest.mark.django_db


@pytest.fixture
def reps(company, tmp_path) -> None:
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))


def counts(document, target):
    (line,) = [f for f in document["files"] if f["target"] == target]
    return tuple(line[n] for n in ("rows", "created", "updated", "unchanged", "rejected"))


def test_deals_load_and_a_second_time_changes_nothing(reps, tmp_path):
    path = write_csv(tmp_path / "deals.csv", DEALS)
    first = load_path(path)
    assert first["status"] == "done"
    assert counts(first, "opportunities") == (3, 3, 0, 0, 0)
    again = load_path(path)
    assert counts(again, "opportunities") == (3, 0, 0, 3, 0)
    deal = crm.opportunities().get(external_id="OPP-1")
    assert (deal.amount, deal.currency, deal.close_date) == (
        Decimal("31400"),
        "USD",
        date(2026, 6, 30),
    )


def test_a_newer_export_writes_history_from_the_differences(reps, tmp_path):
    load_path(write_csv(tmp_path / "a.csv", DEALS), as_of=date(2026, 5, 1))
    changed = [dict(row) for row in DEALS]
    changed[0] |= {"stage": "Negotiate", "amount": "40000"}
    document = load_path(write_csv(tmp_path / "b.csv", changed), as_of=date(2026, 5, 8))
    assert counts(document, "opportunities") == (3, 0, 1, 2, 0)
    deal = crm.opportunities().get(external_id="OPP-1")
    moved = deal.changes.filter(effective_at__date=date(2026, 5, 8))
    assert set(moved.values_list("field", flat=True)) >= {"stage", "amount"}


def test_deals_missing_from_a_full_export_are_listed_and_kept(reps, tmp_path):
    load_path(write_csv(tmp_path / "a.csv", DEALS))
    document = load_path(write_csv(tmp_path / "b.csv", DEALS[1:]), full=True)
    assert "OPP-1" in document["missing"]
    assert crm.opportunities().filter(external_id="OPP-1").exists()


def test_a_rehearsal_changes_nothing_and_counts_the_same(reps, tmp_path):
    path = write_csv(tmp_path / "deals.csv", DEALS)
    rehearsed = load_path(path, dry_run=True)
    assert not crm.opportunities().exists()
    assert counts(rehearsed, "opportunities") == counts(load_path(path), "opportunities")


def test_unknown_owners_are_set_aside_unless_created(reps, tmp_path):
    rows = [DEALS[0] | {"owner": "nobody@example.com"}, DEALS[1]]
    path = write_csv(tmp_path / "deals.csv", rows)
    document = load_path(path)
    assert document["status"] == "problems"
    assert counts(document, "opportunities") == (2, 1, 0, 0, 1)
    (issue,) = [i for i in document["issues"] if i["severity"] == "error"]
    assert (issue["row"], issue["column"], issue["value"]) == (2, "owner", "nobody@example.com")
    load = loads().get(pk=document["load"])
    assert load.set_aside.get().cells[0] == "OPP-1"
    assert counts(load_path(path, create_missing=True), "opportunities") == (2, 1, 0, 1, 0)


def test_unknown_stages_are_created_for_review(reps, tmp_path):
    rows = [DEALS[0] | {"stage": "Verbal"}]
    document = load_path(write_csv(tmp_path / "deals.csv", rows))
    assert document["status"] == "done"
    assert [(i["row"], i["value"]) for i in document["issues"]] == [(2, "Verbal")]
    assert "Verbal" in [stage.name for stage in crm.stages()]


def test_impossible_cells_are_set_aside_with_row_column_value_and_reason(reps, tmp_path):
    rows = [DEALS[0] | {"close_date": "2026-06-31"}, DEALS[1] | {"currency": "CDN"}, DEALS[2]]
    document = load_path(write_csv(tmp_path / "deals.csv", rows))
    assert counts(document, "opportunities") == (3, 1, 0, 0, 2)
    errors = [i for i in document["issues"] if i["severity"] == "error"]
    found = [(i["row"], i["column"], i["value"], i["message"]) for i in errors]
    assert found == [
        (2, "close_date", "2026-06-31", "June has 30 days."),
        (3, "currency", "CDN", "Unknown code. Did you mean CAD?"),
    ]


def test_an_ambiguous_column_refuses_the_load(reps, tmp_path):
    rows = [row | {"close_date": "03/08/2026"} for row in DEALS]
    path = write_csv(tmp_path / "deals.csv", rows)
    document = load_path(path)
    assert document["status"] == "refused"
    assert document["issues"][0]["severity"] == "question"
    assert not crm.opportunities().exists()


def test_what_is_not_known_is_refused(company, tmp_path):
    path = write_csv(tmp_path / "x.csv", [{"apples": "1", "pears": "2"}])
    assert load_path(path)["status"] == "refused"
    assert load_path(tmp_path / "missing.csv")["status"] == "refused"
    assert load_path(path, source="siebel")["status"] == "refused"
    assert not loads().exists()


def test_orders_of_adventureworks_by_a_mapping_file(company):
    folder = DATA / "adventureworks"
    document = load_path(folder, mapping=folder / "mapping.yaml")
    assert document["status"] == "done", document["issues"][:5]
    assert counts(document, "opportunities")[:2] == (3806, 3806)
    assert counts(document, "quotas")[:2] == (163, 163)
    since = crm.opportunities().filter(closed_on__gte=date(2013, 5, 30))
    with (folder / "SalesPerson.csv").open() as file:
        stored = {r["BusinessEntityID"]: Decimal(r["SalesYTD"]) for r in csv.DictReader(file)}
    sums = since.values_list("owner__external_id").annotate(total=Sum("amount"))
    assert dict(sums) == stored
    again = load_path(folder, mapping=folder / "mapping.yaml")
    assert {(f["created"], f["updated"]) for f in again["files"]} == {(0, 0)}


def test_float_ids_and_published_totals_of_opportunity_tracking(company):
    folder = DATA / "opportunity_tracking"
    document = load_path(folder, mapping=folder / "mapping.yaml")
    assert counts(document, "opportunities") == (487, 487, 0, 0, 0)
    deals = crm.opportunities()
    assert deals.aggregate(s=Sum("amount"))["s"] == Decimal("2110905127")
    assert deals.filter(account__external_id="72", stage__name="Lead").exists()
    factored = sum(d.amount * d.stage.chance for d in deals.select_related("stage"))
    assert factored == Decimal("461120880.8")


@pytest.mark.parametrize("name", ["locale_mangled.csv", "locale_mangled_dmy.csv"])
def test_amounts_that_a_spreadsheet_damaged_are_refused(company, name):
    lines = {
        "external_id": {"join": ["SalesOrderNumber", "SalesOrderLineNumber"]},
        "opportunity": "SalesOrderNumber",
        "product": "ProductKey",
        "amount": "SalesAmount",
    }
    mapping = {"files": [{"file": name, "target": "lines", "columns": lines}]}
    document = load_path(DATA / "adventureworks" / name, mapping=mapping)
    assert counts(document, "lines") == (60, 0, 0, 0, 60)
    assert not crm.lines().exists()


def test_users_become_reps_and_managers_teams(company, tmp_path):
    rows = [
        {"Id": "u1", "Username": "a", "Name": "Ada", "Email": "ada@example.com", "ManagerId": ""},
        {"Id": "u2", "Username": "b", "Name": "Ben", "Email": "x==", "ManagerId": "u1"},
        {"Id": "u3", "Username": "c", "Name": "Cy", "Email": "", "ManagerId": "u3"},
    ]
    document = load_path(write_csv(tmp_path / "User.csv", rows))
    assert counts(document, "reps") == (3, 3, 0, 0, 0)
    assert {i["severity"] for i in document["issues"]} == {"warning"}
    assert [t.name for t in people.team_facts()] == ["Ada"] or len(people.team_facts()) == 1


@pytest.mark.parametrize("folder", ["salesforce", "hubspot"])
def test_crm_tables_are_recognised_by_their_headers(company, folder):
    document = load_path(DATA / folder, create_missing=True)
    assert document["status"] in ("done", "problems")
    assert {f["target"] for f in document["files"]} >= {"reps", "accounts", "opportunities"}


def test_leading_zeros_stay_and_equal_names_are_two_territories(company):
    columns = {"external_id": "territory_id", "name": "territory_description"}
    mapping = {"files": [{"file": "territories.csv", "target": "territories", "columns": columns}]}
    document = load_path(DATA / "northwind" / "territories.csv", mapping=mapping)
    assert counts(document, "territories") == (53, 53, 0, 0, 0)
    assert people.territories().filter(external_id="01581").exists()
    assert people.territories().filter(name__startswith="New York").count() == 2


def test_proof_that_comes_late_is_heard(company, tmp_path):
    """The first rows say day first; one far below, month first. All are told."""
    days = [date(1950, 1, 1) + timedelta(n) for n in range(21_000)]
    rows = [{"currency": "EUR", "day": f"{d:%d/%m/%Y}", "rate": "1.25"} for d in days]
    rows.append({"currency": "EUR", "day": "12/31/2019", "rate": "1.25"})
    document = load_path(write_csv(tmp_path / "rates.csv", rows))
    ambiguous = sum(1 for d in days if d.day <= 12 and d.day != d.month)
    assert counts(document, "rates") == (21_001, 21_001 - ambiguous, 0, 0, ambiguous)
    assert document["status"] == "problems"
