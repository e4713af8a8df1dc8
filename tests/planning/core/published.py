"""Worked examples by id, each with its published source; see tests/data/README.md."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

CASES = json.loads((Path(__file__).parents[2] / "data" / "planning_cases.json").read_text())


def inputs(case: str) -> dict[str, Any]:
    return CASES[case]["inputs"]


def right(case: str) -> dict[str, Any]:
    """What is right; where the source printed something else, that is `expected`."""
    return CASES[case]["recomputed"]


def money(*numbers: float) -> list[Decimal]:
    return [Decimal(str(number)) for number in numbers]
