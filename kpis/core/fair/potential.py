"""How far results follow what territories could give, learnt from the peers and allowed for.

Expected results are taken to go with potential to the power e, the elasticity: 0 where quotas
follow the potential already or the market does not matter, 1 where twice the market gives twice
the result. Of peers past the ramp, with y their result ÷ its expected half, p their potential and
x = ln p less the mean: E y = exp(a + e x) and Var y = (c ÷ (expected × E y) + b) (E y)², where c is
the size of a usual deal (bookings are a sum of a Poisson number of deals) and b the variance
between people, by moments. Fitted by quasi-likelihood, which holds for results of zero as well
(McCullagh, Nelder 1989, Generalized Linear Models, 2nd ed., chapter 9).

With t = e ÷ its standard error, what is used is e (1 − 4 ÷ t²), at least 0 and at most 1: nothing
within two standard errors, nearly all of what is sure, and no step between (the non-negative
garrote: Breiman 1995, Technometrics 37, 373-384). A wrong correction costs more than a missing
one.

It is an association: where the best people were given the largest territories, or potential was
stated from what had been sold, a part of their skill is taken for the territory's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import Literal

import numpy as np

LEAST_PEOPLE = 6  # past the ramp, with a known potential
LEAST_KNOWN = 0.8  # of the peers with a result; the others are taken to be usual
FURTHEST = log(5)  # a potential further from the mean counts as so far
SHOWN = 2.0  # standard errors within which nothing is used
STEPS = 25

Stand = Literal["", "unknown", "few", "same", "adjusted"]


@dataclass(frozen=True, slots=True)
class Sold:
    """A person's result as its halves, `expected` after the ramp. Potential: None is not known, and
    so is 0, a field that nobody filled: no territory expects nothing at all."""

    id: int
    booked: float
    expected: float
    potential: float | None
    ramped: bool = True


@dataclass(frozen=True)
class Market:
    """`shares`: what the territory lets expect, 1 is usual; `doubts`: its relative error. Nobody is
    in them where nothing is adjusted."""

    stand: Stand = ""
    elasticity: float = 0.0
    shares: Mapping[int, float] = field(default_factory=dict)
    doubts: Mapping[int, float] = field(default_factory=dict)

    def share(self, who: int) -> float:
        return self.shares.get(who, 1.0)

    def doubt(self, who: int) -> float:
        return self.doubts.get(who, 0.0)


def market(sold: Sequence[Sold], deal: float) -> Market:
    """Of peers with an expected half above zero; `deal`: the size of a usual deal, Σa² ÷ Σa."""
    known = {s.id: log(s.potential) for s in sold if s.potential and s.potential > 0}
    if not known or len(known) < LEAST_KNOWN * len(sold):
        return Market("unknown")
    middle = sum(known.values()) / len(known)
    x = {who: min(max(p - middle, -FURTHEST), FURTHEST) for who, p in known.items()}
    learnt = [s for s in sold if s.id in x and s.ramped]
    if len(learnt) < LEAST_PEOPLE:
        return Market("few")
    found, error = slope(
        [s.booked / s.expected for s in learnt],
        [x[s.id] for s in learnt],
        [deal / s.expected for s in learnt],
    )
    used = shown(found, error)
    if not used:
        return Market("same")
    raw = {s.id: exp(used * x.get(s.id, 0.0)) for s in sold}
    whole = sum(s.expected for s in sold)
    level = sum(s.expected * raw[s.id] for s in sold) / whole
    return Market(
        "adjusted",
        used,
        {who: share / level for who, share in raw.items()},
        {who: error * abs(x.get(who, 0.0)) for who in raw},
    )


def shown(found: float, error: float) -> float:
    """What is used of an elasticity with a standard error: between 0 and 1."""
    unsure = SHOWN * error
    return min(found - unsure * unsure / found, 1.0) if found > unsure else 0.0


def slope(y: Sequence[float], x: Sequence[float], chance: Sequence[float]) -> tuple[float, float]:
    """The elasticity and its standard error; (0, 0) where potentials or results do not vary.

    `chance` ÷ E y is the relative variance by chance of each.
    """
    ys, xs, cs = (np.asarray(each, dtype=float) for each in (y, x, chance))
    if float(np.ptp(xs)) < 1e-9 or ys.sum() <= 0 or cs.min() <= 0:
        return 0.0, 0.0
    mean, e, between = log(float(ys.mean())), 0.0, 0.0
    for _ in range(STEPS):
        mu = np.exp(mean + e * xs)
        off = ys / mu - 1
        between = _between(off, cs / mu)
        w = 1 / (cs / mu + between)
        z = mean + e * xs + off
        centre = float((w * xs).sum() / w.sum())
        spread = float((w * (xs - centre) ** 2).sum())
        e = float(np.clip((w * (xs - centre) * z).sum() / spread, -3, 3))
        mean = float(np.clip((w * z).sum() / w.sum() - e * centre, mean - 1, mean + 1))
    return e, spread**-0.5


def _between(off: np.ndarray, chance: np.ndarray) -> float:
    """Relative variance between people, by moments over what two parameters leave free."""
    w = 1 / chance
    free = len(off) - 2
    room = float(w.sum() - (w * w).sum() / w.sum())
    return max(0.0, (float((w * off * off).sum()) - free) / room)
