"""People whose true levels are known, drawn at random for properties."""

import numpy as np

from kpis.core.fair.evidence import Closed, Figure, Logs, Seller
from kpis.core.fair.peers import Group

GROUP = Group("", "")


def rates(rng, people=30, spread=0.05, middle=0.3, least=20, most=200):
    """True win rates, deals closed and won."""
    truth = np.clip(rng.normal(middle, spread, people), 0.01, 0.99)
    n = rng.integers(least, most, people)
    return truth, n.astype(float), rng.binomial(n, truth).astype(float)


def values(rng, people=30, spread=1.0, middle=10.0):
    """True levels, measured values and their sampling variances, which differ widely."""
    truth = rng.normal(middle, spread, people) if spread else np.full(people, middle)
    variances = rng.uniform(0.3, 3.0, people)
    return truth, rng.normal(truth, np.sqrt(variances)), variances


def seller(who, *, won=0.0, lost=0.0, booked=None, quota=None, deals=None, **more):
    figures = {"win_rate": Figure(won / (won + lost) if won + lost else None, won, won + lost)}
    if quota is not None:
        figures["attainment"] = Figure(booked / quota if quota else None, booked, quota)
    figures |= more.pop("figures", {})
    return Seller(who, GROUP, figures, deals=deals or {}, **more)


def logs(amounts):
    x = np.log(amounts)
    return Logs(len(x), float(x.sum()), float((x * x).sum()))


def closed(amounts, lost=0.0):
    return Closed(float(len(amounts)), lost, logs(amounts), logs(amounts))


def sold(who, share, **more):
    """Won `share` of a quota of 1,000 by deals of 10."""
    booked = 1_000 * share
    return seller(who, booked=booked, quota=1_000, squares=10 * booked, **more)
