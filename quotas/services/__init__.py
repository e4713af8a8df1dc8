"""Changes of what was promised: by hand, by file, by a plan; nothing is ever overwritten."""

from quotas.services.loads import merge_quotas, undo_load
from quotas.services.many import Stated, set_quotas
from quotas.services.versions import set_quota, withdraw_quota

__all__ = [
    "Stated",
    "merge_quotas",
    "set_quota",
    "set_quotas",
    "undo_load",
    "withdraw_quota",
]
