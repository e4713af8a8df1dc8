"""From accounts to units: members of a family in one territory move together, as one."""

from collections.abc import Iterable, Sequence

import pandas as pd

from territories.core.protections import PROTECTIONS

# Columns of `grouped` that say something else than how much a unit weighs.
DETAILS = (
    "family", "territory", "account", "name", "owner", "open_deals", "stage", "members", "place",
    "parcel",
)  # fmt: skip
NOT_MEASURES = frozenset({*DETAILS, *PROTECTIONS})


def grouped(accounts: pd.DataFrame, metrics: Iterable[str]) -> pd.DataFrame:
    """One row per unit, from a row per account (columns: territories.facts.units).

    A measure is the sum of what is known, and unknown (NaN) only when no member's is known. The
    unit is named by the account that decides for the family, or by its first member where that is
    elsewhere. A unit is protected when a member is.
    """
    keys = ["family", "territory"]
    at_home = accounts.assign(own=accounts["account"] == accounts["family"])
    first = at_home.sort_values([*keys, "own", "account"], ascending=[True, True, False, True])
    heads = first.groupby(keys, sort=False).first()[["account", "name", "owner"]]
    sums = accounts.groupby(keys)[[*metrics, "open_deals"]].sum(min_count=1)
    shielded = accounts.groupby(keys)[list(PROTECTIONS)].any()
    furthest = accounts.sort_values("stage_order", kind="stable").groupby(keys)["stage"].last()
    members = accounts.groupby(keys)["account"].size().rename("members")
    parts: Sequence[pd.DataFrame | pd.Series] = [heads, sums, shielded, furthest, members]
    found = pd.concat(parts, axis=1)
    return found.reset_index().sort_values("account", ignore_index=True)


def locked(units: pd.DataFrame, protections: Sequence[str]) -> pd.Series:
    """Which units stay, by the protections that are asked for."""
    return units[list(protections)].any(axis=1)
