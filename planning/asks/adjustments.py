"""Adjustments of quotas that wait for a decision, for who may approve."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from planning import words
from planning.facts import adjustments as facts
from planning.facts.waiting import anything
from planning.models import Adjustment
from ui.asks import Ask
from ui.components import Todo


def adjustments_of(access: Any, most: int) -> list[Todo]:
    if not access.may("approve") or not anything().adjustments:
        return []
    return [_todo(row) for row in facts.to_decide(access)[:most]]


def _todo(row: Adjustment) -> Todo:
    sign = "+" if row.amount > 0 else ""
    name = row.line.rep.name if row.line.rep else ""
    return Todo(
        _("Decide about the quota of %(name)s") % {"name": name},
        reverse("planning:adjustment", args=[row.line.goal.plan_id, row.pk]),
        amount=sign + words.short(row.line.goal.measure)(row.amount),
        why=row.why,
        icon="scale",
    )


ASK = Ask(adjustments_of)
