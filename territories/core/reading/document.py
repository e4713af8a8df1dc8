"""A question from a JSON document, with every fault of it told at once.

The keys are public (people script them): unknown ones are refused with the known ones listed.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from territories.core.optimiser.problem import SECONDS, Cap, Problem

KEYS = (
    "units", "seats", "weights", "cost", "current", "locks", "families", "required", "forbidden",
    "caps", "targets", "tolerance", "values", "objective", "max_moves", "max_disruption",
    "time_limit", "adjacency", "cost_unit",
)  # fmt: skip
LIMITS = ("min", "max")


class Unreadable(ValueError):
    """The file cannot be a question; `problems` says all that was found, in English."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def problem_of(document: Any) -> Problem:
    """Raises Unreadable. What contradicts itself is found later, by `core.faults`."""
    if not isinstance(document, Mapping):
        raise Unreadable(["The file holds no JSON object."])
    if unknown := [key for key in document if key not in KEYS]:
        listed = ", ".join(map(repr, unknown))
        raise Unreadable([f"Unknown: {listed}; known: {', '.join(KEYS)}."])
    reader = _Reader(document)
    problem = reader.problem()
    if reader.problems:
        raise Unreadable(reader.problems)
    return problem


class _Reader:
    """Reads key by key and goes on after a fault, so that all are told."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.problems: list[str] = []
        self.units = self.names("units")
        self.seats = self.names("seats")

    def problem(self) -> Problem:
        weights = self.each("weights", lambda key, value: self.column(f"weights of {key}", value))
        return Problem(
            units=self.units,
            seats=self.seats,
            weights=weights,
            cost=self.cost(),
            current=self.current(),
            locks=self.names("locks"),
            families=[self.listed("families", family) for family in self.rows("families")],
            required=[self.pair("required", pair) for pair in self.rows("required")],
            forbidden=[self.pair("forbidden", pair) for pair in self.rows("forbidden")],
            caps=self.caps(),
            targets=None if self.get("targets") is None else self.each("targets", self.number),
            tolerance=self.tolerance(list(weights)),
            values=None
            if self.get("values") is None
            else self.column("values", self.get("values")),
            objective=self.get("objective", "cost"),
            max_moves=self.whole("max_moves"),
            max_disruption=self.optional("max_disruption"),
            time_limit=self.optional("time_limit") or SECONDS,
            adjacency=self.adjacency(),
            cost_unit=self.text("cost_unit"),
        )

    def get(self, key: str, otherwise: Any = None) -> Any:
        found = self.document.get(key)
        return otherwise if found is None else found

    def say(self, problem: str) -> None:
        self.problems.append(problem)

    def name(self, where: str, value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int):
            self.say(f"{where}: {value!r} is no name.")
        return str(value)

    def listed(self, where: str, value: Any) -> list[str]:
        if not isinstance(value, list):
            self.say(f"{where}: {value!r} is no list.")
            return []
        return [self.name(where, each) for each in value]

    def names(self, key: str) -> list[str]:
        return self.listed(key, self.get(key, []))

    def rows(self, key: str) -> list[Any]:
        found = self.get(key, [])
        if not isinstance(found, list):
            self.say(f"{key}: is no list.")
            return []
        return found

    def pair(self, key: str, value: Any) -> tuple[str, str]:
        found = self.listed(key, value)
        if len(found) != 2:
            self.say(f"{key}: {value!r} is no pair.")
            return "", ""
        return found[0], found[1]

    def adjacency(self) -> list[tuple[str, str]] | None:
        if self.get("adjacency") is None:
            return None
        return [self.pair("adjacency", pair) for pair in self.rows("adjacency")]

    def each[T](self, key: str, read: Callable[[str, Any], T]) -> dict[str, T]:
        found = self.get(key, {})
        if not isinstance(found, Mapping):
            self.say(f"{key}: is no object.")
            return {}
        return {name: read(name, value) for name, value in found.items()}

    def number(self, where: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
            self.say(f"{where}: {value!r} is no number.")
            return 0.0
        return float(value)

    def optional(self, key: str) -> float | None:
        value = self.get(key)
        return None if value is None else self.number(key, value)

    def whole(self, key: str) -> int | None:
        value = self.optional(key)
        if value is not None and value != int(value):
            self.say(f"{key}: {value!r} is no whole number.")
        return None if value is None else int(value)

    def text(self, key: str) -> str:
        value = self.get(key, "")
        if not isinstance(value, str):
            self.say(f"{key}: {value!r} is no text.")
        return str(value)

    def column(self, where: str, value: Any) -> np.ndarray:
        """A number for each unit; null says that nobody knows it, leaving it out is a slip."""
        column = np.zeros(len(self.units))
        if not isinstance(value, Mapping):
            self.say(f"{where}: is no object.")
            return column
        for name in value.keys() - set(self.units):
            self.say(f"{where}: names the unit {name!r}, which is not listed.")
        for i, unit in enumerate(self.units):
            if unit not in value:
                self.say(f"{where}: unit {unit!r} is missing (null says that it is unknown).")
            elif value[unit] is None:
                column[i] = math.nan
            else:
                column[i] = self.number(f"{where}, unit {unit!r}", value[unit])
        return column

    def cost(self) -> np.ndarray | None:
        rows = self.each("cost", lambda unit, row: row)
        if self.get("cost") is None:
            return None
        for name in sorted(rows.keys() - set(self.units)):
            self.say(f"cost: names the unit {name!r}, which is not listed.")
        cost = np.full((len(self.units), len(self.seats)), math.nan)
        known = set(self.seats)
        for i, unit in enumerate(self.units):
            row = rows.get(unit, {})
            if not isinstance(row, Mapping):
                self.say(f"cost: of unit {unit!r} is no object.")
                continue
            for name in sorted(row.keys() - known):
                self.say(f"cost: of unit {unit!r} names the seat {name!r}, which is not listed.")
            for j, seat in enumerate(self.seats):
                if row.get(seat) is not None:
                    cost[i, j] = self.number(f"cost of unit {unit!r} at {seat!r}", row[seat])
        return cost

    def current(self) -> dict[str, str]:
        found = self.each("current", lambda unit, seat: seat)
        return {
            unit: self.name(f"current of {unit!r}", seat)
            for unit, seat in found.items()
            if seat is not None
        }

    def tolerance(self, metrics: list[str]) -> dict[str, float]:
        """One number is for every metric."""
        value = self.get("tolerance", {})
        if isinstance(value, Mapping):
            return {name: self.number(f"tolerance of {name}", each) for name, each in value.items()}
        return dict.fromkeys(metrics, self.number("tolerance", value))

    def caps(self) -> list[Cap]:
        return [
            cap
            for found in self.each("caps", self.caps_of).values()
            for cap in found
        ]  # fmt: skip

    def caps_of(self, seat: str, found: Any) -> list[Cap]:
        if not isinstance(found, Mapping):
            self.say(f"caps of {seat!r}: is no object.")
            return []
        return [self.cap(seat, what, limits) for what, limits in found.items()]

    def cap(self, seat: str, what: str, limits: Any) -> Cap:
        where = f"caps of {seat!r}, {what}"
        if not isinstance(limits, Mapping) or not limits or set(limits) - set(LIMITS):
            self.say(f"{where}: must be an object with min, max or both.")
            return Cap(seat, what)
        ends = {
            end: None if limits.get(end) is None else self.number(where, limits[end])
            for end in LIMITS
        }
        return Cap(seat, what, ends["min"], ends["max"])
