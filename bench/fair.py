"""Fair comparison against the truth: how far raw and fair win rates are from what people can do.

Twenty simulated companies for each size of the true differences, of which the true rate of every
person is known. With differences the fair rates must be nearer to it and their ranges hold it;
without any, nobody must be ranked. No database is needed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import fmean

import numpy as np

from bench.company import Size
from bench.frame import Figure
from kpis.core.fair.ranking import places
from kpis.core.fair.shrinkage import by_share
from sample.simulation.deals import draw
from sample.simulation.truth import Truth, people

AS_OF = date(2026, 6, 30)
COMPANIES = 20
REPS, DEALS = 40, 12_000
SKILLS = (0.25, 0.4)  # standard deviation of true differences, as log odds
NEARER, RANKED = 0.8, 2


@dataclass(frozen=True, slots=True)
class Seen:
    """Root mean squared errors of one company, the share of true rates inside their ranges, and
    whether anybody is ranked."""

    raw: float
    fair: float
    inside: float
    ranked: bool


def figures(size: Size) -> Iterable[Figure]:
    del size  # the simulated companies have their own
    for skill in SKILLS:
        found = [seen(seed, skill) for seed in range(COMPANIES)]
        raw, fair = (
            float(np.sqrt(fmean(getattr(one, s) ** 2 for one in found))) for s in ("raw", "fair")
        )
        inside = fmean(one.inside for one in found)
        yield Figure(
            f"Fair win rates, true differences {skill}",
            "Root mean squared error of the fair win rates, beside that of the raw ones; "
            f"{COMPANIES} companies of {REPS} people. Ranges of 95% hold {inside:.1%}.",
            round(fair, 4),
            "error",
            round(raw, 4),
            round(fair / raw, 2),
            NEARER,
            COMPANIES,
            {"inside": round(inside, 4), "nearer": sum(one.fair < one.raw for one in found)},
        )
    ranked = sum(seen(seed, 0.0).ranked for seed in range(COMPANIES))
    about = f"Of {COMPANIES} companies whose people are truly alike, those with any rank."
    yield Figure("Fair ranks of equals", about, ranked, "companies", limit=RANKED, runs=COMPANIES)


def seen(seed: int, skill: float) -> Seen:
    rates, n, won = drawn(seed, skill)
    fit = by_share(list(won), list(n))
    if fit is None:
        raise ValueError("too little was drawn to compare")
    fair, low, high = (
        np.array([getattr(e, s) for e in fit.estimates]) for s in ("value", "low", "high")
    )
    raw_error, fair_error = (float(np.sqrt(np.mean((x - rates) ** 2))) for x in (won / n, fair))
    inside = float(np.mean((low <= rates) & (rates <= high)))
    return Seen(raw_error, fair_error, inside, any(place.rank for place in places(fit)))


def true_rate(skill: float) -> float:
    """From qualification on: the product of the chances to advance from each later stage."""
    chances = np.array(Truth(AS_OF).advance[1:])
    odds = chances / (1 - chances) * np.exp(skill)
    return float(np.prod(odds / (1 + odds)))


def drawn(seed: int, skill: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """True rates, deals closed after qualification and deals won of the last half year."""
    truth, rng = Truth(AS_OF, skill=skill), np.random.default_rng(seed)
    who = people(truth, REPS, rng)
    deals = draw(truth, who, DEALS, rng)
    first = (date(2026, 1, 1) - truth.start).days
    judged = ~deals.open & (deals.ended >= first) & (deals.reached >= 1)
    n, won = (
        np.bincount(deals.rep[which], minlength=REPS).astype(float)
        for which in (judged, judged & deals.won)
    )
    some = n > 0
    return np.array([true_rate(one) for one in who.skill[some]]), n[some], won[some]
