"""Loads of the CRM: one merge per target, called by the importer in a transaction."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from audit.services.refusals import explain
from audit.services.staging import ask, columns_of
from crm.services import value
from crm.services.loads.accounts import ACCOUNT, merge_accounts, merge_contacts
from crm.services.loads.activities import merge_activities
from crm.services.loads.catalogue import merge_products, merge_stages
from crm.services.loads.changes import merge_deal_changes
from crm.services.loads.deals import merge_opportunities, recall_opportunities
from crm.services.loads.parts import merge_lines, merge_splits
from crm.services.loads.touching import touch
from kernel.merge import Merged
from teams.services import loads as teams

__all__ = [
    "ACCOUNT",
    "merge_accounts",
    "merge_activities",
    "merge_contacts",
    "merge_deal_changes",
    "merge_lines",
    "merge_opportunities",
    "merge_products",
    "merge_rates",
    "merge_splits",
    "merge_stages",
    "recall_opportunities",
]


def merge_rates(
    table: str,
    *,
    run_id: int,
    as_of: datetime,
    create_missing: bool = False,
    full: bool = False,
) -> Merged:
    """Exchange rates, and the values of the deals in these currencies."""
    merged = teams.merge_rates(table, run_id=run_id, as_of=as_of)
    if "currency" in columns_of(table) and (merged.created or merged.updated):
        currencies = [c for (c,) in ask("SELECT DISTINCT currency FROM i WHERE NOT same_")]
        deals = value.revalue_currencies(currencies)
        touch(merged.touched, ", ".join(map(str, deals)) or "0")
    return merged


explain(
    {
        "negative": _("%(value)s is out of range. Write a whole number from zero up."),
        "below_zero": _("%(value)s is out of range. Write a number from zero up."),
        "unknown_kind": _("“%(value)s” is no kind of stage. Write open, won or lost."),
        "unknown_split_kind": _("“%(value)s” is no kind of split. Write revenue or overlay."),
        "unknown_activity_kind": _(
            "“%(value)s” is no kind of activity. Write call, email, meeting, task or other."
        ),
        "unknown_status": _("“%(value)s” is no status. Write open, won or lost."),
        "closed_before_created": _(
            "The deal closed before it was created. Correct one of the days in the CRM."
        ),
        "not_a_share": _("%(value)s is not between 0 and 1. Write 25 %% as 0.25."),
        "not_a_percentage": _("%(value)s is not above 0 and up to 100. Write 25 %% as 25."),
        "shares_incomplete": _(
            "The revenue shares of this deal add up to %(value)s and not to 100. None was taken."
        ),
        "no_rate": _(
            "There is no exchange rate of %(value)s for the day. The deal was taken, but has no "
            "value until a rate is loaded."
        ),
        "done_without_day": _(
            "The activity is done, but no day says when. Fill in the day on which it happened."
        ),
        "untracked_field": _(
            "The history of “%(value)s” is not kept. Known are stage, status, amount, currency, "
            "close_date, forecast_category and owner."
        ),
        "unreadable": _("“%(value)s” cannot be read as a value of this field. Correct it."),
    }
)
