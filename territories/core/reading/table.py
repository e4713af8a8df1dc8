"""A question from a CSV file, one row a unit: the document that the JSON form would be.

Columns: `unit`; `current`, the seat; `locked` (yes, no); `family`, any word shared by its members;
`value` of the relation; `weight:METRIC`; `cost:SEAT`. Seats are those of the cost columns, or else
those in `current`. An empty weight is unknown. Limits and the objective are options of the command.
"""

import csv
from collections.abc import Iterable
from typing import Any

from territories.core.reading.document import Unreadable

YES, NO = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0", ""}
PLAIN = ("unit", "current", "locked", "family", "value")
WEIGHT, COST = "weight:", "cost:"


def document_of(lines: Iterable[str]) -> dict[str, Any]:
    """Raises Unreadable."""
    reader = csv.DictReader(lines, strict=True)
    try:
        columns, rows = list(reader.fieldnames or ()), list(reader)
    except csv.Error as broken:
        raise Unreadable([f"Line {reader.line_num}: {broken}."]) from None
    _insist(columns)
    problems: list[str] = []
    document = _document(columns, rows, problems)
    if problems:
        raise Unreadable(problems)
    return document


def _insist(columns: list[str]) -> None:
    unknown = [c for c in columns if c not in PLAIN and not c.startswith((WEIGHT, COST))]
    known = ", ".join([*PLAIN, f"{WEIGHT}METRIC", f"{COST}SEAT"])
    if unknown:
        raise Unreadable([f"Unknown columns: {', '.join(unknown)}; known: {known}."])
    if "unit" not in columns:
        raise Unreadable([f"There is no column 'unit'; known: {known}."])


def _document(
    columns: list[str], rows: list[dict[str, str]], problems: list[str]
) -> dict[str, Any]:
    units = [row["unit"] for row in rows]
    numbers = _Numbers(problems)
    current = {row["unit"]: row["current"] for row in rows if row.get("current")}
    costs = [c for c in columns if c.startswith(COST)]
    seats = [c.removeprefix(COST) for c in costs] or sorted(set(current.values()))
    document: dict[str, Any] = {
        "units": units,
        "seats": seats,
        "weights": {
            c.removeprefix(WEIGHT): {row["unit"]: numbers.read(row, c) for row in rows}
            for c in columns
            if c.startswith(WEIGHT)
        },
        "current": current,
        "locks": [row["unit"] for row in rows if _locked(row, problems)],
        "families": _families(rows),
    }
    if costs:
        document["cost"] = {
            row["unit"]: {c.removeprefix(COST): numbers.read(row, c) for c in costs} for row in rows
        }
    if "value" in columns:
        document["values"] = {row["unit"]: numbers.read(row, "value") for row in rows}
    return document


class _Numbers:
    def __init__(self, problems: list[str]) -> None:
        self.problems = problems

    def read(self, row: dict[str, str], column: str) -> float | None:
        text = (row.get(column) or "").strip()
        try:
            return float(text) if text else None
        except ValueError:
            self.problems.append(f"Unit {row['unit']!r}, {column}: {text!r} is no number.")
            return None


def _locked(row: dict[str, str], problems: list[str]) -> bool:
    word = (row.get("locked") or "").strip().lower()
    if word not in YES | NO:
        problems.append(f"Unit {row['unit']!r}, locked: {word!r} is neither yes nor no.")
    return word in YES


def _families(rows: list[dict[str, str]]) -> list[list[str]]:
    members: dict[str, list[str]] = {}
    for row in rows:
        if family := (row.get("family") or "").strip():
            members.setdefault(family, []).append(row["unit"])
    return [units for units in members.values() if len(units) > 1]
