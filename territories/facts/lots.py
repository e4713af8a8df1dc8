"""Whole states and countries as units: in which place an account counts, and where others are."""

import pandas as pd

from territories.core.neighbours import located
from territories.facts.parts import Part
from territories.facts.places import atlas_of


def of_units(accounts: pd.DataFrame, units: pd.DataFrame) -> list[str]:
    """The place of each unit: that of the account that names it, "" where none is known."""
    found = located(zip(accounts["country"], accounts["state"], strict=True))
    place = dict(zip(accounts["account"], found, strict=True))
    return [place[account] for account in units["account"]]


def occupied(part: Part) -> frozenset[str]:
    """Places where the model has accounts, in this part or another: nothing leads across them."""
    return frozenset(spot.place.id for spot in atlas_of(part.model.pk, part.role.pk).spots)
