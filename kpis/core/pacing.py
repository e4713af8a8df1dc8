"""How a period usually fills: the seasonal path, from past periods of the same kind.

Position in a period is the share of its working days that has gone, so that periods of different
length and with other holidays compare. A scope's path is drawn towards the company's as if that
were three more past periods, and the company's towards even days as if that were one.
Method: docs/algorithms/pacing.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kpis.core.chance import pooled_spread
from kpis.core.columns import Array

TOWARDS_COMPANY, TOWARDS_EVEN = 3.0, 1.0
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Curve:
    """A past period: `gone` is the share of working days at the end of each day, `won` the value
    won so far as a share of `total`."""

    gone: Array
    won: Array
    total: float

    def at(self, gone: Array) -> Array:
        """The share won when so much of the period had gone."""
        return np.interp(gone, self.gone, self.won)


@dataclass(frozen=True, slots=True)
class Path:
    """One share per day, at its end; `periods` past ones are behind it."""

    usual: Array
    low: Array
    high: Array
    periods: int


def gone_of(works: Array) -> Array:
    """The share of working days gone at the end of each day; of days, where none works."""
    days = works if works.sum() else np.ones_like(works)
    return np.cumsum(days) / days.sum()


def curve(works: Array, daily: Array) -> Curve | None:
    """The path of a finished period; None when nothing (or less than nothing) was won in it."""
    total = float(daily.sum())
    if total <= 0:
        return None
    gone, so_far = gone_of(works), np.cumsum(daily) / total
    # Several days at one position (a weekend): the last one stands.
    last = np.append(np.diff(gone) > 0, True)
    return Curve(np.append(0, gone[last]), np.append(0, so_far[last]), total)


def path(gone: Array, past: Sequence[Curve], company: Path | None = None) -> Path:
    """The usual path at the positions `gone`; `company` is the company's for the same positions."""
    if company is None and len(past) < ENOUGH:
        return Path(gone.copy(), gone.copy(), gone.copy(), len(past))
    base, weight = (company.usual, TOWARDS_COMPANY) if company else (gone, TOWARDS_EVEN)
    if not past:
        assert company
        return company
    curves = np.array([one.at(gone) for one in past])
    usual = (curves.sum(axis=0) + weight * base) / (len(past) + weight)
    low, high = np.quantile(curves, [0.1, 0.9], axis=0)
    if company and len(past) < ENOUGH:
        low, high = company.low, company.high
    periods = max(len(past), company.periods if company else 0)
    return Path(usual, np.minimum(low, usual), np.maximum(high, usual), periods)


def spread(gone: float, past: Sequence[Curve]) -> float:
    """How far the rest of each past period was from the mean rest of the others, on the log
    scale, pooled with the prior."""
    rest = np.array([one.total * (1 - one.at(np.array([gone]))[0]) for one in past])
    if len(rest) < ENOUGH:
        return pooled_spread(np.array([]))
    others = (rest.sum() - rest) / (len(rest) - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return pooled_spread(np.log(rest / others))
