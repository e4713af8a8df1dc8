"""Which units change hands, and the facts from which a sentence says why."""

from collections.abc import Mapping, Sequence

from territories.core.balance import deviation, targets_of
from territories.core.faults import fixed_seats
from territories.core.optimiser.problem import Problem
from territories.core.proposal import Cause, Move


def placed(problem: Problem, assignment: Mapping[str, str]) -> list[str]:
    """Units that nobody held: they are given, not moved."""
    return sorted(unit for unit in assignment if unit not in problem.current)


def moves(problem: Problem, assignment: Mapping[str, str]) -> list[Move]:
    """By giver, receiver and name of the unit."""
    told = _Told(problem, assignment)
    moved = (u for u in assignment if problem.current.get(u, assignment[u]) != assignment[u])
    found = [told.move(unit) for unit in moved]
    return sorted(found, key=lambda move: (move.source, move.target, move.unit))


class _Told:
    """What is looked up for every move, once."""

    def __init__(self, problem: Problem, assignment: Mapping[str, str]) -> None:
        self.problem, self.assignment = problem, assignment
        self.row = {unit: i for i, unit in enumerate(problem.units)}
        self.column = {seat: j for j, seat in enumerate(problem.seats)}
        self.relation = problem.relation
        self.fixed = fixed_seats(problem)
        self.forbidden = set(problem.forbidden)
        self.family = {unit: family for family in problem.families for unit in family}
        self.off = {metric: _deviations(problem, metric) for metric in problem.metrics}

    def move(self, unit: str) -> Move:
        source, target = self.problem.current[unit], self.assignment[unit]
        metric = self._metric(source, target)
        cost, i = self.problem.cost, self.row[unit]
        nearer = None
        if cost is not None:
            nearer = float(cost[i, self.column[source]] - cost[i, self.column[target]])
        off = self.off[metric] if metric else {}
        return Move(
            unit,
            source,
            target,
            self._why(unit, source, target),
            nearer,
            metric,
            off.get(source),
            off.get(target),
            float(self.relation[i]),
            tuple(sorted(each for each in self.family.get(unit, ()) if each != unit)),
        )

    def _why(self, unit: str, source: str, target: str) -> Cause:
        if self.fixed.get(unit) == {target}:
            return "required"
        if (unit, source) in self.forbidden:
            return "forbidden"
        family: Sequence[str] = self.family.get(unit, ())
        here = {self.problem.current.get(each) for each in family}
        if len(here - {None}) > 1 or any(self.fixed.get(each) for each in family):
            return "family"
        return "objective"

    def _metric(self, source: str, target: str) -> str | None:
        """The metric that the move evens most: where giver and receiver are furthest apart."""
        apart = {
            metric: (off[source] or 0) - (off[target] or 0)
            for metric, off in self.off.items()
            if off[source] is not None or off[target] is not None
        }
        return max(apart, key=lambda metric: apart[metric]) if apart else None


def _deviations(problem: Problem, metric: str) -> dict[str, float | None]:
    """Of what the seats hold now, against targets over all units, also those nobody holds yet."""
    loads = dict.fromkeys(problem.seats, 0.0)
    weights = problem.known(metric)
    for unit, weight in zip(problem.units, weights.tolist(), strict=True):
        if unit in problem.current:
            loads[problem.current[unit]] += weight
    targets = targets_of(float(weights.sum()), problem.seats, problem.targets)
    return {seat: deviation(load, targets[seat]) for seat, load in loads.items()}
