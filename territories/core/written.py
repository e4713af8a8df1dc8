"""Conditions as a person writes them in a cell: one a line, `country in France; Belgium`.

A value that holds a semicolon, a quote, a line end or spaces at its ends is quoted as in CSV.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

DELIMITER = ";"
_QUOTED = (DELIMITER, '"', "\n", "\r")


def write(conditions: Iterable[Mapping[str, Any]]) -> str:
    """Text that `read` reads into the same conditions."""
    lines = (f"{c['field']} {c['op']} {values(c.get('values') or [])}" for c in conditions)
    return "\n".join(line.rstrip(" ") for line in lines)


def read(text: str) -> list[dict[str, Any]]:
    """The conditions of a cell; whether they make sense is asked of `conditions.problems`."""
    return [_condition(line) for line in _lines(text)]


def values(given: Sequence[Any]) -> str:
    """France; Belgium"""
    return f"{DELIMITER} ".join(map(_quoted, given))


def read_values(text: str) -> list[str]:
    """The values of such a text; an empty one counts (an open end), no text holds none."""
    if not text.strip():
        return []
    row = next(csv.reader(io.StringIO(text), delimiter=DELIMITER, skipinitialspace=True))
    return [one if quoted else one.strip() for one, quoted in _with_quotes(row, text)]


def _with_quotes(row: list[str], text: str) -> Iterable[tuple[str, bool]]:
    """Spaces at the ends of a quoted value were meant."""
    return ((one, one != one.strip() and f'"{one}"' in text) for one in row)


def _quoted(value: Any) -> str:
    text = "" if value is None else str(value)
    if text != text.strip() or any(sign in text for sign in _QUOTED):
        return '"' + text.replace('"', '""') + '"'
    return text


def _lines(text: str) -> list[str]:
    """Line ends inside quotes belong to a value."""
    lines, current = list[str](), ""
    for piece in text.splitlines(keepends=True):
        current += piece
        if current.count('"') % 2 == 0:
            lines.append(current.strip())
            current = ""
    if current.strip():
        lines.append(current.strip())
    return [line for line in lines if line]


def _condition(line: str) -> dict[str, Any]:
    field, _space, rest = line.partition(" ")
    op, _space, told = rest.strip().partition(" ")
    return {"field": field, "op": op, "values": read_values(told)}
