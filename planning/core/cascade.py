"""A goal from the company down to people, and their proposals up again.

At every level: children + not yet allocated = parent, exactly. What is below 0 of "not yet
allocated" is over-assignment; it compounds from level to level: Π (1 + pₗ) − 1. What comes from
below never overwrites what comes from above; the gap is the difference of the two.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Node:
    """One line of a goal; None is not yet known. `parent` None: the top."""

    id: Hashable
    parent: Hashable | None
    planned: Decimal | None = None
    proposed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line with what follows from those below it; amounts in the unit of the goal.

    `below`: sum of the known goals of its children, None without children; `undecided`: children
    without a goal yet. `unallocated` = planned − below; less than 0: over-assigned. `padding` =
    below ÷ planned − 1, once every child has a goal. `cumulative`: padding from the top down to and
    with this line, Π (1 + p) − 1.
    `bottom_up`: its own proposal, else what is proposed below it; `waiting`: lines below that are
    still to propose. `gap` = planned − bottom_up, once nobody is waited for.
    """

    id: Hashable
    parent: Hashable | None
    depth: int
    planned: Decimal | None
    proposed: Decimal | None
    children: int
    below: Decimal | None
    undecided: int
    unallocated: Decimal | None
    padding: Decimal | None
    cumulative: Decimal | None
    bottom_up: Decimal | None
    waiting: int
    gap: Decimal | None


@dataclass(frozen=True, slots=True)
class Level:
    """All lines of one depth that have children, together. `padding` and `cumulative` as in Row."""

    depth: int
    planned: Decimal
    below: Decimal
    padding: Decimal | None
    cumulative: Decimal | None


def cascade(nodes: Sequence[Node]) -> list[Row]:
    """Rows in the order of a tree: parents before their children, siblings as given.

    A line whose parent is not among them is a top of its own, as for a manager who sees a part.
    """
    known = {node.id for node in nodes}
    children: dict[Hashable | None, list[Node]] = {}
    for node in nodes:
        above = node.parent if node.parent in known else None
        children.setdefault(above, []).append(node)
    return list(_walk(children, None, 0, ZERO))


def levels(rows: Iterable[Row]) -> list[Level]:
    """From the top; only lines whose children all have goals count, so that no half-filled team
    hides the padding of others."""
    found: dict[int, tuple[Decimal, Decimal]] = {}
    for row in rows:
        if row.padding is not None and row.planned is not None and row.below is not None:
            planned, below = found.get(row.depth, (ZERO, ZERO))
            found[row.depth] = planned + row.planned, below + row.below
    table, so_far = [], Decimal(1)
    for depth in sorted(found):
        planned, below = found[depth]
        so_far *= below / planned
        table.append(Level(depth, planned, below, below / planned - 1, so_far - 1))
    return table


def over_assignment(paddings: Iterable[Decimal]) -> Decimal:
    """Π (1 + p) − 1 of shares of 1, one for each level: three times 5 % are 15.76 %.

    ZS Associates, after whom 30 % of the people of such a firm reached their goals.
    """
    product = Decimal(1)
    for padding in paddings:
        product *= 1 + padding
    return product - 1


def _walk(
    children: dict[Hashable | None, list[Node]],
    parent: Hashable | None,
    depth: int,
    above: Decimal | None,
) -> Iterator[Row]:
    for node in children.get(parent, []):
        row = _row(children, node, depth, above)
        yield row
        yield from _walk(children, node.id, depth + 1, row.cumulative)


def _row(
    children: dict[Hashable | None, list[Node]], node: Node, depth: int, above: Decimal | None
) -> Row:
    mine = children.get(node.id, [])
    known = [child.planned for child in mine if child.planned is not None]
    below = sum(known, ZERO) if mine else None
    undecided = len(mine) - len(known)
    unallocated = padding = cumulative = None
    if below is not None and node.planned is not None:
        unallocated = node.planned - below
        if node.planned and not undecided:
            padding = below / node.planned - 1
    if above is not None and (padding is not None or not mine):
        cumulative = (1 + above) * (1 + (padding or ZERO)) - 1
    bottom_up, waiting = _bottom_up(children, node)
    known_gap = node.planned is not None and bottom_up is not None and not waiting
    return Row(
        node.id, node.parent, depth, node.planned, node.proposed,
        len(mine), below, undecided, unallocated, padding, cumulative, bottom_up, waiting,
        gap=node.planned - bottom_up if known_gap else None,  # type: ignore[operator]
    )  # fmt: skip


def _bottom_up(
    children: dict[Hashable | None, list[Node]], node: Node
) -> tuple[Decimal | None, int]:
    """What is proposed from below, and how many have not spoken."""
    if node.proposed is not None:
        return node.proposed, 0
    mine = children.get(node.id, [])
    if not mine:
        return None, 1
    found = [_bottom_up(children, child) for child in mine]
    known = [amount for amount, _waiting in found if amount is not None]
    return (sum(known, ZERO) if known else None), sum(waiting for _amount, waiting in found)
