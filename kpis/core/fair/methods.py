"""How each KPI is adjusted, and how much of it is chance; a KPI not listed is not compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import exp, log, pi
from typing import Literal

from kernel.ratio import wilson
from kpis.core.fair.evidence import Closed, Figure, Logs, Seller
from kpis.core.fair.mix import advantages
from kpis.core.fair.potential import Market, Sold, market
from kpis.core.fair.shrinkage import Fit, by_share, by_variance

Adjustment = Literal["ramp", "mix", "potential"]
NO_MARKET = Market()


@dataclass(frozen=True, slots=True)
class Judged:
    """`people` in the order of the estimates; `adjusted` before shrinking; `fit` None where there
    is too little to judge. `market`: what territories let expect, for what scales with it."""

    people: list[int] = field(default_factory=list)
    adjusted: list[float] = field(default_factory=list)
    fit: Fit | None = None
    market: Market = NO_MARKET


type Method = Callable[[Sequence[Seller], bool], Judged]


def attainment(sellers: Sequence[Seller], adjust: bool) -> Judged:
    """Booked ÷ (quota × share expected on the ramp × share expected of the territory).

    What somebody books is a sum of a Poisson number of deals, so its variance is Σ a²; with f =
    Σ a² ÷ Σ a of all peers and m their attainment it is f m quota, which does not punish a lucky
    large deal twice. Variance of the ratio: f m ÷ expected. (Compound Poisson: Ross, Introduction
    to Probability Models, 5.4.2.) What is not sure about the territory's share is added.
    """
    known = [_sold(s, adjust) for s in sellers if _has_attainment(s)]
    booked, squares = sum(s.booked for s in known), _squares(sellers)
    here = market(known, squares / booked if booked > 0 else 0.0) if adjust else NO_MARKET
    expected = [s.expected * here.share(s.id) for s in known]
    people = [s.id for s in known]
    ratios = [s.booked / e for s, e in zip(known, expected, strict=True)]
    if booked <= 0 or squares <= 0:
        return Judged(people, ratios, market=here)
    # f m = (Σ a² / Σ a) (Σ a / Σ expected)
    chance = squares / sum(expected)
    variances = [
        chance / e + (y * here.doubt(who)) ** 2
        for who, y, e in zip(people, ratios, expected, strict=True)
    ]
    return Judged(people, ratios, by_variance(ratios, variances), here)


def win_rate(sellers: Sequence[Seller], adjust: bool) -> Judged:
    """Won ÷ (won + lost), corrected for the mix of segments; beta-binomial."""
    known = [s for s in sellers if s.figure("win_rate").bottom]
    n = [s.figure("win_rate").bottom or 0.0 for s in known]
    mixes = [{k: (c.won + c.lost, c.won) for k, c in s.deals.items()} for s in known]
    easier = advantages(mixes) if adjust else [0.0] * len(known)
    shares = [
        min(max((s.figure("win_rate").top or 0.0) / m - a, 0.0), 1.0)
        for s, m, a in zip(known, n, easier, strict=True)
    ]
    won = [share * m for share, m in zip(shares, n, strict=True)]
    return Judged([s.id for s in known], shares, by_share(won, n))


def deal_value(sellers: Sequence[Seller], adjust: bool) -> Judged:
    """The median of a person's deals, compared on the scale of logarithms."""
    return _by_logs(sellers, "deal_value", lambda c: c.values, adjust, 0.0)


def sales_cycle(sellers: Sequence[Seller], adjust: bool) -> Judged:
    """The median of days from qualification to the win, as logarithm of days + 1."""
    return _by_logs(sellers, "sales_cycle", lambda c: c.cycles, adjust, 1.0)


def activity(sellers: Sequence[Seller], adjust: bool) -> Judged:
    """Activities a day present, as counts; a lever only, for their days are not independent."""
    known = [s for s in sellers if s.figure("activities_per_day").bottom]
    days = [s.figure("activities_per_day").bottom or 0.0 for s in known]
    counts = [s.figure("activities_per_day").top or 0.0 for s in known]
    rates = [c / d for c, d in zip(counts, days, strict=True)]
    if sum(counts) <= 0:
        return Judged([s.id for s in known], rates)
    mean = sum(counts) / sum(days)
    return Judged([s.id for s in known], rates, by_variance(rates, [mean / d for d in days]))


METHODS: dict[str, tuple[Method, tuple[Adjustment, ...]]] = {
    "attainment": (attainment, ("ramp", "potential")),
    "win_rate": (win_rate, ("mix",)),
    "deal_value": (deal_value, ("mix",)),
    "sales_cycle": (sales_cycle, ("mix",)),
}


# What a raw figure alone leaves open, where that is known from its halves.
RANGES: dict[str, Callable[[float, float], tuple[float, float] | None]] = {"win_rate": wilson}


def raw_range(kpi: str, figure: Figure) -> tuple[float, float] | None:
    """95 % for a share of cases (Wilson); None for figures that have no such range."""
    if kpi not in RANGES or figure.top is None or not figure.bottom:
        return None
    return RANGES[kpi](figure.top, figure.bottom)


def _has_attainment(seller: Seller) -> bool:
    known = seller.figure("attainment")
    return known.value is not None and bool(known.bottom)


def _sold(seller: Seller, adjust: bool) -> Sold:
    halves, ramp = seller.figure("attainment"), seller.ramp if adjust else 1.0
    expected = (halves.bottom or 0.0) * ramp
    return Sold(seller.id, halves.top or 0.0, expected, seller.potential, seller.ramp >= 1)


def _squares(sellers: Sequence[Seller]) -> float:
    """Of those with an attainment."""
    return sum(s.squares for s in sellers if _has_attainment(s))


def _by_logs(
    sellers: Sequence[Seller],
    kpi: str,
    logs: Callable[[Closed], Logs],
    adjust: bool,
    plus: float,
) -> Judged:
    """Medians m of n log-normal cases: ln m has the variance (π/2) s² / n, with s² pooled within
    people and segments (Cramér, Mathematical Methods of Statistics, 1946, section 28.5)."""
    known = [s for s in sellers if (s.figure(kpi).value or 0) + plus > 0 and s.figure(kpi).n]
    cells = [logs(c) for s in known for c in s.deals.values()]
    free = sum(cell.n - 1 for cell in cells if cell.n)
    mixes = [{k: (logs(c).n, logs(c).total) for k, c in s.deals.items()} for s in known]
    easier = advantages(mixes) if adjust else [0.0] * len(known)
    levels = [
        log((s.figure(kpi).value or 0) + plus) - a for s, a in zip(known, easier, strict=True)
    ]
    people, adjusted = [s.id for s in known], [exp(y) - plus for y in levels]
    spread = sum(cell.within for cell in cells)
    if free <= 0 or spread <= 0:
        return Judged(people, adjusted)
    variances = [pi / 2 * spread / free / (s.figure(kpi).n or 1) for s in known]
    fit = by_variance(levels, variances)
    return Judged(people, adjusted, fit and _unlogged(fit, plus))


def _unlogged(fit: Fit, plus: float) -> Fit:
    """On the scale of the page; reliability and standings stay those of the logarithms."""
    found = tuple(
        replace(e, value=exp(e.value) - plus, low=exp(e.low) - plus, high=exp(e.high) - plus)
        for e in fit.estimates
    )
    return replace(fit, middle=exp(fit.middle) - plus, estimates=found)
