"""Fair attainment against the truth where territories differ, with and without allowing for them.

Twenty simulated companies each, of which it is known what everybody can do. Quotas go by the usual
number of deals and not by the market, unless said otherwise. Where the market counts, the estimates
must be nearer to the truth with the adjustment; where it does not, they must stay what they were;
and equals must not be ranked for their territories. No database is needed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import fmean

import numpy as np

from bench.company import Size
from bench.fair import AS_OF, COMPANIES, DEALS, RANKED, REPS
from bench.frame import Figure
from kpis.core.fair import evidence
from kpis.core.fair.compare import Comparison, compare
from kpis.core.fair.peers import Group
from sample.simulation.deals import draw
from sample.simulation.truth import FAR, Truth, people

SKILL, MARKET = 0.15, 0.5
ELASTICITIES = (0.5, 1.0)
NEARER, SAME = 0.85, 1.05
PEERS = Group("", "")


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of company: how much people truly differ, how much the market counts, and whether
    quotas follow it already."""

    skill: float = SKILL
    elasticity: float = 0.0
    quotas_follow: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """Root mean squared errors of the levels of one company, relative to the mean level, without
    and with the adjustment; whether it was made, and whether anybody is ranked."""

    without: float
    adjusted: float
    made: bool
    ranked_without: bool
    ranked: bool


def figures(size: Size) -> Iterable[Figure]:
    del size  # the simulated companies have their own
    for e in ELASTICITIES:
        yield _errors(f"Fair attainment, market counts by {e}", Case(elasticity=e), NEARER)
    yield _errors("Fair attainment, market does not count", Case(), SAME)
    follow = Case(elasticity=1.0, quotas_follow=True)
    yield _errors("Fair attainment, quotas follow the market", follow, SAME)
    equals = [seen(seed, Case(skill=0.0, elasticity=1.0)) for seed in range(COMPANIES)]
    yield Figure(
        "Fair ranks of equals with unequal markets",
        f"Of {COMPANIES} companies whose people are truly alike, those with any rank; without "
        f"the adjustment {sum(one.ranked_without for one in equals)}.",
        sum(one.ranked for one in equals),
        "companies",
        limit=RANKED,
        runs=COMPANIES,
    )


def _errors(name: str, case: Case, limit: float) -> Figure:
    found = [seen(seed, case) for seed in range(COMPANIES)]
    without, adjusted = (
        float(np.sqrt(fmean(getattr(one, s) ** 2 for one in found)))
        for s in ("without", "adjusted")
    )
    return Figure(
        name,
        "Root mean squared error of the fair attainment with the adjustment for potential, beside "
        f"that without; {COMPANIES} companies of up to {REPS} people, adjusted in "
        f"{sum(one.made for one in found)}.",
        round(adjusted, 4),
        "error",
        round(without, 4),
        round(adjusted / without, 2),
        limit,
        COMPANIES,
        {"nearer": sum(one.adjusted < one.without for one in found)},
    )


def seen(seed: int, case: Case) -> Seen:
    levels, sellers = drawn(seed, case)
    blind = [evidence.Seller(s.id, s.group, s.figures, squares=s.squares) for s in sellers]
    without, adjusted = compare("attainment", blind), compare("attainment", sellers)
    return Seen(
        _error(without, levels),
        _error(adjusted, levels),
        "potential" in adjusted.adjusted,
        without.ranked > 0,
        adjusted.ranked > 0,
    )


def _error(found: Comparison, levels: np.ndarray) -> float:
    """Both as multiples of their means: what a usual quota is worth is not asked."""
    fair = np.array([one.estimate.value for one in found.people.values() if one.estimate])
    return float(np.sqrt(np.mean((fair / fair.mean() - levels / levels.mean()) ** 2)))


def drawn(seed: int, case: Case) -> tuple[np.ndarray, list[evidence.Seller]]:
    """True levels (the chance to win a deal) and what is known of the last half year, of everybody
    who was there all the time."""
    truth = Truth(AS_OF, skill=case.skill, market=MARKET, elasticity=case.elasticity)
    rng = np.random.default_rng(seed)
    who = people(truth, REPS, rng)
    deals = draw(truth, who, DEALS, rng)
    first = (date(2026, 1, 1) - truth.start).days
    won = ~deals.open & deals.won & (deals.ended >= first)
    booked, squares = (
        np.bincount(deals.rep[won], weights=deals.amount[won] ** power, minlength=REPS)
        for power in (1, 2)
    )
    follows = who.potential**case.elasticity if case.quotas_follow else 1.0
    quota = booked.sum() / REPS * who.volume * follows
    there = np.flatnonzero((who.hired < 0) & (who.left == FAR))
    odds = np.array(truth.advance)[:, None] / (1 - np.array(truth.advance)[:, None])
    odds = odds * np.exp(who.skill)
    sellers = [
        evidence.Seller(
            int(n),
            PEERS,
            {"attainment": evidence.Figure(booked[n] / quota[n], booked[n], quota[n])},
            squares=float(squares[n]),
            potential=float(who.potential[n]),
        )
        for n in there
    ]
    return np.prod(odds / (1 + odds), axis=0)[there], sellers
