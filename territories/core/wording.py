"""The English of the command: why a unit moves, what blocks, and the public JSON document.

Pages say the same facts in the reader's language.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from territories.core.balance import Balance
from territories.core.proposal import Blocker, Connection, Move, Proposal

NOTICED = 0.005  # part of a target; less is not worth a word
LENGTHS = {"km", "mi", "m", "min", "minutes", "hours"}
DECIMALS = 9  # of numbers in the document: what adding in binary leaves is not an answer


def why(move: Move, cost_unit: str = "") -> str:
    """One sentence. The cost against the move is said as well, after what speaks for it."""
    reasons = [*_rule(move), *_nearer(move, cost_unit), *_uneven(move)]
    reason = _listed(reasons) or "it makes room for other moves"
    against = "".join(_farther(move, cost_unit))
    return f"moved from {move.source} to {move.target}: {reason}{against}; not protected"


def _listed(reasons: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(reasons[:-1]), *reasons[-1:]]))


def _rule(move: Move) -> Iterator[str]:
    if move.why == "required":
        yield f"it is required at {move.target}"
    elif move.why == "forbidden":
        yield f"it may not stay with {move.source}"
    elif move.why == "family":
        yield f"its family ({', '.join(move.family)}) comes together"
    elif move.why == "place":
        yield f"all of its place ({', '.join(move.family)}) comes together"


def _nearer(move: Move, unit: str) -> Iterator[str]:
    if move.nearer is not None and move.nearer > 0:
        by = f"{move.nearer:.4g}"
        near = unit in LENGTHS
        yield f"{move.target} is {by} {unit} nearer" if near else f"{move.target} costs {by} less"


def _farther(move: Move, unit: str) -> Iterator[str]:
    if move.nearer is not None and move.nearer < 0:
        by = f"{-move.nearer:.4g}"
        near = unit in LENGTHS
        yield (
            f", although {move.target} is {by} {unit} farther"
            if near
            else (f", although {move.target} costs {by} more")
        )


def _uneven(move: Move) -> Iterator[str]:
    if move.giver is not None and move.giver > NOTICED:
        yield f"{move.source} was {move.giver:.0%} above its share of {move.metric}"
    if move.receiver is not None and move.receiver < -NOTICED:
        yield f"{move.target} was {-move.receiver:.0%} below its share of {move.metric}"


def blocked(blocker: Blocker) -> str:
    """Why there is no answer, one reason."""
    needed, allowed = blocker.needed or 0.0, blocker.allowed or 0.0
    units = ", ".join(blocker.units[:5]) + (" …" if len(blocker.units) > 5 else "")
    off = f"{needed - 1:.1%} above its share of {blocker.metric}"
    return {
        "tolerance": f"{blocker.metric} of {blocker.seat} can come no nearer to its share than "
        f"{needed:.1%}; {allowed:.1%} is allowed",
        "locks": f"what is fixed at {blocker.seat} ({units}) is alone {off}"
        if allowed
        else f"{blocker.seat} should carry no {blocker.metric}, and {units} are fixed there",
        "full": f"what is fixed at {blocker.seat} ({units}) is {needed:.4g} of {blocker.metric}; "
        f"the cap is {allowed:.4g}",
        "unit": f"{units} alone is {off} of any seat",
        "family": f"the family {units} is together {off} of any seat",
        "cap": f"{blocker.metric} of {blocker.seat} must be {needed:.4g}; the cap is {allowed:.4g}",
        "moves": f"at least {needed:.0f} {'move is' if needed == 1 else 'moves are'} needed; "
        f"{allowed:.0f} are allowed",
        "disruption": f"at least {needed:.4g} must change hands; {allowed:.4g} is allowed",
        "nowhere": f"{units}: no seat may have it",
    }[blocker.kind]


def document(proposal: Proposal, cost_unit: str = "") -> dict[str, Any]:
    """The public JSON document of `territory propose`."""
    return {
        "status": proposal.status,
        "objective": rounded(proposal.objective),
        "gap": rounded(proposal.gap),
        "seconds": round(proposal.seconds, 3),
        "cost": rounded(proposal.cost),
        "disruption": rounded(proposal.disruption) if proposal.solved else None,
        "assignment": dict(proposal.assignment),
        "moves": [_move(move, cost_unit) for move in proposal.moves],
        "balance": {metric: balance(each) for metric, each in proposal.balance.items()},
        "balance_before": {metric: balance(each) for metric, each in proposal.before.items()},
        "placed": list(proposal.placed),
        "empty_seats": list(proposal.empty),
        "split_seats": dict(proposal.split),
        "connection": _connection(proposal.connection),
        "binding_caps": [{"seat": seat, "metric": what} for seat, what in proposal.binding],
        "blockers": [_blocker(each) for each in proposal.blockers],
        "possible_without": list(proposal.freed),
    }


def _connection(found: Connection | None) -> dict[str, Any] | None:
    """None where nothing had to hang together."""
    if found is None:
        return None
    return {
        "how": found.how,
        "refused": [{"unit": unit, "seat": seat} for unit, seat in found.refused],
    }


def connected(found: Connection) -> str:
    """How seats were made to hang together."""
    return {
        "held": "seats hang together; the search kept to that",
        "mended": "pieces were traded until seats hang together; a better way is not ruled out",
        "impossible": "proven: no answer keeps all rules and hangs together",
    }[found.how]


def _move(move: Move, cost_unit: str) -> dict[str, Any]:
    return {
        "unit": move.unit,
        "from": move.source,
        "to": move.target,
        "why": why(move, cost_unit),
        "nearer": rounded(move.nearer),
        "metric": move.metric,
        "giver_deviation": rounded(move.giver),
        "receiver_deviation": rounded(move.receiver),
    }


def _blocker(blocker: Blocker) -> dict[str, Any]:
    return {
        "kind": blocker.kind,
        "seat": blocker.seat,
        "metric": blocker.metric,
        "needed": rounded(blocker.needed),
        "allowed": rounded(blocker.allowed),
        "units": list(blocker.units),
        "why": blocked(blocker),
    }


def balance(each: Balance) -> dict[str, Any]:
    """One metric of the document; cv is that of the population."""
    return {
        "max_deviation": rounded(each.max_deviation),
        "cv": rounded(each.cv),
        "gini": rounded(each.gini),
        "max_min_ratio": rounded(each.max_min_ratio),
        "tolerance": each.tolerance,
        "excess": rounded(each.excess),
        "by_seat": _rounded(each.by_seat),
        "targets": _rounded(each.targets),
        "deviations": _rounded(each.deviations),
        "unknown_units": each.unknown,
    }


def _rounded(numbers: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: rounded(number) for name, number in numbers.items()}


def rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DECIMALS) + 0.0
