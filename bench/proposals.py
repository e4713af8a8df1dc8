"""Proposals of territories: random books of 200 to 10,000 accounts, how long, how near, how even.

Units and the homes of seats lie on a square of 1,000 km, weights are lognormal, 85 in 100 units are
with the nearest seat. Each book is asked for the nearest and for the least disruption, both within
10 % of equal shares. No database is needed; SIZE=small leaves out the books above 1,000 units.
"""

from collections.abc import Iterable
from itertools import product

import numpy as np

from bench.company import Size
from bench.frame import Figure
from territories.core.optimiser.problem import Objective, Problem
from territories.core.optimiser.solve import proposed
from territories.core.proposal import Proposal

BOOKS = ((200, 10), (1_000, 20), (3_000, 30), (10_000, 60))
SMALL = 1_000  # accounts of the largest book in a bench of up to 100,000 deals
OBJECTIVES: tuple[Objective, ...] = ("cost", "disruption")
TOLERANCE = 0.1
GAP = 2.0  # percent
SECONDS = 120.0


def figures(size: Size) -> Iterable[Figure]:
    for (units, seats), objective in product(BOOKS, OBJECTIVES):
        if units > SMALL and size.deals <= 100_000:
            continue
        answer = proposed(book(units, seats, objective))
        yield figure(f"Proposal {units:,} × {seats}, {objective}", answer)


def figure(name: str, answer: Proposal) -> Figure:
    """The gap is what is limited: seconds of a shared machine mean little."""
    if answer.gap is None or not answer.balance["w"].within:
        raise AssertionError(f"{name}: {answer.status}, or outside the tolerance")
    worst = answer.balance["w"].max_deviation or 0.0
    about = (
        f"By which part a better answer is not ruled out. {answer.status} after "
        f"{answer.seconds:.1f} s, {len(answer.moves)} moves, largest deviation {worst:.1%}."
    )
    return Figure(
        name,
        about,
        round(100 * answer.gap, 3),
        "% gap",
        limit=GAP,
        details={
            "seconds": round(answer.seconds, 2),
            "moves": len(answer.moves),
            "max_deviation": round(worst, 4),
        },
    )


def book(units: int, seats: int, objective: Objective, seed: int = 1) -> Problem:
    rng = np.random.default_rng(seed)
    at, home = rng.random((units, 2)) * 1000, rng.random((seats, 2)) * 1000
    cost = np.hypot(*(at[:, None] - home[None]).transpose(2, 0, 1))
    holder = np.where(rng.random(units) < 0.85, cost.argmin(1), rng.integers(0, seats, units))
    names, people = [f"u{i:05}" for i in range(units)], [f"s{j:03}" for j in range(seats)]
    return Problem(
        names,
        people,
        {"w": rng.lognormal(0, 0.8, units)},
        cost,
        {unit: people[j] for unit, j in zip(names, holder, strict=True)},
        tolerance={"w": TOLERANCE},
        objective=objective,
        time_limit=SECONDS,
    )
