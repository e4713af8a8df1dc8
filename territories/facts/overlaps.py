"""Claims of equal strength on one account: which rules or names, and how many accounts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from territories.core.claims import Claim, bits, fields_of, in_order, marked, ties
from territories.core.conditions import FIELDS
from territories.core.precedence import Level
from territories.facts import rules
from territories.models import PlannedTerritory, TerritoryModel

MOST = 5_000  # accounts of which the rivals are looked up; the page says how many there are


@dataclass(frozen=True, slots=True)
class Side:
    """A territory, its short name, and the rule by which it claims; "" by name."""

    name: str
    slug: str
    rule: str


@dataclass(frozen=True, slots=True)
class Overlap:
    winner: Side
    rival: Side
    accounts: int
    potential: Decimal | None


# The bits of contested accounts (of who decides for them), told apart only where they differ.
BY_RULE = """
WITH RECURSIVE contested AS (
    SELECT account_id, rule_id FROM territories_placement
    WHERE model_id = %s AND rivals > 0 AND rule_id IS NOT NULL ORDER BY account_id LIMIT {most}
), up(account_id, id, parent_id) AS (
    SELECT s.account_id, a.id, a.parent_id
    FROM contested s JOIN crm_account a ON a.id = s.account_id
    UNION
    SELECT u.account_id, a.id, a.parent_id FROM up u JOIN crm_account a ON a.id = u.parent_id
), deciding AS (
    SELECT s.account_id, s.rule_id, COALESCE(u.id, s.account_id) AS top_id
    FROM contested s LEFT JOIN up u ON u.account_id = s.account_id AND u.parent_id IS NULL
)
SELECT s.rule_id, (%s::varbit{bits})::text, count(*), sum(s.potential) FROM (
    SELECT d.rule_id, a.potential{compared} FROM deciding d JOIN crm_account t ON t.id = d.top_id
    JOIN crm_account a ON a.id = d.account_id OFFSET 0
) s GROUP BY 1, 2
"""
BY_NAME = """
SELECT p.territory_id, t.id, count(DISTINCT p.account_id), sum(a.potential)
FROM territories_placement p
JOIN territories_namedaccount n ON n.account_id = p.account_id
JOIN territories_plannedterritory t ON t.id = n.territory_id AND t.model_id = p.model_id
    AND t.role_id = p.role_id AND t.id <> p.territory_id
JOIN crm_account a ON a.id = p.account_id
WHERE p.model_id = %(model)s AND p.level = %(named)s AND p.rivals > 0
GROUP BY 1, 2
"""


def overlaps(model: TerritoryModel, rows: Iterable[PlannedTerritory]) -> list[Overlap]:
    """Pairs of claims between territories (`rows`: those of the model), the most frequent first;
    those of rules as of the stored rules now.

    Rules and territories may come and go while this reads. A claim of what was not there when
    names were read is left out."""
    areas = {row.pk: row for row in rows}
    stored = {row.pk: row for row in rules.of_model(model.pk)}
    claims = in_order(rules.claim(row) for row in stored.values())

    def side(territory: int, rule: int | None) -> Side | None:
        area, said = areas.get(territory), ""
        if area is not None and rule is not None:
            row = stored[rule]
            said = f"{row.get_kind_display()} {row.number}: {rules.in_words(row.include)}"
        return None if area is None else Side(area.name, area.slug, said)

    found = []
    for (ours, theirs), (n, worth) in (*_by_name(model.pk), *_by_rule(model.pk, claims)):
        winner, rival = side(*ours), side(*theirs)
        if winner and rival:
            found.append(Overlap(winner, rival, n, worth))
    return sorted(found, key=lambda one: (-one.accounts, one.winner.name, one.rival.name))


type Claimed = tuple[int, int | None]  # a territory, and by which rule
type Pair = tuple[tuple[Claimed, Claimed], tuple[int, Decimal | None]]


def _by_name(model_id: int) -> Iterator[Pair]:
    with connection.cursor() as cursor:
        cursor.execute(BY_NAME, {"model": model_id, "named": int(Level.NAMED)})
        for ours, theirs, n, worth in cursor.fetchall():
            yield ((ours, None), (theirs, None)), (n, worth)


def _by_rule(model_id: int, claims: list[Claim]) -> Iterator[Pair]:
    """Which of the equals each contested account meets, added up by pair."""
    equals = {claim.rule_id: tie for claim, tie in zip(claims, ties(claims), strict=True)}
    found: dict[tuple[int, int], tuple[int, Decimal | None]] = {}
    for winner, met, n, worth in _met(model_id, claims):
        for claim, bit, tie in zip(claims, met, equals.get(winner, ""), strict=False):
            if bit == tie == "1":
                count, before = found.get((winner, claim.rule_id), (0, None))
                known = [one for one in (before, worth) if one is not None]
                total = sum(known, Decimal(0)) if known else None
                found[winner, claim.rule_id] = (count + n, total)
    of = {claim.rule_id: claim.territory_id for claim in claims}
    for (winner, rival), (n, worth) in found.items():
        yield ((of[winner], winner), (of[rival], rival)), (n, worth)


def _met(model_id: int, claims: list[Claim]) -> list[tuple[int, str, int, Decimal | None]]:
    """By winning rule and string of bits: how many accounts, and their potential."""
    told, compared, params = "", "", list[Any]()
    for slug in fields_of(claims):
        field = FIELDS[slug]
        text, values = bits(slug, claims, f"s.v_{slug}")
        told += f" & {text}"
        params += values
        compared += f", {field.shape.sql.format(f't.{field.column}')} AS v_{slug}"
    alive = marked(claims, (claim for claim in claims if not claim.is_broken))
    text = BY_RULE.format(most=MOST, bits=told, compared=compared)
    with connection.cursor() as cursor:
        cursor.execute(text, [model_id, alive, *params])
        return list(cursor.fetchall())
