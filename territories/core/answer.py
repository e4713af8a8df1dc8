"""An answer of the optimiser as it is kept: plain values that JSON knows."""

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from territories.core.proposal import Move, Proposal
from territories.core.protections import PROTECTIONS


def kept(answer: Proposal, units: pd.DataFrame) -> dict[str, Any]:
    """By measure what territories carry before and after, accounts likewise, and what blocks."""
    size = dict(zip(units["account"].astype(str), units["members"], strict=True))
    before = dict(zip(units["account"].astype(str), units["territory"].astype(str), strict=True))
    return {
        "before": {metric: dict(each.by_seat) for metric, each in answer.before.items()},
        "after": {metric: dict(each.by_seat) for metric, each in answer.balance.items()},
        "held": {"before": counted(size, before), "after": counted(size, answer.assignment)},
        "unknown": {metric: int(units[metric].isna().sum()) for metric in answer.before},
        "units": len(units),
        "accounts": int(units["members"].sum()),
        "protected": {each: int(units[each].sum()) for each in PROTECTIONS},
        "blockers": [asdict(one) for one in answer.blockers],
        "freed": list(answer.freed),
        "split": dict(answer.split),
        "connection": None if answer.connection is None else asdict(answer.connection),
    }


def counted(size: Mapping[str, int], held: Mapping[str, str]) -> dict[str, int]:
    """Accounts by territory."""
    found: dict[str, int] = {}
    for unit, seat in held.items():
        found[seat] = found.get(seat, 0) + int(size[unit])
    return found


def facts_of(move: Move, unit: Mapping[str, Any], metrics: list[str]) -> dict[str, Any]:
    """What the sentence about a move is made from, and what it takes along.

    `nearer`: kilometres, of its accounts on average. `place`: the one that moves as a whole, or "".
    """
    return {
        "why": move.why,
        "metric": move.metric,
        "giver": move.giver,
        "receiver": move.receiver,
        "nearer": None if move.nearer is None else move.nearer / int(unit["members"]),
        "members": int(unit["members"]),
        "place": unit.get("parcel", ""),
        "deals": int(unit["open_deals"]),
        "stage": unit["stage"] if isinstance(unit["stage"], str) else "",
        "owner": None if pd.isna(unit["owner"]) else int(unit["owner"]),
        "weights": {metric: _known(unit[metric]) for metric in metrics},
    }


def _known(value: Any) -> float | None:
    number = float(value)
    return None if math.isnan(number) else number
