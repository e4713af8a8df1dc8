"""Where an account belonged, day by day."""

from dataclasses import dataclass

from kernel.dated import Days
from territories.models import Alignment


@dataclass(frozen=True, slots=True)
class Belonged:
    """The account was in the territory, for a role, over `days`; `by` is how it came there."""

    role: str
    territory: str
    by: str
    why: str
    model: str
    days: Days


def territories_over_time(account_id: int) -> list[Belonged]:
    """Latest first; days without a row had no territory in the plan."""
    rows = Alignment.objects.filter(account=account_id).select_related("role", "territory", "model")
    return [
        Belonged(
            row.role.name,
            row.territory.name,
            row.get_level_display(),
            row.why,
            row.model.name if row.model else "",
            Days(row.valid.lower, row.valid.upper),
        )
        for row in rows.order_by("-valid", "role__name")
    ]
