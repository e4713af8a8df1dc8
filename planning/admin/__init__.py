"""Pages of the administration."""

from planning.admin.settings import PolicyAdmin

__all__ = ["PolicyAdmin"]
