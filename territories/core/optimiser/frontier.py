"""What each further move buys: the least cost (or deviation) for at most K moves, K rising.

One answer hides the choice; the curve shows where moves stop paying. The knee is the point furthest
from the chord between first and last, both axes scaled to one: Satopää, Albrecht, Irwin, Raghavan
2011, "Finding a 'Kneedle' in a Haystack" (ICDCS workshops, 166–171), without the smoothing, since
the points are exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from territories.core.optimiser.problem import Problem
from territories.core.optimiser.solve import proposed
from territories.core.optimiser.watch import Cancelled, Watch
from territories.core.proposal import Proposal

POINTS = 12
GAIN = 1e-6
type Limit = Literal["max_moves", "max_disruption"]


@dataclass(frozen=True, slots=True)
class Point:
    """The best for a limit. `objective` is None where the limit leaves no answer."""

    limit: float
    objective: float | None
    moves: int
    disruption: float
    max_deviation: float | None
    status: str


@dataclass(frozen=True, slots=True)
class Frontier:
    """Points by rising limit, and the place of the knee among them, None for less than three."""

    points: list[Point]
    knee: int | None
    proposals: list[Proposal]


def frontier(problem: Problem, *, by: Limit = "max_moves", watch: Watch | None = None) -> Frontier:
    """Ends where more changes nothing. Each point has an equal part of the time that is left."""
    watch = watch or Watch(problem.time_limit)
    free = proposed(_limited(problem, by, None), watch.part(watch.limit / 4))
    if not free.solved:
        return Frontier([], None, [])
    end = len(free.moves) if by == "max_moves" else free.disruption
    limits = _limits(end, whole=by == "max_moves")
    found: list[tuple[Point, Proposal]] = []
    try:
        for number, limit in enumerate(limits):
            watch.stage("frontier")
            part = watch.part(watch.left / (len(limits) - number))
            answer = proposed(_limited(problem, by, limit), part)
            found.append((_point(limit, answer), answer))
    except Cancelled:
        pass
    found.append((_point(end, free), free))
    points, proposals = _without_losses(found)
    solved = [(p.limit, p.objective) for p in points if p.objective is not None]
    knee = knee_of(solved)
    skipped = len(points) - len(solved)
    return Frontier(points, None if knee is None else knee + skipped, proposals)


def _limited(problem: Problem, by: Limit, limit: float | None) -> Problem:
    if by == "max_moves":
        return replace(problem, max_moves=None if limit is None else int(limit))
    return replace(problem, max_disruption=limit)


def _limits(end: float, *, whole: bool) -> list[float]:
    """Every number of moves below the end while they are few, else about equal steps."""
    if whole and end <= POINTS:
        return list(range(int(end)))
    steps = [end * step / POINTS for step in range(POINTS)]
    return sorted({round(step) for step in steps}) if whole else steps


def _point(limit: float, answer: Proposal) -> Point:
    off = [each.max_deviation for each in answer.balance.values() if each.max_deviation is not None]
    return Point(
        limit,
        answer.objective if answer.solved else None,
        len(answer.moves),
        answer.disruption,
        max(off, default=None),
        answer.status,
    )


def _without_losses(
    found: list[tuple[Point, Proposal]],
) -> tuple[list[Point], list[Proposal]]:
    """Points without an answer only while there is none, then each better than the one before: in
    big books a wider limit may give a slightly worse answer, within the gap."""
    kept: list[tuple[Point, Proposal]] = []
    best: float | None = None
    for point, answer in found:
        if point.objective is None:
            if best is None:
                kept.append((point, answer))
        elif best is None or point.objective < best - GAIN * max(1e-3, abs(best)):
            best = point.objective
            kept.append((point, answer))
    return [point for point, _ in kept], [answer for _, answer in kept]


def knee_of(curve: Sequence[tuple[float, float]]) -> int | None:
    """The place of the knee of a falling curve; None when it has less than three points or is
    straight."""
    if len(curve) < 3:
        return None
    (x0, y0), (x1, y1) = curve[0], curve[-1]
    if x1 <= x0 or y1 >= y0:
        return None
    above = [(y0 - y) / (y0 - y1) - (x - x0) / (x1 - x0) for x, y in curve]
    best = max(range(len(curve)), key=lambda i: above[i])
    return best if above[best] > GAIN else None
