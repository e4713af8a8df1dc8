"""The few findings that explain the rest.

A stage that breaks in one region shows in the company, in the region's teams and in each segment
as well. The strongest evidence is taken first, at whatever level it is; then its deals are taken
out of every other cell, and only what is still worse without them is a finding of its own. So are
clusters told apart in scan statistics (Kulldorff 1997, Communications in Statistics 26,
1481-1496; Zhang, Assunção & Kulldorff 2010, Journal of Probability and Statistics 642379).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kpis.core.bottlenecks import evidence
from kpis.core.bottlenecks.entries import KINDS, STALL, WATCHED, Cells
from kpis.core.survival import log_rank, restricted_mean

FALSE_SHARE = 0.05
LEAST = 20  # entrants, now and before
# Less than this is true perhaps, but not worth anybody's time: times as long, points of a share.
SLOWER, MORE = 1.3, 0.05
NO_SIGN = 0.1


@dataclass(frozen=True, slots=True)
class Node:
    """The company or a team: an id, and the numbers of the teams that count for it."""

    id: int
    leaves: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A cell that is tested: a kind of trouble in a step of a node and segment (None: in all)."""

    kind: str
    step: int
    node: Node
    segment: int | None

    def overlaps(self, other: "Place") -> bool:
        return (
            (self.kind, self.step) == (other.kind, other.step)
            and bool(set(self.node.leaves) & set(other.node.leaves))
            and (None in (self.segment, other.segment) or self.segment == other.segment)
        )

    def is_part_of(self, other: "Place") -> bool:
        """Smaller, and wholly inside."""
        inside = (
            self.overlaps(other)
            and set(self.node.leaves) <= set(other.node.leaves)
            and other.segment in (None, self.segment)
        )
        return inside and (self.node.leaves, self.segment) != (other.node.leaves, other.segment)


@dataclass(frozen=True, slots=True)
class Found:
    place: Place
    p: float


def find(cells: Cells, nodes: Sequence[Node]) -> list[Found]:
    """The strongest first; empty where nothing is clearly worse than before.

    What is to be believed is asked anew after each finding: a true one makes many cells look bad,
    and must not lower the bar for chance ones.
    """
    tested = [Found(place, p_value(cells, place)) for place in places(cells, nodes)]
    found: list[Found] = []
    while (limit := evidence.threshold([one.p for one in tested], FALSE_SHARE)) > 0:
        best = min(tested, key=lambda one: (one.p, -len(one.place.node.leaves)))
        if best.p > limit:
            break
        best = _narrowed(cells, best, [one for one in tested if one.p <= limit])
        found.append(best)
        cells = without(cells, best.place)
        tested = [_again(cells, one, best.place) for one in tested if one is not best]
    return found


def _narrowed(cells: Cells, best: Found, believed: Sequence[Found]) -> Found:
    """The part that explains the whole: without its deals the rest shows no sign of trouble. Where
    nothing ever happened elsewhere, the whole looks as bad as the part."""
    parts = [
        one
        for one in believed
        if one.place.is_part_of(best.place)
        and p_value(without(cells, one.place), best.place) > NO_SIGN
    ]
    if not parts:
        return best
    strongest = min(parts, key=lambda one: (one.p, -len(one.place.node.leaves)))
    return _narrowed(cells, strongest, believed)


def _again(cells: Cells, one: Found, taken: Place) -> Found:
    return replace(one, p=p_value(cells, one.place)) if one.place.overlaps(taken) else one


def places(cells: Cells, nodes: Sequence[Node]) -> list[Place]:
    """Every cell with enough deals, of trouble that occurs at all; nodes and segments that hold the
    same deals are one."""
    kept: dict[tuple[int, ...], Node] = {}
    for node in nodes:
        kept.setdefault(tuple(sorted(node.leaves)), node)
    filled = [n for n in range(cells.size.segments) if cells.entrants[:, :, n].any()]
    segments = [None, *filled] if len(filled) > 1 else [None]
    found = [
        Place(kind, step, node, segment)
        for kind in KINDS
        if kind == STALL or cells.bad[kind].any()
        for step in range(cells.size.steps)
        for node in kept.values()
        for segment in segments
    ]
    return [one for one in found if min(_entrants(cells, one)) >= LEAST]


def chosen(array: np.ndarray, place: Place) -> np.ndarray:
    """Sums of the place: [now or before, …]."""
    some = array[:, list(place.node.leaves)]
    some = some.sum(2) if place.segment is None else some[:, :, place.segment]
    return some.sum(1)[:, place.step]


def _entrants(cells: Cells, place: Place) -> tuple[int, int]:
    if place.kind == STALL:
        stays = cells.over.sum(-1) + cells.waiting.sum(-1)
        now, before = chosen(stays, place)
    else:
        now, before = chosen(cells.cases[place.kind], place)
    return int(now), int(before)


def p_value(cells: Cells, place: Place) -> float:
    """p of this being no worse than before; 1 where too few deals are left to tell."""
    if min(_entrants(cells, place)) < LEAST:
        return 1.0
    if place.kind == STALL:
        return _slower(cells, place)
    now, before = chosen(cells.bad[place.kind], place)
    cases, cases_before = chosen(cells.cases[place.kind], place)
    if now / cases - before / cases_before < MORE:
        return 1.0
    return evidence.worse_share(int(now), int(cases), int(before), int(cases_before))


def _slower(cells: Cells, place: Place) -> float:
    over, waiting = chosen(cells.over, place), chosen(cells.waiting, place)
    z = log_rank((over[0], waiting[0]), (over[1], waiting[1]))
    if z <= 0:
        return 1.0
    now, before = (restricted_mean(over[n], waiting[n], WATCHED).days for n in (0, 1))
    return evidence.upper_tail(z) if before and now / before >= SLOWER else 1.0


def without(cells: Cells, place: Place) -> Cells:
    """The cells with the place's deals of that kind and step taken out, now and before."""

    def cut[A: np.ndarray](array: A) -> A:
        left = array.copy()
        leaves = list(place.node.leaves)
        if place.segment is None:
            left[:, leaves, :, place.step] = 0
        else:
            left[:, leaves, place.segment, place.step] = 0
        return left

    if place.kind == STALL:
        return replace(cells, over=cut(cells.over), waiting=cut(cells.waiting))
    return replace(
        cells,
        bad=cells.bad | {place.kind: cut(cells.bad[place.kind])},
        cases=cells.cases | {place.kind: cut(cells.cases[place.kind])},
    )
