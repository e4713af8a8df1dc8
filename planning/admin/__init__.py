"""Quota plans in the administration: mostly to read; figures change on their own pages."""

from planning.admin import plans, settings

__all__ = ["plans", "settings"]
