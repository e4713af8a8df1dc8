"""Rows of a tree as a table: order among siblings, and which rows wait to be asked for."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node[K: Hashable]:
    """A row: `open` shows its children at once, `lazy` means that they are fetched on demand."""

    key: K
    parent: K | None
    level: int
    has_children: bool = False
    open: bool = False
    lazy: bool = False
    hidden: bool = False


def fold[K: Hashable](
    root: K,
    children: Mapping[K, Sequence[K]],
    *,
    rank: Callable[[K], tuple[object, ...]],
    leaf: Callable[[K], bool],
    room: int,
) -> list[Node[K]]:
    """Depth first from the root, siblings by `rank`.

    Branches are shown open. The leaves of a lowest branch start hidden; those that no longer fit
    into `room` rows are left out and their branch says `lazy`.
    """
    rows: list[Node[K]] = []

    def branches(key: K) -> list[K]:
        return [one for one in children.get(key, ()) if not leaf(one)]

    def count(key: K) -> int:
        return 1 + sum(count(one) for one in branches(key))

    left = room - count(root)

    def walk(key: K, parent: K | None, level: int) -> None:
        nonlocal left
        below = children.get(key, ())
        leaves = [one for one in below if leaf(one)]
        opened = level == 0 or bool(branches(key))
        fits = opened or len(leaves) <= left
        left -= len(leaves) if fits else 0
        rows.append(
            Node(
                key,
                parent,
                level,
                bool(below),
                open=opened,
                lazy=bool(leaves) and not fits,
            )
        )
        for one in sorted(below if fits else branches(key), key=rank):
            if not leaf(one):
                walk(one, key, level + 1)
            else:
                rows.append(Node(one, key, level + 1, hidden=not opened))

    walk(root, None, 0)
    return rows
