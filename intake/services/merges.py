"""Which service takes the staged rows of a target. The apps that own the tables do the work."""

from collections.abc import Callable

from audit.services.recall import Recall
from crm.services import loads as crm
from kernel.merge import Merged
from quotas import services as quotas
from teams.services import loads as teams

MERGES: dict[str, Callable[..., Merged]] = {
    "rates": crm.merge_rates,
    "teams": teams.merge_teams,
    "territories": teams.merge_territories,
    "reps": teams.merge_reps,
    "memberships": teams.merge_memberships,
    "coverage": teams.merge_coverage,
    "products": crm.merge_products,
    "stages": crm.merge_stages,
    "accounts": crm.merge_accounts,
    "contacts": crm.merge_contacts,
    "opportunities": crm.merge_opportunities,
    "lines": crm.merge_lines,
    "splits": crm.merge_splits,
    "deal_changes": crm.merge_deal_changes,
    "activities": crm.merge_activities,
    "quotas": quotas.merge_quotas,
}

# Targets of which whole exports come again and again: rows that say the same are not read twice.
RECALLS: dict[str, Callable[..., Recall | None]] = {"opportunities": crm.recall_opportunities}
