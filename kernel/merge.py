"""What came of merging staged rows into facts: counts, refusals, and what was touched."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Rejection:
    """A staged row that could not be taken, with the reason a person can act on.

    `row` is the physical row in the file; `code` groups rows of a kind ("unknown_owner");
    `severity` "error" sets the row aside, "warning" takes it and says so.
    """

    row: int
    column: str
    value: str
    code: str
    message: str
    severity: str = "error"


@dataclass(slots=True)
class Touched:
    """People and days whose numbers must be computed again; `None` days mean nothing touched."""

    reps: set[int] = field(default_factory=set)
    start: date | None = None
    end: date | None = None  # exclusive

    def add(self, reps: set[int], start: date | None, end: date | None) -> None:
        """Widen by more people and the days [start, end)."""
        self.reps |= reps
        if start and end:
            self.start = min(self.start or start, start)
            self.end = max(self.end or end, end)


@dataclass(slots=True)
class Merged:
    """Result of one merge; every staged row is counted once."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    touched: Touched = field(default_factory=Touched)
    missing: list[str] = field(default_factory=list)  # known ids that a full export did not hold

    @property
    def rejected(self) -> int:
        return len({r.row for r in self.rejections if r.severity == "error"})
