"""Records of the CRM in Django admin: usable with millions of rows, careful with what is owed.

What the CRM owns is read here and changed there: the next import would undo a change. What this
product owns (the meaning of stages, shares of credit, descriptions) can be changed and is logged.
"""

from crm.admin import accounts, activities, deals, stages

__all__ = ["accounts", "activities", "deals", "stages"]
