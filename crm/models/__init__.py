"""What happened: accounts, deals and everything that was done about them."""

from crm.models.accounts import Account, AccountOwner, Contact, Product
from crm.models.activities import Activity
from crm.models.deals import DealChange, Line, Opportunity, Split, Stage

__all__ = [
    "Account",
    "AccountOwner",
    "Activity",
    "Contact",
    "DealChange",
    "Line",
    "Opportunity",
    "Product",
    "Split",
    "Stage",
]
