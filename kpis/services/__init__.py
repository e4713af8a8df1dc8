"""Computing KPIs: recompute and store, or work out live for any day."""

from kpis.services.answers import answer, explained
from kpis.services.live import compute
from kpis.services.recompute import (
    NothingToRecompute,
    catch_up,
    queue_recompute,
    recompute,
    recompute_after_load,
    recompute_again,
)

__all__ = [
    "NothingToRecompute",
    "answer",
    "catch_up",
    "compute",
    "explained",
    "queue_recompute",
    "recompute",
    "recompute_after_load",
    "recompute_again",
]
