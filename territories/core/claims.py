"""Rules as claims on accounts, in their order, and what they ask as one bit each.

A rule is a conjunction: every condition of `include` holds and none of `exclude`. So it falls
apart by field: what it asks of the country needs only the country. For each value of a field there
is one string of bits, a bit for each rule: 1 where the rule has nothing against the value. An
account meets the rules whose bit is 1 in all of its strings (bitwise AND), and since the bits stand
in the order of precedence, the first 1 is the winner. Values are few where accounts are many, so
each condition is asked a few thousand times and not once for each of a million accounts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from territories.core.field import Condition
from territories.core.operators import Fragment

WORD = 60  # bits that are added up as one bigint


@dataclass(frozen=True, slots=True)
class Claim:
    """A rule as it is asked. `is_broken`: it has problems and claims nothing."""

    rule_id: int
    role_id: int
    territory_id: int
    level: int
    number: int
    include: tuple[Condition, ...] = ()
    exclude: tuple[Condition, ...] = ()
    is_broken: bool = False

    @property
    def order(self) -> tuple[int, int, int]:
        """The strongest first."""
        return self.level, self.number, self.rule_id

    @property
    def strength(self) -> tuple[int, int, int]:
        """Claims of equal strength are told apart by their id only."""
        return self.role_id, self.level, self.number

    def asks(self, slug: str) -> bool:
        return any(one.slug == slug for one in (*self.include, *self.exclude))

    def sql(self, slug: str, v: str) -> Fragment:
        """All that it asks of one field; `v` is the compared value."""
        parts, params = list[str](), list[object]()
        for word, conditions in (("", self.include), ("NOT ", self.exclude)):
            for condition in conditions:
                if condition.slug == slug:
                    text, told = condition.sql(v)
                    parts.append(word + text)
                    params += told
        return " AND ".join(parts), params


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: claim.order)


def fields_of(claims: Iterable[Claim]) -> list[str]:
    """The fields that are asked, by name."""
    return sorted({one.slug for claim in claims for one in (*claim.include, *claim.exclude)})


def bits(slug: str, claims: Sequence[Claim], v: str) -> Fragment:
    """The string of bits of one value of a field: an expression over `v`."""
    words, params = [], list[object]()
    for start in range(0, len(claims), WORD):
        fixed, terms = 0, []
        for place, claim in enumerate(claims[start : start + WORD]):
            bit = 1 << (WORD - 1 - place)
            if claim.asks(slug):
                text, told = claim.sql(slug, v)
                terms.append(f"CASE WHEN {text} THEN {bit} ELSE 0 END")
                params += told
            else:
                fixed |= bit
        words.append(f"({' + '.join([str(fixed), *terms])})::bigint::bit({WORD})")
    return f"({' || '.join(words)})::varbit", params


def marked(claims: Sequence[Claim], wanted: Iterable[Claim]) -> str:
    """A string of bits with a 1 for each wanted claim, as long as those of `bits`."""
    chosen = {id(claim) for claim in wanted}
    found = "".join("1" if id(claim) in chosen else "0" for claim in claims)
    return found.ljust(-(-len(claims) // WORD) * WORD, "0")


def ties(claims: Sequence[Claim]) -> list[str]:
    """For each claim the others of equal strength that go to another territory."""
    groups: dict[tuple[int, int, int], list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.strength, []).append(claim)
    return [
        marked(claims, (o for o in groups[c.strength] if o.territory_id != c.territory_id))
        for c in claims
    ]
