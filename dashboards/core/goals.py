"""Which teams have no goal, where a region may live by the goals of its teams."""

from collections.abc import Set

from kernel.tree import Tree


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
