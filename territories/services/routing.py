"""Keeping the plan in force up to date: new accounts get their place at once, moves are asked.

What the rules say about an account that has just come is done: it has no past in the plan. Where
an account that is placed would go elsewhere, because what the CRM says of it changed, a move is
written down and nothing happens until somebody commits it. Without a plan in force nothing happens.
A territory that the CRM states anew is such a change, and no move by itself (ADR 19).
Owners follow at once, and by the load itself: one that the clock gave away could not be undone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import audit.services
import crm.services
import teams.facts
from teams.services.refused import Refused
from territories.core.operators import Fragment
from territories.facts import answers
from territories.models import RoutedMove, SalesRole, TerritoryModel
from territories.services.routing_sql import (
    AGREE,
    ALIGN,
    ASK,
    CLOSE,
    FORGET_ALIGNMENTS,
    FORGET_MOVES,
    FORGET_PLACEMENTS,
    KEEP_NEW,
    LOOKED_AT,
    NEWCOMERS,
    OPEN,
    OWNERS_OF_MOVED,
    OWNERS_OF_NEW,
    PLACE_MOVED,
    SETTLED,
)
from territories.services.turning import change_hands


@dataclass(frozen=True, slots=True)
class Routed:
    """How many accounts got a place for the first time, and how many moves wait for a decision."""

    placed: int
    asked: int


def after_load(
    account_ids: Iterable[int] | None, *, by: Any, run_id: int | None, day: date | None = None
) -> Routed | None:
    """Ask the rules about accounts (None: all), from `day` on; None without a plan in force."""
    few: Fragment | None = None
    if account_ids is not None:
        few = ("SELECT unnest(%s::bigint[])", [sorted(account_ids)])
    return _route(few, by=by, run_id=run_id, day=day)


def after_run(run_id: int, *, by: Any, day: date) -> Routed | None:
    """The same for the accounts that a load made or changed."""
    few: Fragment = ("SELECT id FROM crm_account WHERE run_id = %s", [run_id])
    return _route(few, by=by, run_id=run_id, day=day)


@transaction.atomic
def _route(few: Fragment | None, *, by: Any, run_id: int | None, day: date | None) -> Routed | None:
    today = teams.facts.today()
    in_force = TerritoryModel.objects.select_for_update(no_key=True)
    model = in_force.filter(active__contains=today).first()
    if model is None or model.active is None:
        return None
    since = max(day or today, model.active.lower or today)
    answers.work_out(answers.placing(model, day=today, accounts=few))
    params = {"model": model.pk, "run": run_id, "day": since, "today": today}
    params["role"] = _owning_role()
    with connection.cursor() as cursor:
        cursor.execute(NEWCOMERS, params)
        placed = _run(cursor, KEEP_NEW, params)
        _run(cursor, ALIGN, params)
        _agree(cursor, params, LOOKED_AT)
        for text in (SETTLED, ASK):
            _run(cursor, text, params)
    crm.services.reassign(OWNERS_OF_NEW, {"model": model.pk}, day=today, run_id=run_id)
    asked = RoutedMove.objects.filter(model=model, decision=RoutedMove.Decision.OPEN).count()
    if by is not None and placed:
        audit.services.log(by=by, act="route", obj=model, after={"placed": placed})
    return Routed(placed, asked)


@transaction.atomic
def commit(move_ids: Iterable[int], *, by: Any) -> int:
    """The account goes where the rules put it, from today on, and is handed over. How many moves
    were open."""
    moves = _open(move_ids)
    params: dict[str, Any] = {
        "moves": [move.pk for move in moves],
        "day": teams.facts.today(),
        "role": _owning_role(),
    }
    with connection.cursor() as cursor:
        for text in (PLACE_MOVED, CLOSE, OPEN):
            _run(cursor, text, params)
        cursor.execute(MOVED, params)
        crm.services.set_territories(dict(cursor.fetchall()))
    for model in {move.model_id for move in moves}:
        change_hands(model, OWNERS_OF_MOVED, {"moves": params["moves"]}, day=params["day"])
    return _decide(moves, RoutedMove.Decision.COMMITTED, by=by)


MOVED = """
SELECT m.account_id, t.territory_id FROM territories_routedmove m
LEFT JOIN territories_plannedterritory t ON t.id = m.target_id
WHERE m.id = ANY(%(moves)s) AND m.role_id = %(role)s
"""


@transaction.atomic
def decline(move_ids: Iterable[int], *, by: Any) -> int:
    """The account stays. The same move is not asked again."""
    return _decide(_open(move_ids), RoutedMove.Decision.DECLINED, by=by)


def drop_answered(model: TerritoryModel, today: date) -> None:
    """Open moves of accounts that were placed in this transaction, and lie where they should."""
    with connection.cursor() as cursor:
        _run(cursor, SETTLED, {"model": model.pk, "today": today})


@transaction.atomic
def undo_load(run_id: int) -> None:
    """Before a load is undone: what was done for the accounts that it made is undone too."""
    with connection.cursor() as cursor:
        for text in (FORGET_ALIGNMENTS, FORGET_PLACEMENTS, FORGET_MOVES):
            cursor.execute(text, {"run": run_id})


@transaction.atomic
def agree() -> None:
    """After a load was undone: accounts are where the plan in force has them."""
    today = teams.facts.today()
    if TerritoryModel.objects.filter(active__contains=today).exists():
        with connection.cursor() as cursor:
            _agree(cursor, {"role": _owning_role(), "today": today}, "")


def _agree(cursor: Any, params: dict[str, Any], few: str) -> None:
    cursor.execute(AGREE.format(few=few), params)
    crm.services.set_territories(dict(cursor.fetchall()))


def _open(move_ids: Iterable[int]) -> list[RoutedMove]:
    rows = RoutedMove.objects.select_for_update().filter(
        pk__in=list(move_ids), decision=RoutedMove.Decision.OPEN
    )
    moves = list(rows)
    models = TerritoryModel.objects.filter(pk__in={move.model_id for move in moves})
    today = teams.facts.today()
    if models.exclude(active__contains=today).exists():
        raise Refused(_("This plan is not in force any more."))
    return moves


def _decide(moves: list[RoutedMove], decision: str, *, by: Any) -> int:
    RoutedMove.objects.filter(pk__in=[move.pk for move in moves]).update(
        decision=decision, decided_by=by, decided_at=timezone.now()
    )
    for move in moves:
        audit.services.log(by=by, act=f"move_{decision}", obj=move)
    return len(moves)


def _owning_role() -> int | None:
    """Whose territories are those of the accounts."""
    return SalesRole.objects.filter(owns_accounts=True).values_list("pk", flat=True).first()


def _run(cursor: Any, text: str, params: dict[str, Any]) -> int:
    cursor.execute(text, params)
    return int(cursor.rowcount)
