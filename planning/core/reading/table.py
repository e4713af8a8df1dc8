"""The same question as a table: one row a child, columns named like the keys of a child.

    id,prior,growth,potential,ratio,current,locked,actual

Only `id` is needed; an empty cell is unknown. The total is no column: it is asked beside the file.
"""

import csv
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from planning.core.reading.document import CHILD_KEYS, Unreadable

YES, NO = ("yes", "true", "1", "x"), ("no", "false", "0")


def document_of(lines: Iterable[str]) -> dict[str, Any]:
    """Raises Unreadable with every fault, by row; the heads are row 1."""
    reader = csv.DictReader(lines, strict=True)
    try:
        columns, rows = list(reader.fieldnames or ()), list(reader)
    except csv.Error as broken:
        raise Unreadable([f"Line {reader.line_num}: {broken}."]) from None
    if "id" not in columns or set(columns) - set(CHILD_KEYS):
        raise Unreadable([f"The columns must be among {', '.join(CHILD_KEYS)}, with id."])
    problems: list[str] = []
    children = [_child(row, n, problems) for n, row in enumerate(rows, start=2)]
    if problems:
        raise Unreadable(problems)
    return {"children": children}


def _child(row: dict[str | None, Any], line: int, problems: list[str]) -> dict[str, Any]:
    if None in row or None in row.values():
        problems.append(f"Row {line} has not as many cells as the first.")
        return {}
    found: dict[str, Any] = {}
    for key, cell in row.items():
        text = cell.strip()
        if key == "id":
            found["id"] = text
        elif key == "locked":
            if text.lower() not in (*YES, *NO, ""):
                problems.append(f"Row {line}: locked is {cell!r}, not yes or no.")
            found["locked"] = text.lower() in YES
        elif text:
            try:
                found[str(key)] = Decimal(text)
            except InvalidOperation:
                problems.append(f"Row {line}: {key} is {cell!r}, which is no number.")
    return found
