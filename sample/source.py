"""The files of `data/regional_sales`, with their numbers resolved and their dates moved."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).resolve().parent.parent / "data" / "regional_sales"
LAST_DAY = date(2021, 11, 10)  # the last deal was won or lost on it
FIRST_DAY = date(2019, 6, 22)
STAGES = ("Qualify", "Develop", "Propose", "Close")
CHANCES = (0.1, 0.3, 0.5, 0.9)
RECURRING = "Warranties"  # the family of products that run for a year


@dataclass(frozen=True)
class Source:
    """Frames as the files have them; dates of deals are moved so that `last_day` is recent."""

    accounts: pd.DataFrame
    owners: pd.DataFrame
    products: pd.DataFrame
    territories: pd.DataFrame
    deals: pd.DataFrame
    first_day: date
    last_day: date
    today: date


def moved_by(today: date) -> timedelta:
    """Whole weeks, so that weekdays stay and the last day of the data is in the last seven."""
    return timedelta(weeks=(today - LAST_DAY).days // 7)


def read(today: date) -> Source:
    """Everything that is original. Owner 15 has no deals, one account name occurs twice, many
    deals have no campaign: all of that stays as it is."""
    shift = moved_by(today)
    files = {
        name: pd.read_csv(FOLDER / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("Accounts", "Campaigns", "Industries", "Owners", "Products", "Territories")
    }
    accounts = files["Accounts"].merge(files["Industries"], on="IndustrySeq", how="left")
    accounts["Industry"] = accounts["Industry"].replace("n/a", "")
    return Source(
        accounts=accounts,
        owners=files["Owners"],
        products=files["Products"],
        territories=files["Territories"],
        deals=_deals(files["Campaigns"], accounts, files["Products"], shift),
        first_day=FIRST_DAY + shift,
        last_day=LAST_DAY + shift,
        today=today,
    )


def _deals(
    campaigns: pd.DataFrame, accounts: pd.DataFrame, products: pd.DataFrame, shift: timedelta
) -> pd.DataFrame:
    deals = pd.read_csv(FOLDER / "Opportunities.csv", dtype=str, keep_default_na=False)
    deals = (
        deals.merge(campaigns, on="CampaignSeq", how="left")
        .merge(accounts[["AccountSeq", "Account Name", "TerritorySeq"]], on="AccountSeq")
        .merge(products, on="ProductSeq")
        .sort_values("OpportunitySeq", ignore_index=True)
    )
    return pd.DataFrame(
        {
            "id": deals["OpportunitySeq"],
            "name": deals["Account Name"].str.strip() + " · " + deals["Product"],
            "account": deals["AccountSeq"],
            "owner": deals["SystemUserSeq"],
            "territory": deals["TerritorySeq"],
            "product": deals["ProductSeq"],
            "family": deals["Product Category"],
            "stage": deals["Sales Stage"].str[0].astype(int) - 1,
            "status": deals["Status"].str.lower(),
            "amount": deals["Value"].astype(float).astype("int64"),
            "source": deals["Campaign"].fillna(""),
            "created": pd.to_datetime(deals["Opportunity Created On"]) + shift,
            "closes": pd.to_datetime(deals["CloseDate"]) + shift,
        }
    )
