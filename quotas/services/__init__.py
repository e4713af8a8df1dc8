"""Changes of what was promised: quotas by hand and by file; nothing is ever overwritten."""

from quotas.services.loads import merge_quotas, undo_load
from quotas.services.versions import set_quota, withdraw_quota

__all__ = ["merge_quotas", "set_quota", "undo_load", "withdraw_quota"]
