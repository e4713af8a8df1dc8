"""The three views of one amount, each with what it rests on, or with why it says nothing.

They look at different things and are never blended: what was won so far and usually is, the deals
that are open, and what became of quotas that were about as hard.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from statistics import fmean
from typing import Any

from planning.core.chance import history as by_history
from planning.core.chance import pipeline as by_pipeline
from planning.core.chance import run_rate as by_run_rate
from planning.core.known import Known

RUN_RATE, PIPELINE, HISTORY = VIEWS = ("run_rate", "pipeline", "history")
LEAST_MONTHS = 3
RECENT = 6  # months gone by; more where more remain, so that a year is held against a year
LEAST_SEEN = 30  # deals from which stage chances can be learnt
LEAST_PAST = 5  # comparable quotas
WITHIN = 0.25  # quotas that asked for up to a quarter more or less of the usual month
# Where less than half of what is won in so long a time comes from deals that are open before,
# deals that are open say little about reaching an amount.
LEAST_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """`chance` 0 to 1; None: `inputs["why"]` names the reason."""

    view: str
    chance: float | None
    inputs: Mapping[str, Any] = field(default_factory=dict)


def weigh(known: Known) -> list[Answer]:
    """All three, in their order. What is reached already is sure; of nothing there is no chance."""
    if known.amount <= 0:
        return [Answer(view, None, _said(known, why="nothing_asked")) for view in VIEWS]
    if known.gap <= 0:
        return [Answer(view, 1.0, _said(known, why="reached")) for view in VIEWS]
    return [run_rate(known), pipeline(known), history(known)]


def run_rate(known: Known) -> Answer:
    months = list(known.months)[-max(RECENT, ceil(known.left)) :]
    n = len(months)
    said = _said(known, n=n, left=known.left)
    if n < LEAST_MONTHS:
        return Answer(RUN_RATE, None, said | {"why": "few_months"})
    found = by_run_rate.chance(known.gap, months, known.left, known.peers)
    said |= {"own": fmean(months), "mean": found.mean}
    if found.rest is not None:
        said |= {"rest": found.rest.mean, "spread": found.rest.scale}
    return Answer(RUN_RATE, found.chance, said)


def pipeline(known: Known) -> Answer:
    found = by_pipeline.chance(Decimal(f"{known.gap:.2f}"), known.deals)
    said = _said(
        known,
        deals=found.deals,
        open=float(sum(value for value, _p in known.deals)),
        weighted=found.weighted,
        covered=known.covered,
        seen=known.seen,
    )
    if known.seen < LEAST_SEEN or known.covered is None:
        return Answer(PIPELINE, None, said | {"why": "few_deals"})
    if known.covered < LEAST_COVERED:
        return Answer(PIPELINE, None, said | {"why": "not_open_yet"})
    return Answer(PIPELINE, found.chance, said)


def history(known: Known) -> Answer:
    if known.stretch is None:
        return Answer(HISTORY, None, _said(known, why="no_usual"))
    said = _said(known, stretch=known.stretch)
    for kind, past in known.past.items():
        found = by_history.of_comparable(known.stretch, past, WITHIN)
        said |= {"kind": kind, "hits": found.hits, "goals": found.goals}
        if found.goals >= LEAST_PAST:
            return Answer(HISTORY, found.chance, said | {"low": found.low, "high": found.high})
    return Answer(HISTORY, None, said | {"why": "few_alike"})


def _said(known: Known, **more: Any) -> dict[str, Any]:
    return {"asked": known.amount, "won": known.won, "gap": known.gap} | more
