"""Computing KPIs: recompute and store, or work out live for any day."""

from kpis.services.live import compute
from kpis.services.recompute import (
    NothingToRecompute,
    queue_recompute,
    recompute,
    recompute_after_load,
)

__all__ = [
    "NothingToRecompute",
    "compute",
    "queue_recompute",
    "recompute",
    "recompute_after_load",
]
