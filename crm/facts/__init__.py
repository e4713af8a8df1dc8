"""What is known about customers and deals. Reads only.

Querysets have documented columns and may be narrowed by the caller; everything else is plain data.
`access` (of `teams.access`) limits rows to what a person sees; None means all rows.
"""

from crm.facts.accounts import BEGINNING, Owned, owners_over_time
from crm.facts.dates import first_close_date
from crm.facts.deals import (
    Selectable,
    StageFact,
    accounts,
    activities,
    contacts,
    lines,
    opportunities,
    products,
    selectable,
    splits,
    stages,
)
from crm.facts.recorded import changed_by, written_by
from crm.facts.search import Found, search
from crm.facts.size import accounts_roughly, deals_roughly
from crm.facts.states import DealThen, deal_state
from crm.facts.timeline import Entry, History, history

__all__ = [
    "BEGINNING",
    "DealThen",
    "Entry",
    "Found",
    "History",
    "Owned",
    "Selectable",
    "StageFact",
    "accounts",
    "accounts_roughly",
    "activities",
    "changed_by",
    "contacts",
    "deal_state",
    "deals_roughly",
    "first_close_date",
    "history",
    "lines",
    "opportunities",
    "owners_over_time",
    "products",
    "search",
    "selectable",
    "splits",
    "stages",
    "written_by",
]
