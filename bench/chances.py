"""Chances to attain against what came true, on simulated companies of which every deal is known.

Each quarter of the last year, a month after it began, every view says for each person how likely
they are to attain a goal that asks for 60 to 140 % of their usual quarter. What a view goes by is
what was known on that day: people's months, the stages of their open deals with the shares of such
deals that were won in time in the year before, and what became of goals of that year. The Brier
score must be better than always saying how many attained. No database is needed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean, stdev

import numpy as np

from bench.company import Size
from bench.fair import AS_OF, COMPANIES, DEALS, REPS
from bench.frame import Figure
from planning.core.calibration import Calibration, calibration
from planning.core.chance import history, pipeline, run_rate
from sample.simulation.deals import Deals, draw
from sample.simulation.truth import STAGES, People, Truth, people

QUARTER, MONTH, YEAR = 91, 30, 365
LEFT = QUARTER - MONTH
MONTHS = range(12, 0, -1)
VIEWS = ("run rate", "pipeline", "history")
# A shock in the year before makes its goals a poor guide to those of this year: no limit for those.
WORLDS = {
    "": (Truth(AS_OF, shock_odds=1.0), {"run rate": 0.9, "pipeline": 0.9, "history": 1.0}),
    ", a year after a shock": (Truth(AS_OF), {"run rate": 0.9, "pipeline": 0.9}),
}
STRETCH = (0.6, 1.4)


@dataclass(frozen=True, slots=True)
class Case:
    """A person's goal of one quarter; days are counted from the start of the company."""

    rep: int
    day: int  # on which is asked
    stretch: float
    remaining: float
    months: list[float]
    hit: bool


def figures(size: Size) -> Iterable[Figure]:
    del size  # the simulated companies have their own
    for world, (truth, limits) in WORLDS.items():
        for view, found in judged(truth).items():
            yield Figure(
                f"Chance to attain by {view}{world}",
                f"Brier score beside that of always saying the base rate, of {found.n} goals in "
                f"{COMPANIES} companies. Expected calibration error {found.error:.3f}. Said and "
                f"happened: {reliability(found)}.",
                round(found.brier, 4),
                "Brier score",
                round(found.base_brier, 4),
                round(found.brier / found.base_brier, 3),
                limits.get(view),
                COMPANIES,
                {"skill": round(found.skill or 0.0, 3), "error": round(found.error, 4)},
            )


def judged(truth: Truth, companies: int = COMPANIES) -> dict[str, Calibration]:
    """Each view over all goals of all companies."""
    told = [each for seed in range(companies) for each in asked(truth, seed)]
    happened = [hit for _chances, hit in told]
    found = {
        view: calibration([chances[i] for chances, _hit in told], happened)
        for i, view in enumerate(VIEWS)
    }
    return {view: each for view, each in found.items() if each is not None}


def reliability(found: Calibration) -> str:
    """The table of reliability as one line."""
    return ", ".join(f"{b.said:.0%} → {b.happened:.0%} ({b.n})" for b in found.bins)


def asked(truth: Truth, seed: int) -> Iterator[tuple[tuple[float, float, float], bool]]:
    """The three chances and what happened, of every goal of one company's last year."""
    rng = np.random.default_rng(seed)
    who = people(truth, REPS, rng)
    deals = draw(truth, who, DEALS, rng)
    last = YEAR * truth.years
    ends = [last - QUARTER * k for k in range(8)]
    before = [case for end in ends[4:] for case in cases(who, deals, end, rng)]
    won_in_time = stage_chances(deals, [end - LEFT for end in ends[4:]])
    past = [history.Past(case.stretch, case.hit) for case in before]
    for end in ends[:4]:
        found = list(cases(who, deals, end, rng))
        peers = peers_of(found)
        for case in found:
            yield three(case, deals, won_in_time, past, peers), case.hit


def three(
    case: Case,
    deals: Deals,
    won_in_time: list[float],
    past: list[history.Past],
    peers: run_rate.Peers,
) -> tuple[float, float, float]:
    """Every view knows something of everybody here."""
    by_rate = run_rate.chance(case.remaining, case.months, LEFT / MONTH, peers).chance
    still, stage = open_on(deals, case.day)
    mine = np.flatnonzero(still & (deals.rep == case.rep))
    own = [(Decimal(str(round(deals.amount[d], 2))), won_in_time[stage[d]]) for d in mine]
    by_deals = pipeline.chance(Decimal(str(round(case.remaining, 2))), own).chance
    by_past = history.of_comparable(case.stretch, past).chance
    if by_rate is None or by_deals is None or by_past is None:
        raise ValueError("a view has nothing to go by")
    return by_rate, by_deals, by_past


def cases(who: People, deals: Deals, end: int, rng: np.random.Generator) -> Iterator[Case]:
    """Of everybody who was there a year before the quarter and to its end, and sold something."""
    start, day = end - QUARTER, end - LEFT
    there = np.flatnonzero((who.hired < start - YEAR) & (who.left > end))
    for rep in map(int, there):
        usual = booked(deals, rep, start - YEAR, start) * QUARTER / YEAR
        stretch = float(rng.uniform(*STRETCH))
        goal = usual * stretch
        if usual > 0:
            months = [booked(deals, rep, day - MONTH * m, day - MONTH * (m - 1)) for m in MONTHS]
            remaining = goal - booked(deals, rep, start, day)
            hit = booked(deals, rep, start, end) >= goal
            yield Case(rep, day, stretch, remaining, months, bool(hit))


def booked(deals: Deals, rep: int, start: int, end: int) -> float:
    """Won within [start, end)."""
    own = (deals.rep == rep) & deals.won & (deals.ended >= start) & (deals.ended < end)
    return float(deals.amount[own].sum())


def open_on(deals: Deals, day: int) -> tuple[np.ndarray, np.ndarray]:
    """Which deals were open at the start of a day, and in which stage."""
    still = (deals.created < day) & (deals.ended >= day)
    stage = (deals.entered[:, : len(STAGES)] < day).sum(axis=1) - 1
    return still, np.maximum(stage, 0)


def stage_chances(deals: Deals, days: list[int]) -> list[float]:
    """Of deals open in a stage on these days, the share that was won by the quarter's end."""
    n, won = np.zeros(len(STAGES)), np.zeros(len(STAGES))
    for day in days:
        still, stage = open_on(deals, day)
        in_time = still & deals.won & (deals.ended < day + LEFT)
        n += np.bincount(stage[still], minlength=len(STAGES))
        won += np.bincount(stage[in_time], minlength=len(STAGES))
    return [float(share) for share in (won + 1) / (n + 2)]


def peers_of(found: list[Case]) -> run_rate.Peers:
    """By moments: what is between people beyond what their twelve months make of chance."""
    means = [fmean(case.months) for case in found]
    within = fmean(stdev(case.months) ** 2 for case in found)
    between = max(stdev(means) ** 2 - within / len(MONTHS), 0.0)
    return run_rate.Peers(fmean(means), between**0.5, within**0.5)
