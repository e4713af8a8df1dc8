"""Simulated companies as entries into stages, without a database; ten teams in two regions."""

from datetime import date

import numpy as np

from kpis.core.bottlenecks.entries import LOST, MOVED_ON, WAITING, Entries, Size, cells
from kpis.core.bottlenecks.findings import Finding, findings
from kpis.core.bottlenecks.search import Node
from sample.simulation.deals import draw
from sample.simulation.files import segments
from sample.simulation.truth import SEGMENTS, STAGES, Truth, people

AS_OF = date(2026, 6, 30)
COMPANY, REGIONS = 0, (100, 101)


def entries(seed: int, deals: int = 20_000, reps: int = 80, **truth_) -> tuple[Entries, int]:
    """What a finder may know on the last day; and how many teams there are."""
    rng = np.random.default_rng(seed)
    truth = Truth(AS_OF, **truth_)
    who = people(truth, reps, rng)
    drawn = draw(truth, who, deals, rng)
    last = 365 * truth.years
    parts = []
    for step in range(len(STAGES)):
        entered, left = drawn.entered[:, step], drawn.entered[:, step + 1]
        here = np.nonzero(drawn.reached >= step)[0]
        out = np.minimum(left[here], drawn.ended[here])
        passed = (drawn.reached[here] > step) | (drawn.won[here] & (drawn.ended[here] <= last))
        end = np.where(out > last, WAITING, np.where(passed, MOVED_ON, LOST))
        parts.append(
            (
                who.team[drawn.rep[here]],
                segments(here),
                np.full(len(here), step),
                last - entered[here],
                np.minimum(out, last) - entered[here],
                end,
                np.zeros(len(here), bool),
                (drawn.amount[here] * 10_000).astype(np.int64),
            )
        )
    columns = [np.concatenate([part[n] for part in parts]) for n in range(8)]
    return Entries(*columns), int(who.team.max()) + 1


def nodes(teams: int) -> list[Node]:
    regions = [Node(REGIONS[r], tuple(t for t in range(teams) if t // 5 == r)) for r in (0, 1)]
    return [
        Node(COMPANY, tuple(range(teams))),
        *regions,
        *(Node(1 + t, (t,)) for t in range(teams)),
    ]


def found(seed: int, **truth_) -> list[Finding]:
    drawn, teams = entries(seed, **truth_)
    counted = cells(drawn, Size(teams, len(SEGMENTS), len(STAGES)))
    return findings(counted, nodes(teams))
