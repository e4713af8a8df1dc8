"""Is the machine in order: what is stored about it, one file per noun."""

from operations.models.hygiene import Finding, UpkeepCheck, UpkeepSum

__all__ = ["Finding", "UpkeepCheck", "UpkeepSum"]
