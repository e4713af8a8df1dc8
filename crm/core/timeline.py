"""One field of one deal over time, from what exports said and from what the CRM's history says.

Exports say a value as of a moment; between two of them the value changed at an unknown time, so
the change is dated on the later one. A CRM's own history knows the moments. Both together give
one list of changes that does not depend on the order in which the files were loaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Said:
    """An export as of `at` had this value."""

    at: datetime
    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """From `at` on the value is `new`. `real` changes come from a CRM's history."""

    at: datetime
    old: str
    new: str
    real: bool = False


def value_at(changes: Sequence[Change], at: datetime) -> str | None:
    """The value at a moment, real changes winning ties; None before the first change."""
    found = None
    for change in sorted(changes, key=_order):
        if change.at <= at:
            found = change.new
    return found


def weave(
    begins: Sequence[Change], said: Sequence[Said], real: Sequence[Change], unknown: str | None = ""
) -> list[Change]:
    """The changes that exports imply beside the real ones; empty when nothing ever changed.

    `begins` is what the first export implies about the time before it (one change when the deal
    was created; of a status a second one when it closed). Where real history reaches back before
    the first export, its own first `old` is the beginning instead; where that is empty, `unknown`
    (None: the first `new`, for fields that are never empty).
    """
    real = sorted(real, key=_order)
    if real and (not said or real[0].at <= said[0].at):
        before = real[0].old or (real[0].new if unknown is None else unknown)
        begins = [] if real[0].at <= begins[0].at else [Change(begins[0].at, "", before)]
    events: list[tuple[datetime, int, Said | Change]] = [(c.at, 0, c) for c in real]
    events += [(s.at, 1, s) for s in sorted(said, key=lambda s: s.at)]
    running = begins[-1].new if begins else None
    found: list[Change] = []
    for at, _, event in sorted(events, key=lambda e: e[:2]):
        if isinstance(event, Change):
            running = event.new
        elif event.value != running:
            found.append(Change(at, running or "", event.value))
            running = event.value
    if not found and not real:
        return []
    return [*begins, *found]


def _order(change: Change) -> tuple[datetime, bool]:
    return change.at, change.real
