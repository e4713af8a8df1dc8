"""Changes of what happened: loads and their undo, history, values."""

from crm.services.edits import follow_edit
from crm.services.reassign import reassign
from crm.services.territories import set_territories
from crm.services.undo import undo_load
from crm.services.value import revalue_currencies, revalue_deals, revalue_everything

__all__ = [
    "deals_as_of_sql",
    "follow_edit",
    "reassign",
    "revalue_currencies",
    "revalue_deals",
    "revalue_everything",
    "set_territories",
    "undo_load",
]


def deals_as_of_sql() -> str:
    """SQL (one parameter, the moment) of how every deal stood and was known to stand then.

    Columns: opportunity_id, owner_id, stage_id, status, amount, currency, value, close_date,
    forecast_category.
    """
    return "SELECT * FROM crm_deals_as_of(%s)"
