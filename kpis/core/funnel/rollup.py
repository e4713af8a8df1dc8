"""Tallies of months and single nodes summed up: periods of months, and nodes with all below them.

Medians do not add up, so the time in a stage is worked out anew for each sum.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kpis.core.funnel.tally import COUNTS, VALUES, Floats, Tally
from kpis.core.survival import quantile, survival


@dataclass(frozen=True)
class Sums:
    """Rows of one period: where they stand (`node`, `key`, `step` numbers), and what they say."""

    period: int
    node: Floats
    key: Floats
    step: Floats
    values: dict[str, Floats]


def roll_up(
    counted: Tally, periods: Sequence[Sequence[int]], above: Sequence[Sequence[int]] | None = None
) -> Iterator[Sums]:
    """For each period (numbers of its months) the cells in which anything happened.

    `above`: for each upper node the numbers of those that count for it; None: each for itself.
    """
    for number, months in enumerate(periods):
        chosen = list(months)
        sums = {name: _up(one[chosen].sum(0), above) for name, one in counted.sums.items()}
        over = _up(counted.over[chosen].sum(0), above)
        waiting = _up(counted.waiting[chosen].sum(0), above)
        stays = over.sum(-1) + waiting.sum(-1)
        some = np.sum([sums[name] for name in COUNTS], axis=0) + stays > 0
        node, key, step = np.nonzero(some)
        lasting = survival(over[some], waiting[some])
        values = {name: sums[name][some] for name in (*COUNTS, *VALUES)}
        values["stays"] = stays[some]
        values["stay_median"] = quantile(lasting, 0.5)
        values["stay_slow"] = quantile(lasting, 0.75)
        yield Sums(number, node, key, step, values)


def _up(one: Any, above: Sequence[Sequence[int]] | None) -> Any:
    """[node, …] to [upper, …]."""
    return one if above is None else np.stack([one[list(below)].sum(0) for below in above])
