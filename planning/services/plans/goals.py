"""What a plan measures. A goal comes with its lines and goes with them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

import quotas.facts
from audit.services import log
from planning.models import PlanGoal, QuotaPlan
from planning.services.gate import drafted, one_act
from planning.services.plans.laying import lay_out
from teams.services.refused import Refused


@dataclass(frozen=True, slots=True)
class Key:
    """A measure, of one family of products or all (""), in one segment or all ("")."""

    measure: str
    product_family: str = ""
    segment: str = ""


REVENUE = Key("revenue")


def add_goal(*, by: Any, plan: QuotaPlan, key: Key) -> PlanGoal:
    """A further goal of a draft, with lines that have no figures yet."""
    if key.measure not in dict(quotas.facts.measures()):
        raise Refused(_("“%(slug)s” is not a measure.") % {"slug": key.measure})
    with one_act():
        row = drafted(plan.pk)
        goal = PlanGoal.objects.create(
            plan=row,
            measure=key.measure,
            product_family=key.product_family,
            segment=key.segment,
        )
        lay_out(goal)
        log(by=by, act="add goal", obj=row, after={"goal": _plain(goal)})
    return goal


def remove_goal(*, by: Any, goal: PlanGoal, reason: str = "") -> None:
    """With its lines and what was said about them."""
    with one_act():
        row = drafted(goal.plan_id)
        lines = goal.lines.exclude(planned=None).count()
        before = {"goal": _plain(goal), "figures": lines}
        log(by=by, act="remove goal", obj=row, before=before, reason=reason)
        goal.delete()


def _plain(goal: PlanGoal) -> str:
    return " · ".join(filter(None, (goal.measure, goal.product_family, goal.segment)))
