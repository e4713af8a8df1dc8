"""What of a plan goes beyond what the company calls realistic; publishing it asks for a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from planning.core.cascade import Node, cascade
from planning.core.weighing import VIEWS
from planning.facts import realism
from planning.facts.asked import is_revenue, revenue
from planning.facts.policy import policy
from planning.facts.realism import Weighed
from planning.models import Policy, QuotaLine, QuotaPlan

Kind = Literal["middle", "whole", "padding"]


@dataclass(frozen=True, slots=True)
class Beyond:
    """`kind`: the chance of the person in the middle, that of the whole, or over-assignment. Of a
    chance `view` says whose; views are held against the limit one by one. All are shares of 1."""

    kind: Kind
    value: Decimal
    limit: Decimal
    view: str = ""

    def plain(self) -> dict[str, Any]:
        """To be kept with a publication."""
        return {
            "kind": self.kind,
            "view": self.view,
            "value": str(self.value),
            "limit": str(self.limit),
        }


def beyond(plan: QuotaPlan) -> list[Beyond]:
    """Nothing when all is within the limits, or nothing is known. With the figures as they are."""
    limits, rows = policy(), QuotaLine.objects.filter(goal__in=revenue(plan))
    return [*_chances(realism.now(plan), limits), *_padding(rows, limits)]


def kept(found: Weighed, rows: Iterable[QuotaLine]) -> list[Beyond]:
    """The same of chances as kept last; lines that were not weighed since say nothing. `rows`: the
    lines of the plan with their goals."""
    limits = policy()
    ours = [row for row in rows if is_revenue(row.goal)]
    return [*_chances(found, limits), *_padding(ours, limits)]


def of_chances(found: Weighed, limits: Policy) -> list[Beyond]:
    """The same of chances and limits that are at hand."""
    return list(_chances(found, limits))


def _chances(found: Weighed, limits: Policy) -> list[Beyond]:
    lines = []
    for view in VIEWS:
        middle, company = found.middle(view), found.company
        if middle is not None and middle < limits.least_chance:
            lines.append(Beyond("middle", _share(middle), limits.least_chance, view))
        whole = company.views[view].chance if company and view in company.views else None
        if whole is not None and whole < limits.least_team_chance:
            lines.append(Beyond("whole", _share(whole), limits.least_team_chance, view))
    return lines


def _padding(rows: Iterable[QuotaLine], limits: Policy) -> list[Beyond]:
    """Of all levels together, along the way down on which it is most."""
    found = cascade([Node(row.pk, row.parent_id, row.planned) for row in rows])
    known = [row.cumulative for row in found if row.cumulative is not None]
    most = max(known, default=None)
    if most is None or most <= limits.most_padding:
        return []
    return [Beyond("padding", _share(most), limits.most_padding)]


def _share(value: float | Decimal) -> Decimal:
    return Decimal(value).quantize(Decimal("0.0001"))
