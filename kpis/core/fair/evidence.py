"""What is known about one person in a period: stored halves, and their deals by segment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpis.core.fair.peers import Group


@dataclass(frozen=True)
class Figure:
    """A stored KPI value with its halves; None is unknown."""

    value: float | None = None
    top: float | None = None
    bottom: float | None = None
    n: float | None = None


@dataclass(frozen=True)
class Logs:
    """Natural logarithms of n amounts or durations: their sum and the sum of their squares."""

    n: float = 0
    total: float = 0
    squares: float = 0

    @property
    def within(self) -> float:
        """Σ (x − x̄)²."""
        return max(self.squares - self.total * self.total / self.n, 0.0) if self.n else 0.0


@dataclass(frozen=True)
class Closed:
    """Deals closed in one segment; `cycles` are of days + 1, for ln 0 is minus infinity."""

    won: float = 0
    lost: float = 0
    values: Logs = Logs()
    cycles: Logs = Logs()


@dataclass(frozen=True)
class Seller:
    """`ramp`: the share of a ramped person's result to be expected; `squares`: Σ a² of deals won;
    `deals` by segment of the deal; `potential` of the accounts held, a year (None: not known)."""

    id: int
    group: Group
    figures: Mapping[str, Figure]
    ramp: float = 1.0
    squares: float = 0.0
    deals: Mapping[str, Closed] = field(default_factory=dict)
    potential: float | None = None

    def figure(self, kpi: str) -> Figure:
        return self.figures.get(kpi, Figure())
