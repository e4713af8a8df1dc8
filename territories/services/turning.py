"""Accounts change hands while a plan is in force, each with its hand-over.

Days that are known in advance (a seat passes on, a hold ends, somebody leaves) are prepared, so
that both can sign before; what a person decides today is handed over today.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

import crm.services
import teams.facts
from territories.facts.owners import AHEAD
from territories.facts.turns import Turning, to_come
from territories.models import TerritoryModel
from territories.queries import moves, turns
from versions.core import states


def change_hands(
    model_id: int, wanted: str, params: Mapping[str, Any], *, day: date, run_id: int | None = None
) -> list[int]:
    """From `day` on, which is today, accounts of the model in force belong to whom the SQL says
    (`territories.facts.owners`); those that changed. Must be in a transaction."""
    asked = {**params, "model": model_id, "day": day, "run": run_id}
    with connection.cursor() as cursor:
        moves.wanted(cursor, model_id, day, wanted, asked, but=[])
        turns.keep_today(cursor, model_id, day)
    return crm.services.reassign(wanted, asked, day=day, run_id=run_id)


def look_ahead(model_id: int) -> moves.Kept:
    """Hand-overs of days to come; twice is once. An account is prepared for its next turn only."""
    today = teams.facts.today()
    with transaction.atomic():
        model = TerritoryModel.objects.select_for_update().get(pk=model_id)
        if model.state != states.ACTIVE:
            return (0, 0, 0)
        with connection.cursor() as cursor:
            moves.collect(cursor)
            seen: list[int] = []
            for one in to_come(model.pk, today):
                seen += _on(cursor, model.pk, one, seen)
            moves.collected(cursor)
            return moves.keep(cursor, model.pk, since=today + timedelta(1))


def _on(cursor: Any, model_id: int, one: Turning, seen: list[int]) -> list[int]:
    """The accounts that change hands on one day, but for those that did on an earlier one."""
    asked = {"territories": one.territories, "held": one.held, "left": one.left}
    found = moves.wanted(cursor, model_id, one.day, AHEAD, asked, but=seen)
    moves.add_up(cursor)
    return found
