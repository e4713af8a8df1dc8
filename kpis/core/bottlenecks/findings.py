"""Findings with their numbers and money, the dearest (at the cautious end) first."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from kpis.core.bottlenecks import evidence
from kpis.core.bottlenecks.entries import LEAK, PAST, STALL, WATCHED, WINDOW, Cells
from kpis.core.bottlenecks.search import Found, Node, chosen, find
from kpis.core.survival import quantile, restricted_mean, survival

UNIT = 10_000  # units of a value
SLOW = 0.75


@dataclass(frozen=True, slots=True)
class Finding:
    """`bad` of `cases` now and before; `now` and `before` are the shares, or mean days up to the
    horizon; `rise` is their difference with a 90 % interval. Of time, `bad` are visits that go on
    for more than `slow` days, by which three quarters were over before.

    Money: what the difference costs in thirteen weeks, at its middle and both ends; None where no
    sum can be put on it.
    """

    kind: str
    node: int
    segment: int | None
    step: int
    horizon: int
    slow: int
    p: float
    entrants: int
    bad: int
    cases: int
    bad_before: int
    cases_before: int
    now: float
    before: float
    rise: float
    rise_low: float
    rise_high: float
    money: float | None = None
    money_low: float | None = None
    money_high: float | None = None


def findings(cells: Cells, nodes: Sequence[Node]) -> list[Finding]:
    made = [_finding(cells, one) for one in find(cells, nodes)]
    return sorted(made, key=lambda one: -(one.money_low or 0.0))


def chance_from(cells: Cells, step: int) -> float:
    """The company's chance to win after passing the step, from the time before: the product of the
    shares that did not fail in each later step."""
    bad, cases = (one[LEAK][1].sum((0, 1))[step + 1 :] for one in (cells.bad, cells.cases))
    return float(np.prod(np.where(cases > 0, 1 - bad / np.maximum(cases, 1), 1.0)))


def _finding(cells: Cells, found: Found) -> Finding:
    return _time(cells, found) if found.place.kind == STALL else _share(cells, found)


def _share(cells: Cells, found: Found) -> Finding:
    place = found.place
    bad, bad_before = (int(n) for n in chosen(cells.bad[place.kind], place))
    cases, cases_before = (int(n) for n in chosen(cells.cases[place.kind], place))
    rise = evidence.rise(bad, cases, bad_before, cases_before)
    entrants = int(chosen(cells.entrants, place)[0])
    each = 0.0
    if place.kind == LEAK and entrants:
        mean = float(chosen(cells.units, place)[0]) / UNIT / entrants
        each = entrants * chance_from(cells, place.step) * mean
    money = [max(one, 0.0) * each for one in rise] if each else [None] * 3
    return Finding(
        place.kind, place.node.id, place.segment, place.step, int(cells.horizon[place.step]),
        0, found.p, entrants, bad, cases, bad_before, cases_before,
        bad / cases, bad_before / cases_before, *rise, *money,
    )  # fmt: skip


def _time(cells: Cells, found: Found) -> Finding:
    """Extra days × the value that usually goes through the stage to be won, each day."""
    place = found.place
    over, waiting = chosen(cells.over, place), chosen(cells.waiting, place)
    until = WATCHED
    now, before = (restricted_mean(over[n], waiting[n], until) for n in (0, 1))
    extra, error = now.days - before.days, sqrt(now.variance + before.variance)
    rise = extra, extra - evidence.Z90 * error, extra + evidence.Z90 * error
    passed = float(chosen(cells.passed_units, place)[1]) / UNIT
    a_day = passed * chance_from(cells, place.step) / (WINDOW * PAST)
    cases = over.sum(-1) + waiting.sum(-1)
    slow = int(np.nan_to_num(quantile(survival(over[1], waiting[1]), SLOW), nan=until))
    bad = waiting[:, slow + 1 :].sum(-1)
    return Finding(
        STALL, place.node.id, place.segment, place.step, until, slow, found.p, int(cases[0]),
        int(bad[0]), int(cases[0]), int(bad[1]), int(cases[1]),
        now.days, before.days, *rise, *(max(one, 0.0) * a_day for one in rise),
    )  # fmt: skip
