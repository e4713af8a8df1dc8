"""How even a plan should be is agreed before anybody carves; a later change says why, and is
kept."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import audit.services
from teams.services.refused import Refused
from territories.core.metrics import MEASURES
from territories.models import BalanceGoal, TerritoryModel
from versions.core.states import DRAFT


@transaction.atomic
def agree(
    model_id: int, tolerances: Mapping[str, Decimal], *, by: Any, reason: str = ""
) -> list[BalanceGoal]:
    """The goals of a model are these, in this order; the first leads. The same again changes
    nothing.

    Refused when the model is no draft, without a goal, and when goals change without a reason.
    """
    model = TerritoryModel.objects.select_for_update().get(pk=model_id)
    known = list(model.goals.all())
    before = {goal.metric: goal.tolerance for goal in known}
    if list(before.items()) == list(tolerances.items()):
        return known
    _check(model, before, tolerances, reason)
    for goal in known:
        if tolerances.get(goal.metric) != goal.tolerance:
            goal.delete()
    for order, (metric, tolerance) in enumerate(tolerances.items()):
        values = {"tolerance": tolerance, "order": order}
        BalanceGoal.objects.update_or_create(
            model=model, metric=metric, defaults=values, create_defaults={**values, "by": by}
        )
    audit.services.log(
        by=by,
        act="goals",
        obj=model,
        before={metric: str(each) for metric, each in before.items()},
        after={metric: str(each) for metric, each in tolerances.items()},
        reason=reason.strip(),
    )
    return list(model.goals.all())


def _check(
    model: TerritoryModel,
    before: Mapping[str, Decimal],
    tolerances: Mapping[str, Decimal],
    reason: str,
) -> None:
    for metric in tolerances:
        MEASURES[metric]
    if model.state != DRAFT:
        raise Refused(_("Only a draft's goals can be changed."))
    if not tolerances:
        raise Refused(_("Agree on at least one measure."))
    if before and not reason.strip():
        raise Refused(_("Say why the goals change."))
