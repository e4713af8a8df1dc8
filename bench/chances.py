"""Chances to attain against what came true, on simulated companies of which every deal is known.

Each quarter of the last year, a month after it began, every view says for each person how likely
they are to attain a goal that asks for 60 to 140 % of their usual quarter; who has attained it by
then is left out, as on the page. The views are weighed as the product does, by what was known on
that day: people's months, the stages of their open deals with the shares of such deals that were
won in time in the year before, and what became of goals of that year that were as hard. The Brier
score must be better than always saying how many attained. No database is needed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean

import numpy as np

from bench.company import Size
from bench.fair import AS_OF, COMPANIES, DEALS, REPS
from bench.frame import Figure
from planning.core.calibration import Calibration, calibration
from planning.core.chance.history import Past
from planning.core.known import Known, peers_of, stretch
from planning.core.weighing import VIEWS, weigh
from sample.simulation.deals import Deals, draw
from sample.simulation.truth import STAGES, People, Truth, people

QUARTER, MONTH, YEAR = 91, 30, 365
LEFT = QUARTER - MONTH
MONTHS = range(12, 0, -1)
WORLDS = {"": Truth(AS_OF, shock_odds=1.0), ", a year after a shock": Truth(AS_OF)}
LIMITS = {"run_rate": 0.9, "pipeline": 0.9, "history": 1.0}
STRETCH = (0.6, 1.4)


type Said = tuple[dict[str, float | None], bool]  # by view, and what happened


@dataclass(frozen=True, slots=True)
class Case:
    """A person's goal of one quarter; days are counted from the start of the company. `before`:
    their usual month in the year before the quarter."""

    rep: int
    day: int  # on which is asked
    goal: float
    won: float
    months: list[float]
    before: float
    hit: bool

    def hardness(self, usual: float) -> float | None:
        """What is still to be won in a month, by a usual one."""
        return stretch(self.goal - self.won, LEFT / MONTH, usual)


@dataclass(frozen=True, slots=True)
class Stages:
    """`chances` by stage of deals that were open, learnt from `seen`; `covered`: their part of all
    that was won in as long a time."""

    chances: list[float]
    seen: int
    covered: float


def figures(size: Size) -> Iterable[Figure]:
    del size  # the simulated companies have their own
    for world, truth in WORLDS.items():
        for view, found in judged(truth).items():
            yield Figure(
                f"Chance to attain by {view.replace('_', ' ')}{world}",
                f"Brier score beside that of always saying the base rate, of {found.n} goals in "
                f"{COMPANIES} companies. Expected calibration error {found.error:.3f}. Said and "
                f"happened: {reliability(found)}.",
                round(found.brier, 4),
                "Brier score",
                round(found.base_brier, 4),
                round(found.brier / found.base_brier, 3),
                LIMITS[view],
                COMPANIES,
                {"skill": round(found.skill or 0.0, 3), "error": round(found.error, 4)},
            )


def judged(truth: Truth, companies: int = COMPANIES) -> dict[str, Calibration]:
    """Each view over the goals, of all companies, of which every view says something."""
    told = [each for seed in range(companies) for each in asked(truth, seed)]
    found = {}
    for view in VIEWS:
        known = [(by[view], hit) for by, hit in told if None not in by.values()]
        said = [chance for chance, _hit in known if chance is not None]
        found[view] = calibration(said, [hit for _chance, hit in known])
    return {view: each for view, each in found.items() if each is not None}


def reliability(found: Calibration) -> str:
    """The table of reliability as one line."""
    return ", ".join(f"{b.said:.0%} → {b.happened:.0%} ({b.n})" for b in found.bins)


def asked(truth: Truth, seed: int) -> Iterator[Said]:
    """The three chances and what happened, of every goal of one company's last year."""
    rng = np.random.default_rng(seed)
    who = people(truth, REPS, rng)
    deals = draw(truth, who, DEALS, rng)
    last = YEAR * truth.years
    ends = [last - QUARTER * k for k in range(8)]
    stages = stage_chances(deals, [end - LEFT for end in ends[4:]])
    past = [
        Past(hard, case.hit)
        for end in ends[4:]
        for case in cases(who, deals, end, rng)
        if (hard := case.hardness(case.before))
    ]
    for end in ends[:4]:
        found = list(cases(who, deals, end, rng))
        peers = peers_of({case.rep: case.months for case in found})
        for case in found:
            known = Known(
                amount=case.goal,
                won=case.won,
                months=case.months,
                left=LEFT / MONTH,
                peers=peers,
                deals=own_deals(case, deals, stages),
                covered=stages.covered,
                seen=stages.seen,
                stretch=case.hardness(fmean(case.months)),
                past={"quarter": past},
            )
            yield {one.view: one.chance for one in weigh(known)}, case.hit


def own_deals(case: Case, deals: Deals, stages: Stages) -> list[tuple[Decimal, float]]:
    still, stage = open_on(deals, case.day)
    mine = np.flatnonzero(still & (deals.rep == case.rep))
    return [(Decimal(str(round(deals.amount[d], 2))), stages.chances[stage[d]]) for d in mine]


def cases(who: People, deals: Deals, end: int, rng: np.random.Generator) -> Iterator[Case]:
    """Of everybody who was there a year before the quarter and to its end, and sold something."""
    start, day = end - QUARTER, end - LEFT
    there = np.flatnonzero((who.hired < start - YEAR) & (who.left > end))
    for rep in map(int, there):
        usual = booked(deals, rep, start - YEAR, start) / YEAR
        goal = usual * QUARTER * float(rng.uniform(*STRETCH))
        won = booked(deals, rep, start, day)
        if usual > 0 and won < goal:
            months = [booked(deals, rep, day - MONTH * m, day - MONTH * (m - 1)) for m in MONTHS]
            hit = booked(deals, rep, start, end) >= goal
            yield Case(rep, day, goal, won, months, usual * MONTH, bool(hit))


def booked(deals: Deals, rep: int, start: int, end: int) -> float:
    """Won within [start, end)."""
    own = (deals.rep == rep) & deals.won & (deals.ended >= start) & (deals.ended < end)
    return float(deals.amount[own].sum())


def open_on(deals: Deals, day: int) -> tuple[np.ndarray, np.ndarray]:
    """Which deals were open at the start of a day, and in which stage."""
    still = (deals.created < day) & (deals.ended >= day)
    stage = (deals.entered[:, : len(STAGES)] < day).sum(axis=1) - 1
    return still, np.maximum(stage, 0)


def stage_chances(deals: Deals, days: list[int]) -> Stages:
    """Of deals open in a stage on these days, the share that was won by the quarter's end."""
    n, won, value, whole = np.zeros(len(STAGES)), np.zeros(len(STAGES)), 0.0, 0.0
    for day in days:
        still, stage = open_on(deals, day)
        in_time = deals.won & (deals.ended >= day) & (deals.ended < day + LEFT)
        n += np.bincount(stage[still], minlength=len(STAGES))
        won += np.bincount(stage[still & in_time], minlength=len(STAGES))
        value += float(deals.amount[still & in_time].sum())
        whole += float(deals.amount[in_time].sum())
    chances = [float(share) for share in (won + 1) / (n + 2)]
    return Stages(chances, int(n.sum()), value / whole)
