"""Whether chances that were told came true: the Brier score, and a table of reliability.

Brier score = mean of (p − y)², y 1 or 0; less is better (Brier 1950, Monthly Weather Review 78,
1–3). Who always says the base rate ȳ gets ȳ (1 − ȳ); skill = 1 − Brier ÷ that: above 0 the chances
tell more than the base rate. The base rate is that of the same cases, which nobody knew before, so
the comparison is a strict one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from kernel.ratio import wilson

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases whose chance was in [low, high); the last one holds 1 too. `low_seen`, `high_seen`:
    Wilson's 95 % range of what happened."""

    low: float
    high: float
    n: int
    said: float
    happened: float
    low_seen: float
    high_seen: float

    @property
    def holds(self) -> bool:
        """Whether what was said can be what is true."""
        return self.low_seen <= self.said <= self.high_seen


@dataclass(frozen=True, slots=True)
class Calibration:
    """`base_brier`: of always saying the base rate. `skill` None: everything ended alike.
    `error`: expected calibration error, Σ n · |said − happened| ÷ Σ n over the bins."""

    n: int
    base_rate: float
    brier: float
    base_brier: float
    skill: float | None
    error: float
    bins: tuple[Bin, ...]


def calibration(
    chances: Sequence[float], happened: Sequence[bool], bins: int = BINS
) -> Calibration | None:
    """None without cases."""
    if not chances:
        return None
    pairs = list(zip(chances, map(float, happened), strict=True))
    base = fmean(y for _p, y in pairs)
    brier, base_brier = fmean((p - y) ** 2 for p, y in pairs), base * (1 - base)
    table = tuple(_table(pairs, bins))
    return Calibration(
        len(pairs),
        base,
        brier,
        base_brier,
        1 - brier / base_brier if base_brier > 0 else None,
        sum(b.n * abs(b.said - b.happened) for b in table) / len(pairs),
        table,
    )


def _table(pairs: Sequence[tuple[float, float]], bins: int) -> list[Bin]:
    """Only those with cases."""
    groups: dict[int, list[tuple[float, float]]] = {}
    for p, y in pairs:
        groups.setdefault(min(int(p * bins), bins - 1), []).append((p, y))
    found = []
    for i, group in sorted(groups.items()):
        hits = sum(y for _p, y in group)
        low, high = wilson(hits, len(group)) or (0.0, 1.0)
        said = fmean(p for p, _y in group)
        found.append(Bin(i / bins, (i + 1) / bins, len(group), said, hits / len(group), low, high))
    return found
