"""Actions as they are kept, with their effect so far."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from operations.core.effect import Effect, Measure, effect
from operations.models import Action
from teams.core.access import REP


def actions_of(bottleneck_ids: Iterable[int]) -> QuerySet[Action]:
    """Columns: all of `Action`, with owner and bottleneck."""
    found = Action.objects.filter(bottleneck__in=list(bottleneck_ids))
    return found.select_related("owner", "bottleneck")


def action(pk: int) -> Action | None:
    """One of them, with owner and bottleneck."""
    return Action.objects.filter(pk=pk).select_related("owner", "bottleneck").first()


def effect_of(action: Action) -> Effect:
    before = Measure(
        action.before_bad, action.before_cases, action.before, action.before_low, action.before_high
    )
    after = Measure(
        action.after_bad, action.after_cases, action.after, action.after_low, action.after_high
    )
    return effect(before, after, days=action.bottleneck.kind == "stall")


def owners() -> QuerySet[Any]:
    """Who may be asked to do something about a leak: whoever leads or runs operations."""
    people = get_user_model()._default_manager.filter(is_active=True)
    return people.exclude(role=REP).order_by("name", "email")
