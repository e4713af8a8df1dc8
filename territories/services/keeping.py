"""The answer of the optimiser becomes a proposal with its moves."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd
from django.db import transaction
from django.db.models import Max

from territories.core.answer import facts_of, kept
from territories.core.frontier import Point
from territories.core.optimiser.problem import Problem
from territories.core.parcels import Parcels, parcelled, spread
from territories.core.proposal import Proposal as Answer
from territories.core.question import Question, problem_of
from territories.core.units import NOT_MEASURES
from territories.core.ways import Ways
from territories.facts.parts import Part
from territories.facts.stages import last_free_stage
from territories.models import Proposal, ProposedMove, TerritoryModel

CUT_SHORT = ("cancelled", "time_limit")


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """A question with what it is about. `ways` only where they count. Where whole places move,
    `units` has their `place`, and `occupied` are those where the model has accounts."""

    part: Part
    question: Question
    units: pd.DataFrame
    ways: Ways | None
    occupied: frozenset[str] = frozenset()

    @property
    def problem(self) -> Problem:
        """About accounts, whatever moves as one."""
        km = None if self.ways is None else self.ways.km
        return problem_of(self.units, self.part.targets, self.question, km)

    @property
    def search(self) -> tuple[Problem, Parcels]:
        """What the optimiser is asked."""
        if self.question.units == "accounts":
            return self.problem, {}
        connected, place = self.question.connected, self.units["place"].tolist()
        return parcelled(self.problem, place, connected=connected, occupied=self.occupied)


@transaction.atomic
def keep(
    asked: Asked,
    answer: Answer,
    points: Sequence[Point],
    *,
    parcels: Parcels,
    name: str,
    run: Any,
) -> Proposal:
    """Numbered within its model. What was cut short may be asked again: it has no fingerprint."""
    part, moves = asked.part, len(answer.moves)
    whole = {unit: parcel.place for parcel in parcels.values() for unit in parcel.units}
    names = asked.units["account"].astype(str)
    units = asked.units.assign(parcel=[whole.get(name, "") for name in names])
    answer = spread(answer, parcels, asked.problem) if parcels else answer
    model = TerritoryModel.objects.select_for_update().get(pk=part.model.pk)
    last = model.proposals.aggregate(last=Max("number"))["last"] or 0
    found = Proposal.objects.create(
        model=model,
        number=last + 1,
        below=part.within,
        params=asked.question.params,
        fingerprint="" if answer.status in CUT_SHORT else name,
        run=run,
        status=answer.status,
        objective=answer.objective,
        gap=answer.gap,
        seconds=answer.seconds,
        result=kept(answer, units)
        | {"targets": part.targets, "free_stage": last_free_stage(), "way": _way(asked, answer)}
        | {"moves": moves, "places": _places(asked, parcels)},
        frontier=[asdict(point) for point in points],
        by=run.by,
    )
    ProposedMove.objects.bulk_create(_moves(found, answer, units))
    return found


def _places(asked: Asked, parcels: Parcels) -> dict[str, int] | None:
    """How many places move as a whole if they do, accounts in them, and accounts of none."""
    if asked.question.units == "accounts":
        return None
    members = asked.units.set_index(asked.units["account"].astype(str))["members"]
    inside = [unit for parcel in parcels.values() for unit in parcel.units]
    nowhere = asked.units["place"] == ""
    return {
        "places": len({parcel.place for parcel in parcels.values()}),
        "accounts": int(members.loc[inside].sum()),
        "nowhere": int(asked.units.loc[nowhere, "members"].sum()),
    }


def _way(asked: Asked, answer: Answer) -> dict[str, Any] | None:
    """Kilometres of all accounts before and after; None where they do not count."""
    if asked.ways is None:
        return None
    column = {seat: j for j, seat in enumerate(asked.part.targets)}
    before = asked.units["territory"].astype(str)
    after = (answer.assignment.get(unit, "") for unit in asked.units["account"].astype(str))
    return {
        "before": asked.ways.total(column[seat] for seat in before),
        "after": asked.ways.total(column[seat] for seat in after) if answer.solved else None,
        "unknown": asked.ways.unknown,
        "unknown_seats": asked.ways.unknown_seats,
    }


def _moves(proposal: Proposal, answer: Answer, units: pd.DataFrame) -> list[ProposedMove]:
    """Those that take most along first."""
    rows: dict[str, Any] = {str(row["account"]): row for row in units.to_dict("records")}
    metrics = [column for column in units.columns if column not in NOT_MEASURES]
    ordered = sorted(answer.moves, key=lambda move: (-move.value, move.unit))
    return [
        ProposedMove(
            proposal=proposal,
            account_id=int(move.unit),
            source_id=int(move.source),
            target_id=int(move.target),
            facts=facts_of(move, rows[move.unit], metrics),
        )
        for move in ordered
    ]
