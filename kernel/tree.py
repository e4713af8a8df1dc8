"""A forest given as child → parent; answers who is below whom without asking the database."""

from collections.abc import Hashable, Mapping


class Tree[K: Hashable]:
    """Children keep the order in which they were given. Raises ValueError for a cycle."""

    def __init__(self, parents: Mapping[K, K | None]) -> None:
        looped = cycles(parents)
        if looped:
            raise ValueError(f"the tree has a cycle through {sorted(map(str, looped))}")
        self.parents = dict(parents)
        self.children: dict[K | None, list[K]] = {}
        for child, parent in parents.items():
            self.children.setdefault(parent, []).append(child)

    def roots(self) -> list[K]:
        return [k for k, p in self.parents.items() if p is None or p not in self.parents]

    def below(self, node: K) -> list[K]:
        """The node and everything under it, parents before children."""
        found, stack = [], [node]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(reversed(self.children.get(current, [])))
        return found

    def above(self, node: K) -> list[K]:
        """The node's ancestors, nearest first, without itself."""
        found: list[K] = []
        parent = self.parents.get(node)
        while parent is not None and parent in self.parents:
            found.append(parent)
            parent = self.parents[parent]
        return found

    def depth(self, node: K) -> int:
        return len(self.above(node))

    def walk(self) -> list[K]:
        """Every node, depth first from the roots."""
        return [node for root in self.roots() for node in self.below(root)]


def cycles[K: Hashable](parents: Mapping[K, K | None]) -> set[K]:
    """The nodes that are their own ancestor (a self-parent included)."""
    looped: set[K] = set()
    settled: set[K] = set()
    for start in parents:
        path: dict[K, int] = {}
        node: K | None = start
        while node is not None and node in parents and node not in settled and node not in path:
            path[node] = len(path)
            node = parents[node]
        if node in path:
            looped.update(k for k, at in path.items() if at >= path[node])
        settled.update(path)
    return looped
