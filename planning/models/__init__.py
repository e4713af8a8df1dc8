"""Plans of what people are to reach, and what became of them; quotas in force are in `quotas`."""

from planning.models.lines import Adjustment, LineChange, QuotaLine
from planning.models.plans import PlanEvent, PlanGoal, QuotaPlan
from planning.models.publishing import Letter, LetterAnswer, Publication
from planning.models.realism import Chance, PlannedHire, Policy, RampCurve

__all__ = [
    "Adjustment",
    "Chance",
    "Letter",
    "LetterAnswer",
    "LineChange",
    "PlanEvent",
    "PlanGoal",
    "PlannedHire",
    "Policy",
    "Publication",
    "QuotaLine",
    "QuotaPlan",
    "RampCurve",
]
