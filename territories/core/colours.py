"""Colours for territories on a map: neighbours differ, as far as the colours reach."""

from collections.abc import Hashable, Mapping, Sequence, Set


def colours[K: Hashable](
    nodes: Sequence[K], near: Mapping[K, Set[K]], amount: int = 6
) -> dict[K, int]:
    """A colour number for each node, greedily, those with most neighbours first (Welsh and Powell,
    The Computer Journal 10(1), 1967, p. 85). With more neighbours than colours, the one that is
    used least among them."""
    found: dict[K, int] = {}
    place = {node: n for n, node in enumerate(nodes)}
    for node in sorted(nodes, key=lambda n: (-len(near.get(n, ())), place[n])):
        taken = [found[other] for other in near.get(node, ()) if other in found]
        used = list(found.values())
        found[node] = min(range(amount), key=lambda c: (taken.count(c), used.count(c), c))
    return found
