"""Territory plans in Django admin. What is allowed is decided by `territories.services.editing`,
which forms ask before they store; who may do it comes from the role (`User.has_perm`).

Drafts are edited freely, the model in force only in its seats and exceptions, others not at all.
"""

from territories.admin import accounts, plans, rules, seats, settings, tree

__all__ = ["accounts", "plans", "rules", "seats", "settings", "tree"]
