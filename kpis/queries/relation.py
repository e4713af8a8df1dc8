"""The relation of deals that every statement reads: as they are, or as they stood on a day."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deals:
    """`sql` stands after FROM; `split_value` gives a split's part, NULL for undivided deals.

    Splits keep no history: as of a day, the shares of today are taken of the value of that day.
    `knows_steps`: whether next steps are known (CRMs keep no history of them).
    """

    sql: str
    split_value: str
    knows_steps: bool


LIVE = Deals("crm_opportunity", "sp.value", knows_steps=True)


def past(table: str) -> Deals:
    """Deals as of a day, materialised in a table (see `as_of`)."""
    part = "CASE WHEN d.same_value THEN sp.value ELSE round(d.value * sp.share / 100, 4) END"
    return Deals(table, part, knows_steps=False)
