"""Computing KPIs: recompute and store, or work out live for any day."""

from kpis.services.live import compute
from kpis.services.recompute import (
    NothingToRecompute,
    ask_for_recompute,
    recompute,
    recompute_after_load,
)

__all__ = [
    "NothingToRecompute",
    "ask_for_recompute",
    "compute",
    "recompute",
    "recompute_after_load",
]
