"""Loads of people and structure: one merge per target, called by the importer in a transaction."""

from audit.services import journal
from audit.services.staging import ask
from kernel.merge import Touched
from teams.services.loads.people import OWNER, create_reps, merge_reps
from teams.services.loads.places import (
    TERRITORY,
    create_territories,
    merge_coverage,
    merge_territories,
)
from teams.services.loads.rates import RATES, merge_rates
from teams.services.loads.teams import TEAM, merge_memberships, merge_teams

__all__ = [
    "OWNER",
    "TEAM",
    "TERRITORY",
    "create_reps",
    "create_territories",
    "merge_coverage",
    "merge_memberships",
    "merge_rates",
    "merge_reps",
    "merge_teams",
    "merge_territories",
    "undo_load",
    "undo_rates",
]

TABLES = [
    "teams_coverage",
    "teams_membership",
    "teams_exchangerate",
    "teams_territory",
    "teams_team",
    "teams_rep",
]


def undo_load(run_id: int) -> Touched:
    """Remove what the load made and put back what it changed; CannotUndo when it was built upon."""
    journal.refuse_conflicts(run_id)
    journal.undo(run_id, TABLES)
    return Touched()


def undo_rates(run_id: int) -> list[str]:
    """The rates alone, for whoever values by them; the currencies of which the load had any."""
    found = ask("SELECT DISTINCT currency FROM teams_exchangerate WHERE run_id = %s", [run_id])
    journal.undo(run_id, [RATES.table])
    return [currency for (currency,) in found]
