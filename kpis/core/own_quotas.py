"""Where a team has a quota of its own, it replaces the sum of what is below it.

The difference is kept as an amount of the team itself, so that plain sums up the tree give the
quota in force at every level, and the difference can be listed and questioned.
"""

from collections.abc import Mapping
from decimal import Decimal

from kernel.tree import Tree

NOTHING = Decimal(0)


def differences(
    tree: Tree[int], members: Mapping[int, Decimal], own: Mapping[int, Decimal]
) -> dict[int, Decimal]:
    """Team → its own quota less the quotas in force below it; only teams that have their own.

    `members`: team → sum of the quotas of those who count in it directly.
    """
    in_force: dict[int, Decimal] = {}
    found: dict[int, Decimal] = {}
    for team in reversed(tree.walk()):
        below = sum((in_force[c] for c in tree.children.get(team, [])), NOTHING)
        below += members.get(team, NOTHING)
        in_force[team] = own.get(team, below)
        if team in own:
            found[team] = own[team] - below
    return found
