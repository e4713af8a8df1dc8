"""Is the machine in order: what is stored about it, one file per noun."""

from operations.models.actions import Action
from operations.models.hygiene import Finding, UpkeepCheck, UpkeepSum
from operations.models.plans import Plan, PlanEntry

__all__ = ["Action", "Finding", "Plan", "PlanEntry", "UpkeepCheck", "UpkeepSum"]
