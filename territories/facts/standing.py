"""How evenly the territories of a part stand: today in the draft, and with a proposal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from territories.core.balance import Balance, measured
from territories.facts.loads import Loads
from territories.facts.parts import Part
from territories.models import BalanceGoal, Proposal, ProposedMove

# Measures that are shown before there are goals
USUAL = ("potential", "workload")


@dataclass(frozen=True)
class Standing:
    """By measure how even it is; accounts by territory (ids as text)."""

    balance: Mapping[str, Balance]
    accounts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.accounts.values())

    def load(self, metric: str, leaf: str) -> float:
        return self.balance[metric].by_seat.get(leaf, 0.0)

    def index(self, metric: str, leaf: str) -> float | None:
        """100 is on target; unknown while nothing is known of the measure."""
        off = self.balance[metric].deviations.get(leaf)
        return None if off is None else 100 * (1 + off)

    def over(self) -> list[str]:
        """Territories above their target by more than what was agreed, in any measure."""
        return [
            leaf
            for leaf in self.accounts
            if any(
                one.tolerance is not None and (one.deviations.get(leaf) or 0) > one.tolerance + 1e-9
                for one in self.balance.values()
            )
        ]


def tolerances(goals: Iterable[BalanceGoal]) -> dict[str, float | None]:
    """By measure in the order of the goals; without goals the usual measures, and no tolerance."""
    found: dict[str, float | None] = {goal.metric: float(goal.tolerance) for goal in goals}
    return found or dict.fromkeys(USUAL)


def today(part: Part, loads: Loads, asked: Mapping[str, float | None]) -> Standing:
    """As the model stands, from the stored loads."""
    found = {
        metric: measured(
            {str(leaf): float(load.sums[metric]) for leaf, load in loads.by_leaf.items()},
            part.targets,
            tolerance=tolerance,
            unknown=loads.total.unknown[metric],
        )
        for metric, tolerance in asked.items()
    }
    return Standing(found, {str(leaf): load.accounts for leaf, load in loads.by_leaf.items()})


def before(proposal: Proposal) -> Standing:
    """As the model stood when the proposal was made."""
    result = proposal.result
    return _standing(proposal, result["before"], result["held"]["before"])


def after(proposal: Proposal, declined: Iterable[ProposedMove]) -> Standing:
    """With all moves but those that were declined."""
    result = proposal.result
    loads = {metric: dict(by_leaf) for metric, by_leaf in result["after"].items()}
    accounts = dict(result["held"]["after"])
    for move in declined:
        source, target = str(move.source_id), str(move.target_id)
        for metric, by_leaf in loads.items():
            weight = move.facts["weights"].get(metric) or 0.0
            by_leaf[source] += weight
            by_leaf[target] -= weight
        accounts[target] -= move.facts["members"]
        accounts[source] = accounts.get(source, 0) + move.facts["members"]
    return _standing(proposal, loads, accounts)


def _standing(proposal: Proposal, loads: Mapping[str, Any], held: Mapping[str, int]) -> Standing:
    result, asked = proposal.result, dict(proposal.params["tolerance"])
    found = {
        metric: measured(
            loads[metric],
            result["targets"],
            tolerance=tolerance,
            unknown=result["unknown"][metric],
        )
        for metric, tolerance in asked.items()
    }
    return Standing(found, {leaf: held.get(leaf, 0) for leaf in result["targets"]})
