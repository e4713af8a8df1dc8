"""Reads graphs of the OR-Library (Beasley 1990, Journal of the Operational Research Society 41)."""

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parents[2] / "data" / "orlib"


def distances(name: str) -> np.ndarray:
    """Shortest paths between all vertices. Of an edge listed twice, the last cost counts."""
    numbers = list(map(int, (FOLDER / name).read_text().split()))
    count, edges = numbers[0], np.array(numbers[3:]).reshape(-1, 3)
    found = np.full((count, count), np.inf)
    for one, other, cost in edges:
        found[one - 1, other - 1] = found[other - 1, one - 1] = cost
    np.fill_diagonal(found, 0)
    for via in range(count):
        found = np.minimum(found, found[:, [via]] + found[[via]])
    return found
