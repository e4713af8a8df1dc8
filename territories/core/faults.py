"""What is wrong with a question, before it is asked: all of it at once, in plain facts.

The upper layer says them in the reader's language; `says` is the English of the command.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from territories.core.optimiser.problem import OBJECTIVES, UNITS, Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` names a sentence of `says`, which is about `what` (a unit, seat or metric) and, where
    it needs more, `detail`."""

    kind: str
    what: str = ""
    detail: str = ""

    def __str__(self) -> str:
        return says[self.kind].format(what=self.what, detail=self.detail)


says = {
    "no_units": "There is no unit.",
    "no_seats": "There is no seat.",
    "twice": "{detail} {what!r} is listed more than once.",
    "unknown_unit": "{detail} names the unit {what!r}, which is not listed.",
    "unknown_seat": "{detail} names the seat {what!r}, which is not listed.",
    "unknown_metric": "{detail} names the metric {what!r}, which has no weights.",
    "negative_weight": "The {detail} of unit {what!r} is negative.",
    "endless_weight": "The {detail} of unit {what!r} is not a finite number.",
    "wrong_length": "{what!r} has not one number for each unit.",
    "no_cost": "Unit {what!r} has no cost at {detail}.",
    "cost_needed": "The objective is cost, and there are no costs.",
    "balance_needed": "The objective is balance, and there are no weights.",
    "bad_objective": "{what!r} is no objective; known: " + ", ".join(OBJECTIVES) + ".",
    "bad_number": "{what} must be {detail}.",
    "no_target": "Seat {what!r} has no target.",
    "bad_target": "The target of seat {what!r} must be a number from 0 on.",
    "no_targets": "All targets are 0.",
    "lock_without_seat": "Unit {what!r} is locked, and nobody holds it.",
    "in_two_families": "Unit {what!r} is in more than one family.",
    "family_torn": "The family of unit {what!r} is locked or required at several seats: {detail}.",
    "lock_forbidden": "Unit {what!r} is locked or required at {detail!r}, where it may not be.",
    "cap_crossed": "The cap of seat {what!r} on {detail} asks for more than it allows.",
}  # fmt: skip


