"""Whole exports of the known sources, in the words of their CRM, end in the right deals."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from crm import facts as crm
from intake.services import load_path
from tests.intake.write import DEALS, OWNERS, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def owners(company, tmp_path):
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))


def rows_of(header: str, *lines: str) -> list[dict[str, str]]:
    names = next(csv.reader([header]))
    return [dict(zip(names, values, strict=True)) for values in csv.reader(lines)]


def deal(external_id: str):
    return crm.opportunities().select_related("stage", "owner").get(external_id=external_id)


def test_salesforce_flags_decide_and_deleted_rows_are_skipped(owners, tmp_path):
    rows = rows_of(
        "Id,Name,OwnerId,StageName,Amount,CloseDate,CreatedDate,IsWon,IsClosed,IsDeleted,"
        "Probability,CurrencyIsoCode",
        "0061,Won,BOB,Signed,100,2026-03-31,2026-01-02 20:47:49,1,1,0,100,USD",
        "0062,Lost,BOB,Gone,100,2026-03-31,2026-01-02 20:47:49,0,1,0,0,USD",
        "0063,Open,BOB,Propose,100,2026-09-30,2026-01-02 20:47:49,0,0,0,10,USD",
        "0064,Deleted,BOB,Propose,100,2026-09-30,2026-01-02 20:47:49,0,0,1,10,USD",
    )
    document = load_path(write_csv(tmp_path / "Opportunity.csv", rows))
    (line,) = document["files"]
    assert (line["rows"], line["created"], line["skipped"]) == (3, 3, 1)
    assert [deal(i).status for i in ("0061", "0062", "0063")] == ["won", "lost", "open"]
    assert deal("0061").closed_on == date(2026, 3, 31)
    assert deal("0063").probability == Decimal("0.1")


def test_salesforce_history_becomes_changes(owners, tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    deals = rows_of(
        "Id,Name,OwnerId,StageName,Amount,CloseDate,CreatedDate,IsWon,IsClosed",
        "0061,A,BOB,Propose,200,2026-09-30,2026-01-02 08:00:00,0,0",
    )
    history = rows_of(
        "Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate,IsDeleted",
        "h1,0061,BOB,2026-01-02 08:00:00,Qualify,100,2026-06-30,0",
        "h2,0061,BOB,2026-02-01 08:00:00,Propose,100,2026-06-30,0",
        "h3,0061,BOB,2026-03-01 08:00:00,Propose,200,2026-09-30,0",
    )
    write_csv(folder / "Opportunity.csv", deals)
    write_csv(folder / "OpportunityHistory.csv", history)
    document = load_path(folder)
    assert document["status"] == "done"
    found = deal("0061").changes.filter(inferred=False).order_by("field", "effective_at")
    assert [(c.field, c.new) for c in found] == [
        ("amount", "100"), ("amount", "200"), ("close_date", "2026-06-30"),
        ("close_date", "2026-09-30"), ("stage", "qualify"), ("stage", "propose"),
    ]  # fmt: skip


def test_a_salesforce_report_without_ids_and_creation_dates(owners, tmp_path):
    rows = rows_of(
        "Opportunity Owner,Account Name,Opportunity Name,Stage,Total Amount Currency,"
        "Total Amount,Fiscal Period,Close Date,Type",
        'Bob,Brightwater,Renewal,Propose,USD,"$1,234,567",FY26-Q3,2026-09-30,New',
    )
    path = write_csv(tmp_path / "report.csv", rows)
    document = load_path(path, create_missing=True, as_of=date(2026, 5, 1))
    assert document["files"][0]["created"] == 1, document["issues"]
    assert deal("Brightwater · Renewal").amount == 1_234_567
    assert load_path(path, create_missing=True)["files"][0]["unchanged"] == 1


def test_salesforce_rates_are_turned_round(owners, tmp_path):
    """ConversionRate is what one corporate unit buys: 0.8 EUR for a dollar is 1.25 dollars a euro.

    400 EUR closed while 0.8 was in force are 500 USD; 400 EUR open today, at 0.5, are 800 USD.
    """
    folder = tmp_path / "export"
    folder.mkdir()
    rates = rows_of(
        "Id,IsoCode,StartDate,NextStartDate,ConversionRate",
        "r1,EUR,2026-01-01,2026-04-01,0.8",
        "r2,EUR,2026-04-01,9999-12-31,0.5",
    )
    currencies = rows_of(
        "Id,IsoCode,ConversionRate,DecimalPlaces,IsActive,IsCorporate",
        "c1,USD,1,2,true,true",
        "c2,EUR,0.4,2,true,false",
    )
    deals = rows_of(
        "Id,Name,OwnerId,StageName,Amount,CurrencyIsoCode,CloseDate,CreatedDate,IsWon,IsClosed",
        "0061,A,BOB,Signed,400,EUR,2026-03-31,2026-01-02 08:00:00,1,1",
        "0062,B,BOB,Propose,400,EUR,2026-09-30,2026-01-02 08:00:00,0,0",
    )
    write_csv(folder / "DatedConversionRate.csv", rates)
    write_csv(folder / "CurrencyType.csv", currencies)
    write_csv(folder / "Opportunity.csv", deals)
    document = load_path(folder)
    assert {f["target"]: f["created"] for f in document["files"]} == {
        "rates": 2,
        "opportunities": 2,
    }, document["issues"]
    assert (deal("0061").value, deal("0062").value) == (500, 800)


def test_salesforce_without_dated_rates_has_one_rate_for_all_days(owners, tmp_path):
    rows = rows_of(
        "Id,IsoCode,ConversionRate,DecimalPlaces,IsActive,IsCorporate",
        "c1,USD,1,2,true,true",
        "c2,EUR,0.8,2,true,false",
    )
    document = load_path(write_csv(tmp_path / "CurrencyType.csv", rows))
    (line,) = document["files"]
    assert (line["target"], line["created"], line["skipped"]) == ("rates", 1, 1)
    old = [DEALS[1] | {"currency": "EUR", "amount": "400", "closed_on": "2020-02-02",
                       "created_on": "2020-01-01"}]  # fmt: skip
    load_path(write_csv(tmp_path / "deals.csv", old))
    assert deal("OPP-2").value == 500


def test_rates_into_another_currency_are_refused(owners, tmp_path):
    """A corporate currency that is not the company's: one dollar would be worth 0.92 euros."""
    rows = rows_of(
        "Id,IsoCode,StartDate,NextStartDate,ConversionRate",
        "r1,USD,2026-01-01,9999-12-31,1.0869565",
        "r2,GBP,2026-01-01,9999-12-31,0.85",
    )
    document = load_path(write_csv(tmp_path / "DatedConversionRate.csv", rows))
    (line,) = document["files"]
    assert (line["created"], line["rejected"]) == (0, 2)
    assert "not into the company's currency" in document["issues"][0]["message"]


