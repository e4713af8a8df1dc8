"""Drawing the deals: when they begin, whose they are, how far they come and when."""

from dataclasses import dataclass, fields

import numpy as np

from sample.simulation.truth import STAGES, People, Truth

PUSHES = 6


@dataclass(frozen=True)
class Deals:
    """Arrays by deal, days counted from the start. `entered[:, s]` is the day of entering stage s,
    `ended` the day of closing (beyond the as-of day while open), `reached` the last open stage by
    the as-of day. `amount` in the deal's currency, `first_amount` before it was repriced."""

    rep: np.ndarray
    created: np.ndarray
    entered: np.ndarray
    reached: np.ndarray
    ended: np.ndarray
    won: np.ndarray
    open: np.ndarray
    amount: np.ndarray
    first_amount: np.ndarray
    foreign: np.ndarray
    stated: np.ndarray  # [deal, push] stated close dates, the first is of the day of creation
    pushes: np.ndarray

    def part(self, start: int, end: int) -> "Deals":
        """The deals from number `start` up to `end`."""
        return Deals(**{f.name: getattr(self, f.name)[start:end] for f in fields(self)})


def draw(truth: Truth, people: People, n: int, rng: np.random.Generator) -> Deals:
    """All at once; a million deals take some seconds."""
    last = 365 * truth.years
    created = _created(truth, n, rng)
    rep = _whose(truth, people, created, rng)
    entered = np.empty((n, len(STAGES) + 1), np.int32)
    entered[:, 0] = created
    alive = np.ones(n, bool)
    ended = np.full(n, np.iinfo(np.int32).max, np.int32)
    for s in range(len(STAGES)):
        broken = _broken(truth, people.region[rep], s, entered[:, s])
        slow = np.where(broken, truth.broken_slow, 1.0)
        days = np.ceil(rng.gamma(1.5, truth.days[s] / 1.5, n) * slow).astype(np.int32)
        leaves = entered[:, s] + days
        worse = np.where(broken, truth.broken_odds, 1.0)
        advances = rng.random(n) < _chance(truth, people.skill[rep], s, leaves, worse)
        ended = np.where(alive & ~advances, leaves, ended)
        alive &= advances
        entered[:, s + 1] = leaves
    ended = np.where(alive, entered[:, -1], ended)
    known = (entered[:, :-1] <= last) & (entered[:, :-1] < ended[:, None])
    known[:, 0] = True
    first = _amounts(truth, n, rng)
    repriced = rng.random(n) < truth.repriced
    amount = np.where(repriced & (known.sum(1) > 2), first * rng.uniform(0.8, 1.1, n), first)
    stated, pushes = _stated(truth, created, np.minimum(ended, last), rng)
    return Deals(
        rep=rep,
        created=created,
        entered=entered,
        reached=known.sum(1) - 1,
        ended=ended,
        won=alive,
        open=ended > last,
        amount=np.round(amount, 2),
        first_amount=first,
        foreign=rng.random(n) < truth.foreign,
        stated=stated,
        pushes=pushes,
    )


def _created(truth: Truth, n: int, rng: np.random.Generator) -> np.ndarray:
    """Days of creation by season and growth."""
    span = 365 * truth.years
    days = np.arange(span)
    months = (np.datetime64(truth.start) + days).astype("datetime64[M]").astype(int) % 12
    weight = np.array(truth.season)[months] * (1 + truth.growth) ** (days / 365)
    return np.sort(rng.choice(span, n, p=weight / weight.sum())).astype(np.int32)


def _whose(
    truth: Truth, people: People, created: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """By volume and market among those who were there; person 0 takes what nobody was there for."""
    volume = people.volume * people.potential**truth.elasticity
    share = volume / volume.sum()
    rep = rng.choice(len(share), len(created), p=share)
    for _ in range(8):
        away = (people.hired[rep] > created) | (people.left[rep] < created + 90)
        if not away.any():
            return rep
        rep[away] = rng.choice(len(share), int(away.sum()), p=share)
    away = (people.hired[rep] > created) | (people.left[rep] < created + 90)
    rep[away] = 0
    return rep


def _broken(truth: Truth, region: np.ndarray, stage: int, entered: np.ndarray) -> np.ndarray:
    """Entries into the broken stage of the broken region, once it is broken."""
    if truth.broken is None or truth.broken[0] != stage:
        return np.zeros(len(entered), bool)
    return (region == truth.broken[1]) & (entered >= 365 * truth.years - truth.broken_days)


def _chance(
    truth: Truth, skill: np.ndarray, stage: int, day: np.ndarray, worse: np.ndarray
) -> np.ndarray:
    p = truth.advance[stage]
    first, last = truth.shock
    shock = np.where((day >= first) & (day < last), truth.shock_odds, 1)
    odds = p / (1 - p) * np.exp(skill) * shock * worse
    return odds / (1 + odds)


def _amounts(truth: Truth, n: int, rng: np.random.Generator) -> np.ndarray:
    return np.round(truth.median_amount * np.exp(rng.normal(0, truth.sigma_amount, n)), 2)


def _stated(
    truth: Truth, created: np.ndarray, until: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """A stated date that comes while the deal is still open is pushed by two to seven weeks."""
    n = len(created)
    usual = sum(truth.days) * truth.optimism
    stated = np.empty((n, PUSHES + 1), np.int32)
    stated[:, 0] = created + np.maximum(5, rng.normal(usual, usual * 0.3, n)).astype(np.int32)
    pushes = np.zeros(n, np.int8)
    for k in range(PUSHES):
        again = (pushes == k) & (stated[:, k] < until)
        stated[:, k + 1] = stated[:, k] + np.where(again, rng.integers(14, 50, n), 0)
        pushes += again
    return stated, pushes
