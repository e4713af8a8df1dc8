"""Say which part of a goal each month brings: alike, as in past years, or as typed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from audit.services import log
from planning.facts import months as facts
from planning.models import PlanGoal
from planning.services.gate import drafted, one_act
from teams.services.refused import Refused

Source = PlanGoal.Source


def set_months(
    *, by: Any, goal: PlanGoal, source: str, weights: Sequence[Decimal] = (), reason: str = ""
) -> PlanGoal:
    """`weights` only when they are typed: one a month, in any unit, since only their parts of the
    sum count. What is learned is kept as it is today."""
    with one_act():
        drafted(goal.plan_id)
        row = (
            PlanGoal.objects.select_for_update(of=("self",)).select_related("plan").get(pk=goal.pk)
        )
        before = {"from": row.weights_from, "weights": row.weights}
        row.weights_years, row.weights_from = 0, source
        if source == Source.LEARNED:
            row.weights, row.weights_years = _learned(row)
        elif source == Source.TYPED:
            row.weights = _typed(row, weights)
        elif source == Source.EQUAL:
            row.weights = []
        else:
            raise Refused(_("Choose where the months come from."))
        row.save(update_fields=["weights", "weights_from", "weights_years"])
        after = {"from": row.weights_from, "weights": row.weights}
        if before != after:
            change = {"before": before, "after": after}
            log(by=by, act="set months", obj=row, reason=reason, **change)
    return row


def _learned(row: PlanGoal) -> tuple[list[str], int]:
    found = facts.learned(row)
    if not found.weights or not any(found.weights):
        raise Refused(
            _("There is no whole year of results to learn from yet. Type the months, or leave them "
              "alike.")
        )  # fmt: skip
    return [str(one) for one in found.weights], found.years


def _typed(row: PlanGoal, weights: Sequence[Decimal]) -> list[str]:
    n = len(facts.months_of(row))
    if len(weights) != n:
        raise Refused(_("Type a number for each of the %(n)s months.") % {"n": n})
    if any(one < 0 for one in weights) or not any(weights):
        raise Refused(_("No month is below 0, and one of them is above it."))
    return [f"{one.normalize():f}" for one in weights]