def test_hubspot_lists_with_internal_stage_ids(owners, tmp_path):
    rows = rows_of(
        "Record ID,Deal Name,Deal Stage,Amount,Deal owner,Close Date,Create Date",
        "1,A,qualifiedtobuy,250k,Bob,2026-09-30,2026-01-02",
        "2,B,closedwon,£1 000,Charlie,2026-03-31,2026-01-02",
    )
    document = load_path(write_csv(tmp_path / "hubspot-deals.csv", rows))
    assert document["files"][0]["created"] == 2, document["issues"]
    assert (deal("1").stage.name, deal("1").amount) == ("Qualified to buy", 250_000)
    assert (deal("2").status, deal("2").currency) == ("won", "GBP")


def test_pipedrive_links_by_name_and_writes_serials(owners, tmp_path):
    path = tmp_path / "deals.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    header = ["Deal - ID", "Deal - Title", "Deal - Value", "Deal - Currency of value",
              "Deal - Owner", "Deal - Stage", "Deal - Status", "Deal - Creation date",
              "Deal - Expected close date", "Deal - Won time", "Organization - Name"]  # fmt: skip
    sheet.write_row(0, 0, header)
    sheet.write_row(
        1, 0, [7, "A", 100.0, "EUR", "Bob", "Offer", "Won", 45631, 45700, 45690, "Acme, Inc."]
    )
    book.close()
    document = load_path(path)
    assert {f["target"]: f["created"] for f in document["files"]} == {
        "accounts": 1,
        "opportunities": 1,
    }, document["issues"]
    found = deal("7")
    assert (found.created_on, found.closed_on) == (date(2024, 12, 5), date(2025, 2, 2))
    assert found.account.name == "Acme, Inc."


def test_ids_that_a_spreadsheet_turned_into_dates_are_refused(company, tmp_path):
    path = tmp_path / "orders.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["SalesOrderID", "Owner", "Stage", "Amount"])
    for row in range(1, 4):
        sheet.write_datetime(row, 0, date(2019, 7, 12 + row), day)
        sheet.write_row(row, 1, ["279", "Won", 20565.6206])
    book.close()
    columns = {
        "external_id": "SalesOrderID",
        "owner": "Owner",
        "stage": "Stage",
        "amount": "Amount",
    }
    mapping = {"files": [{"file": "*.xlsx", "target": "opportunities", "columns": columns}]}
    document = load_path(path, mapping=mapping, create_missing=True)
    assert document["files"][0]["rejected"] == 3
    assert {i["message"] for i in document["issues"]} == {
        "A spreadsheet turned the id into a date."
    }
    assert not crm.opportunities().exists()


def test_shares_of_splits_add_up_or_are_set_aside(owners, tmp_path):
    folder = Path(tmp_path / "export")
    folder.mkdir()
    deals = rows_of(
        "external_id,name,owner,stage,amount,currency,created_on,close_date",
        "D1,A,BOB,Propose,100,USD,2026-01-02,2026-09-30",
        "D2,B,BOB,Propose,100,USD,2026-01-02,2026-09-30",
    )
    splits = rows_of(
        "opportunity,rep,share", "D1,BOB,50", "D1,CHARLIE,50", "D2,BOB,50", "D2,CHARLIE,40"
    )
    write_csv(folder / "opportunities.csv", deals)
    write_csv(folder / "splits.csv", splits)
    document = load_path(folder)
    line = next(f for f in document["files"] if f["target"] == "splits")
    assert (line["created"], line["rejected"]) == (2, 2)


def test_yearly_revenue_of_a_customer_is_not_what_could_be_sold_to_it(owners, tmp_path):
    rows = rows_of(
        "Id,Name,OwnerId,AnnualRevenue,NumberOfEmployees,BillingPostalCode",
        "0011,Brightwater Labs,BOB,9000000,250,01234",
    )
    load_path(write_csv(tmp_path / "Account.csv", rows))
    found = crm.accounts().get(external_id="0011")
    assert (found.employees, found.postcode) == (250, "01234")
    assert (found.potential, found.workload, found.renews_on) == (None, None, None)
