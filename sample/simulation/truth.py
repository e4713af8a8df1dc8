"""The parameters of the simulated company; everything that a test may ask to be recovered."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

STAGES = ("Lead", "Qualified", "Proposal", "Negotiation")
WON, LOST = "Closed Won", "Closed Lost"
CURRENCIES = ("USD", "EUR")
SEGMENTS = ("Small", "Mid-market", "Enterprise")
TEAMS_OF_A_REGION = 5


@dataclass(frozen=True)
class Truth:
    """`advance`: chance to leave a stage upwards, for an average person in an average month.

    `days`: mean time in a stage (gamma, shape 1.5). `season`: factor on deals created, by calendar
    month. `shock`: during these days the odds to advance are multiplied by `shock_odds`.
    `broken`: one stage (by number) of one region, or none; for the last `broken_days` its odds to
    advance are multiplied by `broken_odds`, and the days in it by `broken_slow`.
    `market`: how much the potentials of people's territories differ, known only if they do; the
    deals of a person go with their potential to the power `elasticity`.
    """

    as_of: date
    years: int = 3
    advance: tuple[float, ...] = (0.62, 0.6, 0.66, 0.74)
    days: tuple[float, ...] = (16.0, 24.0, 27.0, 15.0)
    season: tuple[float, ...] = (0.8, 0.9, 1.15, 0.95, 1.0, 1.2, 0.75, 0.7, 1.2, 1.05, 1.1, 1.2)
    growth: float = 0.18  # a year
    median_amount: float = 9_000.0
    sigma_amount: float = 0.9
    skill: float = 0.25  # sd of the log odds between people
    volume: float = 0.3  # sd of the log of deals per person
    market: float = 0.0  # sd of the log of potential between people
    elasticity: float = 0.0
    shock_odds: float = 0.6
    shock_days: int = 60
    broken: tuple[int, int] | None = None
    broken_odds: float = 1.0
    broken_slow: float = 1.0
    broken_days: int = 180
    foreign: float = 0.15
    shared: float = 0.05
    repriced: float = 0.2
    optimism: float = 0.8  # first close date: this part of the usual time

    @property
    def start(self) -> date:
        return self.as_of - timedelta(365 * self.years)

    @property
    def shock(self) -> tuple[int, int]:
        """First and last day of the shock, counted from the start."""
        first = int(365 * self.years * 0.55)
        return first, first + self.shock_days


@dataclass(frozen=True)
class People:
    """Arrays by person; days are counted from the start. Nobody left: `left` is far away."""

    skill: np.ndarray
    volume: np.ndarray
    hired: np.ndarray
    left: np.ndarray
    team: np.ndarray
    moved: np.ndarray  # day of a move into `team`, -1 for none
    before: np.ndarray  # the team before the move
    potential: np.ndarray  # of the territory, 1 is usual

    @property
    def region(self) -> np.ndarray:
        return self.team // TEAMS_OF_A_REGION


FAR = 10**6


def people(truth: Truth, reps: int, rng: np.random.Generator) -> People:
    """One in five was hired on the way, one in eight has left, one in twelve changed teams."""
    span = 365 * truth.years
    teams = max(1, round(reps / 8))
    hired = np.where(rng.random(reps) < 0.2, rng.integers(30, span - 60, reps), -400)
    leaves = (rng.random(reps) < 0.125) & (hired < span - 200)
    left = np.where(leaves, np.maximum(hired + 120, rng.integers(90, span, reps)), FAR)
    hired[0], left[0] = -400, FAR  # somebody is always there
    team = rng.integers(0, teams, reps)
    moves = (rng.random(reps) < 1 / 12) & (hired < 0) & (left == FAR) & (teams > 1)
    return People(
        skill=rng.normal(0, truth.skill, reps),
        volume=np.exp(rng.normal(0, truth.volume, reps)),
        hired=hired,
        left=left,
        team=team,
        moved=np.where(moves, rng.integers(100, span - 100, reps), -1),
        before=(team + 1) % teams,
        potential=_potential(truth, reps, rng),
    )


def _potential(truth: Truth, reps: int, rng: np.random.Generator) -> np.ndarray:
    """Drawn last and only where it differs, so that companies without it stay as they are."""
    return np.exp(rng.normal(0, truth.market, reps)) if truth.market else np.ones(reps)