class BadProblem(ValueError):
    """The question contradicts itself; `faults` lists all that was found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def insist(problem: Problem) -> None:
    if found := list(faults(problem)):
        raise BadProblem(found)


def faults(problem: Problem) -> Iterator[Fault]:
    """Names first: the rest would only repeat what is wrong with them."""
    named = list(_names(problem))
    yield from named
    if not named:
        yield from _numbers(problem)
        yield from _limits(problem)
        yield from _fixed(problem)


def _names(problem: Problem) -> Iterator[Fault]:
    for kind, listed in (("unit", problem.units), ("seat", problem.seats)):
        if not listed:
            yield Fault(f"no_{kind}s")
        yield from (
            Fault("twice", each, kind.capitalize())
            for each, times in Counter(listed).items()
            if times > 1
        )
    for kind, known, named in (
        ("unknown_unit", problem.units, _units_named(problem)),
        ("unknown_seat", problem.seats, _seats_named(problem)),
        ("unknown_metric", [*problem.weights, UNITS], _metrics_named(problem)),
    ):
        there = set(known)
        yield from dict.fromkeys(Fault(kind, each, by) for by, each in named if each not in there)
    if problem.objective not in OBJECTIVES:
        yield Fault("bad_objective", problem.objective)


def _units_named(problem: Problem) -> Iterator[tuple[str, str]]:
    yield from (("current", unit) for unit in problem.current)
    yield from (("locks", unit) for unit in problem.locks)
    yield from (("families", unit) for family in problem.families for unit in family)
    yield from (("required", unit) for unit, _ in problem.required)
    yield from (("forbidden", unit) for unit, _ in problem.forbidden)
    yield from (("adjacency", unit) for pair in problem.adjacency or () for unit in pair)


def _seats_named(problem: Problem) -> Iterator[tuple[str, str]]:
    yield from (("current", seat) for seat in problem.current.values())
    yield from (("required", seat) for _, seat in problem.required)
    yield from (("forbidden", seat) for _, seat in problem.forbidden)
    yield from (("caps", cap.seat) for cap in problem.caps)
    yield from (("targets", seat) for seat in problem.targets or ())


def _metrics_named(problem: Problem) -> Iterator[tuple[str, str]]:
    yield from (("tolerance", metric) for metric in problem.tolerance)
    yield from (("caps", cap.what) for cap in problem.caps)


def _numbers(problem: Problem) -> Iterator[Fault]:
    columns = dict(problem.weights)
    if problem.values is not None:
        columns["value"] = problem.values
    for name, column in columns.items():
        weights = np.asarray(column, dtype=float)
        if weights.shape != (len(problem.units),):
            yield Fault("wrong_length", name)
            continue
        bad = np.isinf(weights) | (np.isnan(weights) if name == "value" else False)
        yield from (Fault("negative_weight", problem.units[i], name) for i in _which(weights < 0))
        yield from (Fault("endless_weight", problem.units[i], name) for i in _which(bad))
    if problem.cost is not None:
        if problem.cost.shape != (len(problem.units), len(problem.seats)):
            yield Fault("wrong_length", "cost")
            return
        for i in _which(~np.isfinite(problem.cost).all(axis=1)):
            gone = _which(~np.isfinite(problem.cost[i]))
            seats = "any seat" if len(gone) == len(problem.seats) else _seats(problem, gone)
            yield Fault("no_cost", problem.units[i], seats)
    elif problem.objective == "cost":
        yield Fault("cost_needed")
    if problem.objective == "balance" and not problem.weights:
        yield Fault("balance_needed")


def _which(condition: np.ndarray) -> list[int]:
    return np.flatnonzero(condition).tolist()


def _seats(problem: Problem, which: list[int]) -> str:
    return ", ".join(problem.seats[j] for j in which)


def _limits(problem: Problem) -> Iterator[Fault]:
    positive = {"time_limit": problem.time_limit} | {
        f"The tolerance of {metric}": each for metric, each in problem.tolerance.items()
    }
    for name, number in positive.items():
        if not (number >= 0 and np.isfinite(number)) or (name == "time_limit" and number == 0):
            yield Fault("bad_number", name, "a number from 0 on" if name[0] == "T" else "above 0")
    for name, limit in (
        ("max_moves", problem.max_moves),
        ("max_disruption", problem.max_disruption),
    ):
        if limit is not None and not limit >= 0:
            yield Fault("bad_number", name, "a number from 0 on")
    if problem.targets is not None:
        yield from (
            Fault("no_target", seat) for seat in problem.seats if seat not in problem.targets
        )
        wrong = [s for s, each in problem.targets.items() if not (each >= 0 and np.isfinite(each))]
        yield from (Fault("bad_target", seat) for seat in wrong)
        if not wrong and not any(problem.targets.values()):
            yield Fault("no_targets")
    for cap in problem.caps:
        if cap.least is not None and cap.most is not None and cap.least > cap.most:
            yield Fault("cap_crossed", cap.seat, cap.what)


def fixed_seats(problem: Problem) -> dict[str, set[str]]:
    """By unit, where locks and required pairs want it."""
    wanted: dict[str, set[str]] = {}
    for unit in problem.locks:
        if unit in problem.current:
            wanted.setdefault(unit, set()).add(problem.current[unit])
    for unit, seat in problem.required:
        wanted.setdefault(unit, set()).add(seat)
    return wanted


def _fixed(problem: Problem) -> Iterator[Fault]:
    yield from (
        Fault("lock_without_seat", unit)
        for unit in sorted(problem.locks)
        if unit not in problem.current
    )
    members = Counter(unit for family in problem.families for unit in set(family))
    yield from (Fault("in_two_families", unit) for unit, times in members.items() if times > 1)
    wanted, forbidden = fixed_seats(problem), set(problem.forbidden)
    together = [list(family) for family in problem.families]
    together += [[unit] for unit in wanted if unit not in members]
    for family in together:
        seats = sorted({seat for unit in family for seat in wanted.get(unit, ())})
        if len(seats) > 1:
            yield Fault("family_torn", family[0], ", ".join(seats))
        elif seats:
            yield from (
                Fault("lock_forbidden", unit, seats[0])
                for unit in family
                if (unit, seats[0]) in forbidden
            )
