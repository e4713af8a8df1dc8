"""Computing KPIs: recompute and store, or work out live for any day."""

from kpis.services.recompute import NothingToRecompute, ask_for_recompute, recompute

__all__ = ["NothingToRecompute", "ask_for_recompute", "recompute"]
