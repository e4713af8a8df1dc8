"""What people have to put right, added up for their teams and the company."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kernel.tree import Tree

NOTHING = Decimal(0)
# Whose sum it is: a person in their team, a team (None, team), or the company (None, None).
type Whose = tuple[int | None, int | None]


@dataclass(slots=True)
class Broken:
    """Deals that break a rule, and their value."""

    deals: int = 0
    value: Decimal = NOTHING


@dataclass(slots=True)
class Tally:
    """Open deals and their value; those to put in order and theirs; and that by rule.

    A deal that breaks two rules counts once in `to_fix` and under both rules.
    """

    deals: int = 0
    value: Decimal = NOTHING
    to_fix: int = 0
    at_stake: Decimal = NOTHING
    rules: dict[str, Broken] = field(default_factory=dict)

    @property
    def is_in_order(self) -> bool:
        """Has open deals, and nothing to put right in any of them."""
        return self.deals > 0 and self.to_fix == 0

    def keeps(self, rule: str) -> bool:
        """Has open deals, and none that breaks the rule."""
        return self.deals > 0 and rule not in self.rules

    def add(self, other: "Tally") -> None:
        self.deals += other.deals
        self.value += other.value
        self.to_fix += other.to_fix
        self.at_stake += other.at_stake
        for slug, broken in other.rules.items():
            mine = self.rules.setdefault(slug, Broken())
            mine.deals += broken.deals
            mine.value += broken.value


def zero_board[K](people: Mapping[K, Tally], rules: Iterable[str]) -> dict[str, list[K]]:
    """Who has nothing to fix at all (""), and who under each rule; in the order of `people`."""
    found = {"": [who for who, tally in people.items() if tally.is_in_order]}
    for rule in rules:
        found[rule] = [who for who, tally in people.items() if tally.keeps(rule)]
    return found


def roll_up(people: Mapping[Whose, Tally], tree: Tree[int]) -> dict[Whose, Tally]:
    """The tallies of people with those of their teams, every team above, and the company.

    Somebody in no team counts for the company alone.
    """
    found: dict[Whose, Tally] = {(None, None): Tally()}
    for (rep, team), tally in people.items():
        above = [] if team is None else [team, *tree.above(team)]
        for whose in ((rep, team), (None, None), *((None, one) for one in above)):
            found.setdefault(whose, Tally()).add(tally)
    return found
