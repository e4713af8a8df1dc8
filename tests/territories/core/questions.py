"""Questions for the optimiser: a published one, random ones, and all answers by counting."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from territories.core.optimiser.problem import UNITS, Cap, Problem
from territories.core.optimiser.solve import balance

PFIZER = json.loads((Path(__file__).parents[2] / "data" / "pfizer_turkey.json").read_text())
SEATS = ["1", "2", "3", "4"]


def pfizer(**asked: Any) -> Problem:
    """The published instance: bricks 1 to 22, representatives 1 to 4."""
    bricks = [str(i + 1) for i in range(len(PFIZER["workload"]))]
    current = dict(zip(bricks, map(str, PFIZER["current"]), strict=True))
    weights = {"workload": np.array(PFIZER["workload"])}
    distances = np.array(PFIZER["distance_km"])
    return Problem(bricks, SEATS, weights, distances, current, cost_unit="km", **asked)


def pfizer_document(**asked: Any) -> dict[str, Any]:
    """The same in the public format."""
    problem = pfizer()
    return {
        "units": problem.units,
        "seats": problem.seats,
        "weights": {"workload": dict(zip(problem.units, PFIZER["workload"], strict=True))},
        "cost": {
            unit: dict(zip(SEATS, row, strict=True))
            for unit, row in zip(problem.units, PFIZER["distance_km"], strict=True)
        },
        "current": dict(problem.current),
        "cost_unit": "km",
        **asked,
    }


def scattered(units: int, seats: int, seed: int = 1, **asked: Any) -> Problem:
    """Units and homes of seats on a square of 1,000 km; most units are with the nearest seat."""
    rng = np.random.default_rng(seed)
    at, home = rng.random((units, 2)) * 1000, rng.random((seats, 2)) * 1000
    cost = np.hypot(*(at[:, None] - home[None]).transpose(2, 0, 1))
    holder = np.where(rng.random(units) < 0.85, cost.argmin(1), rng.integers(0, seats, units))
    names, people = [f"u{i:05}" for i in range(units)], [f"s{j:03}" for j in range(seats)]
    current = {unit: people[j] for unit, j in zip(names, holder, strict=True)}
    return Problem(names, people, {"w": rng.lognormal(0, 0.8, units)}, cost, current, **asked)


@st.composite
def questions(draw: st.DrawFn) -> Problem:
    """Up to seven units and three seats with any of the rules; often there is no answer."""
    n, m = draw(st.integers(1, 7)), draw(st.integers(1, 3))
    units, seats = [f"u{i}" for i in range(n)], [f"s{j}" for j in range(m)]
    whole = st.integers(0, 9)
    weights = {
        metric: np.array(draw(st.lists(whole, min_size=n, max_size=n)), dtype=float)
        for metric in ("work", "potential")
    }
    cost = np.array(draw(st.lists(whole, min_size=n * m, max_size=n * m)), dtype=float)
    seat = st.sampled_from(seats)
    current = {unit: held for unit in units if (held := draw(st.none() | seat))}
    families = [units[:2]] if n > 2 and draw(st.booleans()) else []
    outside = [u for u in current if not families or u not in families[0]]
    locks = draw(st.lists(st.sampled_from(outside), unique=True, max_size=2)) if outside else []
    free = [u for u in units if u not in locks and u not in units[:2]]
    forbidden = [(u, draw(seat)) for u in free[:1] if draw(st.booleans())]
    caps = [Cap(seats[0], UNITS, None, draw(st.integers(0, n)))] if draw(st.booleans()) else []
    tolerance = draw(st.sampled_from([0.2, 0.5, 1.0, None]))
    return Problem(
        units,
        seats,
        weights,
        cost.reshape(n, m),
        current,
        locks=locks,
        families=families,
        forbidden=forbidden,
        caps=caps,
        targets=draw(st.sampled_from([None, dict(zip(seats, (1, 2, 3), strict=False))])),
        tolerance={} if tolerance is None else {"work": tolerance},
        objective=draw(st.sampled_from(["cost", "disruption", "balance"])),
        max_moves=draw(st.none() | st.integers(0, n)),
        time_limit=20,
    )


def allowed(problem: Problem, assignment: dict[str, str]) -> bool:
    """Every rule, read from its words and not from the matrix."""
    held = problem.current
    counts = {seat: sum(s == seat for s in assignment.values()) for seat in problem.seats}
    moved = [u for u in problem.units if held.get(u, assignment[u]) != assignment[u]]
    found = balance(problem, assignment)
    return (
        all(assignment[u] == held[u] for u in problem.locks)
        and all(len({assignment[u] for u in family}) == 1 for family in problem.families)
        and not any(assignment[u] == seat for u, seat in problem.forbidden)
        and all(cap.most is None or counts[cap.seat] <= cap.most for cap in problem.caps)
        and (problem.max_moves is None or len(moved) <= problem.max_moves)
        and all(found[metric].within is not False for metric in problem.tolerance)
    )


def worth(problem: Problem, assignment: dict[str, str]) -> tuple[float, ...]:
    """What the objective counts, then what breaks its ties."""
    row = {u: i for i, u in enumerate(problem.units)}
    column = {s: j for j, s in enumerate(problem.seats)}
    cost = sum(problem.cost[row[u], column[s]] for u, s in assignment.items())
    moved = [u for u, s in assignment.items() if problem.current.get(u, s) != s]
    disruption = sum(problem.relation[row[u]] for u in moved)
    off = [
        abs(each)
        for one in balance(problem, assignment).values()
        for each in one.deviations.values()
        if each is not None
    ]
    mean = sum(off) / len(off) if off else 0.0
    return {
        "cost": (cost, disruption),
        "disruption": (disruption, cost),
        "balance": (mean,),
    }[problem.objective]


def counted(problem: Problem) -> tuple[float, ...] | None:
    """The best of all answers, tried one by one; None when no answer is allowed."""
    every = (
        dict(zip(problem.units, seats, strict=True))
        for seats in product(problem.seats, repeat=len(problem.units))
    )
    return min((worth(problem, each) for each in every if allowed(problem, each)), default=None)
