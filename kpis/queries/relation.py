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


# What the part of split `sp` would be of the value `d.value`, by the rule of
# `crm.services.value`: whole units by largest remainder, the larger share first.
PART = """(
    SELECT p.part FROM (
        SELECT z.id, (z.whole + CASE WHEN z.units <> 0 AND row_number() OVER (
                ORDER BY abs(z.exact - z.whole) DESC, z.place)
                <= abs(z.units - sum(z.whole) OVER ())
            THEN sign(z.units) ELSE 0 END) / {unit}
            + CASE WHEN z.place = 1 THEN d.value - z.units / {unit} ELSE 0 END AS part
        FROM (
            SELECT y.*, trunc(y.exact) AS whole
            FROM (
                SELECT one.id, trunc(d.value * {unit}) AS units,
                    trunc(d.value * {unit}) * one.share / sum(one.share) OVER () AS exact,
                    row_number() OVER (ORDER BY one.share DESC, (
                        SELECT external_id FROM teams_rep who WHERE who.id = one.rep_id)) AS place
                FROM crm_split one
                WHERE one.opportunity_id = d.id AND one.kind = sp.kind) y) z) p
    WHERE p.id = sp.id)"""


def past(table: str, decimals: int) -> Deals:
    """Deals as of a day, materialised in a table (see `as_of`); `decimals` of the base currency."""
    plain = "sp.id IS NULL OR d.same_value"
    part = f"CASE WHEN {plain} THEN sp.value ELSE {PART.format(unit=10**decimals)} END"
    return Deals(table, part, knows_steps=False)
