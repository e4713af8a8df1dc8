"""Moves of a proposal are accepted into the draft, held, declined; each can be taken back.

An accepted move is a named account of the draft; the rules are then run for the accounts concerned,
and the territories concerned are weighed again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

import audit.services
from teams.services.refused import Refused
from territories.facts.families import members_of
from territories.models import NamedAccount, Placement, Proposal, ProposedMove, TerritoryModel
from territories.services.placing import place
from territories.services.weighing import weigh
from versions.core.states import DRAFT

type Decision = ProposedMove.Decision
ACCEPTED, OPEN = ProposedMove.Decision.ACCEPTED, ProposedMove.Decision.OPEN


@dataclass(frozen=True, slots=True)
class Decided:
    """`stale`: accounts that are no longer where the proposal found them; nothing was decided
    there."""

    done: int = 0
    stale: int = 0


@transaction.atomic
def decide(
    proposal: Proposal, moves: Iterable[int], decision: str, *, by: Any, note: str = ""
) -> Decided:
    """Accept, hold (with a note) or decline moves; `open` undoes what was decided. Twice does
    nothing the second time. Where a place moves as a whole, all of it is decided."""
    model = TerritoryModel.objects.select_for_update().get(pk=proposal.model_id)
    if model.state != DRAFT:
        raise Refused(_("Only moves of a draft can be decided."))
    picked = _picked(proposal, list(moves)).exclude(decision=decision)
    asked = list(picked.select_related("target").select_for_update(of=("self",)))
    stale = _elsewhere(proposal, asked) if decision == ACCEPTED else set()
    here = [move for move in asked if move.pk not in stale]
    if decision == ACCEPTED:
        _accept(proposal, here)
    _take_back(proposal, [move for move in here if move.decision == ACCEPTED])
    changed = [move for move in here if ACCEPTED in (move.decision, decision)]
    for move in here:
        move.facts["note"] = note.strip()
        move.decision, move.decided_by, move.decided_at = decision, by, timezone.now()
    ProposedMove.objects.bulk_update(here, ["facts", "decision", "decided_by", "decided_at"])
    _settle(model, changed, by)
    if here:
        said = {"decision": str(decision), "moves": [move.pk for move in here]}
        audit.services.log(by=by, act="decide", obj=proposal, after=said, reason=note)
    return Decided(len(here), len(stale))


def _picked(proposal: Proposal, moves: list[int]) -> QuerySet[ProposedMove]:
    named = proposal.moves.filter(pk__in=moves)
    places = {place for place in named.values_list("facts__place", flat=True) if place}
    return proposal.moves.filter(Q(pk__in=moves) | Q(facts__place__in=places))


def _elsewhere(proposal: Proposal, moves: Sequence[ProposedMove]) -> set[int]:
    """Moves of accounts that the draft has put somewhere else since."""
    accounts = [move.account_id for move in moves]
    placed = Placement.objects.filter(model=proposal.model_id, account__in=accounts)
    where = {(row.account_id, row.role_id): row.territory_id for row in placed}
    return {
        move.pk
        for move in moves
        if where.get((move.account_id, move.target.role_id)) != move.source_id
    }


def _accept(proposal: Proposal, moves: Sequence[ProposedMove]) -> None:
    """The account gets its territory by name; what named it before is kept to be put back."""
    for move in moves:
        before = _named(move)
        move.facts["earlier"] = [[row.territory_id, row.why] for row in before]
        before.delete()
    NamedAccount.objects.bulk_create(
        NamedAccount(
            territory_id=move.target_id,
            account_id=move.account_id,
            why=f"Proposal {proposal.number}",
        )
        for move in moves
    )


def _take_back(proposal: Proposal, moves: Sequence[ProposedMove]) -> None:
    for move in moves:
        mine = NamedAccount.objects.filter(territory=move.target_id, account=move.account_id)
        mine.filter(why=f"Proposal {proposal.number}").delete()
        NamedAccount.objects.bulk_create(
            NamedAccount(territory_id=territory, account_id=move.account_id, why=why)
            for territory, why in move.facts.pop("earlier", [])
        )


def _named(move: ProposedMove) -> Any:
    return NamedAccount.objects.filter(
        account=move.account_id,
        territory__model=move.target.model_id,
        territory__role=move.target.role_id,
    )


def _settle(model: TerritoryModel, moves: Sequence[ProposedMove], by: Any) -> None:
    """Run the rules for who moved with their families, and weigh both ends."""
    if not moves:
        return
    place(model.pk, by=by, accounts=members_of([move.account_id for move in moves]))
    ends = {end for move in moves for end in (move.source_id, move.target_id) if end}
    weigh(model.pk, territories=sorted(ends))
