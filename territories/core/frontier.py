"""How much balance, or way, each further move buys, near the number of moves of an answer.

The whole curve of a big book goes to a plan nobody would carry out. This is its beginning: for each
number of moves the evenest plan, without the tolerance, which would leave out everything before the
last point. Where the way counts: the shortest one that leaves no territory further from its target
than asked, or than it is now.

The knee is the point furthest from the chord between first and last, both axes scaled to one:
Satopää, Albrecht, Irwin, Raghavan 2011, "Finding a 'Kneedle' in a Haystack" (ICDCS workshops,
166–171), without the smoothing, since the points are exact or within their gap.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from territories.core.balance import HAIR
from territories.core.optimiser.problem import Problem
from territories.core.optimiser.solve import balance, proposed
from territories.core.optimiser.watch import Watch

LEAST = 6  # moves that are looked at even when the answer needs fewer
BEYOND = 1.5  # so far past the moves of the answer
POINTS = 9
GAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Point:
    """`off`: the mean distance of a territory from its target, as part of it, over all measures.
    `worst`: the largest one. `gap`: a plan nearer by more than this is ruled out. `km`: the way of
    all units together, where it counts."""

    moves: int
    off: float
    worst: float
    gap: float | None = None
    km: float | None = None

    @property
    def left(self) -> float:
        """What further moves could still take away."""
        return self.off if self.km is None else self.km


def frontier(problem: Problem, needed: int, watch: Watch) -> list[Point]:
    """Fewest moves first; ends early when the time is over. Moves that buy nothing are no point."""
    found = [_as_it_is(problem)]
    for most in _steps(needed, _movable(problem)):
        if watch.over or found[-1].left <= 0:
            break
        point = _point(problem, most, watch)
        if point is None:  # so few moves may not be enough to keep a rule
            continue
        if point.moves > found[-1].moves and point.left < found[-1].left - GAIN:
            found.append(point)
    return found


def knee(points: Sequence[Point]) -> Point | None:
    """Where further moves begin to buy little."""
    at = knee_of([(point.moves, point.left) for point in points])
    return None if at is None else points[at]


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


def _steps(needed: int, movable: int) -> Iterator[int]:
    """About as many as are drawn, closer together at the start, where the curve bends."""
    most = min(movable, max(LEAST, round(BEYOND * needed)))
    steps = {round(most * ((n + 1) / POINTS) ** 2) for n in range(POINTS)}
    yield from sorted((steps | {min(needed, most)}) - {0})


def _movable(problem: Problem) -> int:
    return sum(unit in problem.current and unit not in problem.locks for unit in problem.units)


def _as_it_is(problem: Problem) -> Point:
    return Point(0, *_distances(problem, problem.current), 0.0, _km(problem, problem.current))


def _point(problem: Problem, most: int, watch: Watch) -> Point | None:
    asked = replace(_free(problem), max_moves=most, time_limit=max(watch.left, 0.1))
    answer = proposed(asked, watch.part(watch.left))
    if not answer.solved:
        return None
    held = answer.assignment
    return Point(len(answer.moves), *_distances(problem, held), answer.gap, _km(problem, held))


def _free(problem: Problem) -> Problem:
    """The question whose answers are points: without what only the last point could keep."""
    if problem.objective != "cost":
        return replace(problem, objective="balance", tolerance={})
    now = balance(problem, problem.current)
    most = {
        m: max(each, (now[m].max_deviation or 0) + HAIR) for m, each in problem.tolerance.items()
    }
    return replace(problem, tolerance=most)


def _km(problem: Problem, held: Mapping[str, str]) -> float | None:
    if problem.objective != "cost" or problem.cost is None:
        return None
    column = {seat: j for j, seat in enumerate(problem.seats)}
    return float(sum(problem.cost[i, column[held[u]]] for i, u in enumerate(problem.units)))


def _distances(problem: Problem, held: Mapping[str, str]) -> tuple[float, float]:
    found = balance(problem, held)
    off = [abs(d) for each in found.values() for d in each.deviations.values() if d is not None]
    return (sum(off) / len(off), max(off)) if off else (0.0, 0.0)
