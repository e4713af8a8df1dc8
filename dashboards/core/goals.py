"""Do the goals fit together? Teams without one, and members' goals beside their team's."""

from collections.abc import Set
from dataclasses import dataclass
from decimal import Decimal

from kernel.tree import Tree

# Less than a cent of each member is rounding.
CENTS = Decimal(1)


def without_goal(tree: Tree[int], own: Set[int], summed: Set[int]) -> set[int]:
    """`own`: teams with a goal of their own; `summed`: teams whose people's goals add up to one.

    Where no team has a goal of its own, the sums count. Where some have, each needs one, or
    teams below it that all have one.
    """
    if not own:
        return set(tree.parents) - summed

    def has(team: int) -> bool:
        below = tree.children.get(team, [])
        return team in own or (bool(below) and all(has(one) for one in below))

    return {team for team in tree.parents if not has(team)}


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A goal beside the sum of what is below it; `members` None: nobody below has one."""

    goal: Decimal
    members: Decimal | None

    @property
    def short(self) -> Decimal | None:
        """Not allocated yet: what the members' goals lack; None when they make it up."""
        missing = self.goal - (self.members or Decimal(0))
        return missing if missing >= CENTS else None

    @property
    def padding(self) -> Decimal | None:
        """Over-assignment as a share of the goal; None when there is none."""
        if not self.goal or self.members is None or self.members - self.goal < CENTS:
            return None
        return self.members / self.goal - 1


def reconciled(in_force: Decimal | None, beyond: Decimal | None) -> Reconciled | None:
    """From the goal in force and what it is `beyond` the members'; None without a goal."""
    if in_force is None:
        return None
    below = in_force - (beyond or Decimal(0))
    return Reconciled(in_force, below if below or beyond is None else None)
