"""Validity in days, half-open: [start, end). No end means until further notice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """The days from `start` up to, not including, `end`. None is unbounded."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"{self.end} is before {self.start}")

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlap(self, other: "Days") -> "Days | None":
        """The days in both, or None when there are none."""
        start = max((d for d in (self.start, other.start) if d), default=None)
        end = min((d for d in (self.end, other.end) if d), default=None)
        if start and end and start >= end:
            return None
        return Days(start, end)

    def length(self) -> int | None:
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days


def days_of(start: date, end: date) -> Iterable[date]:
    """Every day of [start, end)."""
    return (start + timedelta(n) for n in range((end - start).days))
