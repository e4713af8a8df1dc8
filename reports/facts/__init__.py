"""Reports as kept, and what is different since. Reads only."""

from reports.facts.corrections import Corrections, corrections
from reports.facts.reports import in_force, report, reports, seen_people

__all__ = ["Corrections", "corrections", "in_force", "report", "reports", "seen_people"]
