"""A goal and whom to share it among, from a JSON document, with every fault of it told at once.

The keys are public (people script them): unknown ones are refused with the known ones listed.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from planning.core.allocation import METHODS, Basis
from planning.core.allocation.method import CENT, HALF

KEYS = ("total", "children", "method", "mix", "quantum", "weights", "past")
PAST_KEYS = ("total", "children")
FIGURES = ("prior", "growth", "potential", "ratio", "current")
CHILD_KEYS = ("id", *FIGURES, "locked", "actual")


class Unreadable(ValueError):
    """The file cannot be a question; `problems` says all that was found, in English."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True, slots=True)
class Past:
    """A year that is over: its goal, what was known before it, and what was then sold."""

    total: Decimal
    children: tuple[Basis, ...]
    actual: Mapping[Hashable, Decimal | None]


@dataclass(frozen=True, slots=True)
class Question:
    """`method` None: that which the past year speaks for. `weights`: of the months, in order."""

    total: Decimal
    children: tuple[Basis, ...]
    method: str | None = None
    mix: Decimal = HALF
    quantum: Decimal = CENT
    weights: tuple[Decimal, ...] = ()
    past: Past | None = None


def question_of(document: Any) -> Question:
    """Raises Unreadable. Whether a method can answer is asked of the method.

    `past` is last year's question with an `actual` for each child; children with an `actual`
    of their own and no `past` are the past themselves.
    """
    reader = _Reader()
    found = reader.question(document)
    if reader.problems or found is None:
        raise Unreadable(reader.problems)
    return found


class _Reader:
    """Reads key by key and goes on after a fault, so that all are told."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def question(self, document: Any) -> Question | None:
        if not self.known("The file", document, KEYS):
            return None
        total, children, actual = self.goal("", document)
        past = None
        if document.get("past") is not None and self.known("past", document["past"], PAST_KEYS):
            past = Past(*self.goal("past: ", document["past"]))
        elif actual:
            past = Past(total, children, actual)
        return Question(
            total,
            children,
            self.method(document.get("method")),
            self.number("mix", document.get("mix"), HALF),
            self.quantum(document.get("quantum")),
            self.weights(document.get("weights")),
            past,
        )

    def goal(
        self, where: str, document: Mapping[str, Any]
    ) -> tuple[Decimal, tuple[Basis, ...], dict[Hashable, Decimal | None]]:
        if document.get("total") is None:
            self.say(f"{where}total is missing.")
        total = self.number(f"{where}total", document.get("total"), Decimal(0))
        if total < 0:
            self.say(f"{where}total is below 0.")
        rows = document.get("children")
        if not isinstance(rows, list) or not rows:
            self.say(f"{where}children must be a list with somebody in it.")
            return total, (), {}
        read = [self.child(where, row) for row in rows]
        found = [child for child, _actual in read if child is not None]
        for name in sorted({str(c.id) for c in found if sum(c.id == d.id for d in found) > 1}):
            self.say(f"{where}{name!r} is there more than once.")
        actual: dict[Hashable, Decimal | None] = {
            c.id: a for c, a in read if c is not None and a is not None
        }
        return total, tuple(found), actual

    def child(self, where: str, row: Any) -> tuple[Basis | None, Decimal | None]:
        if not self.known(f"{where}a child", row, CHILD_KEYS):
            return None, None
        name = row.get("id")
        if isinstance(name, bool) or not isinstance(name, str | int) or name == "":
            self.say(f"{where}{name!r} is no id.")
            return None, None
        if not isinstance(locked := row.get("locked") or False, bool):
            self.say(f"{where}locked of {name!r} must be true or false.")
        figures = {
            key: self.number(f"{where}{key} of {name!r}", row.get(key), None) for key in FIGURES
        }
        actual = self.number(f"{where}actual of {name!r}", row.get("actual"), None)
        return Basis(str(name), **figures, locked=bool(locked)), actual

    def method(self, slug: Any) -> str | None:
        if slug is None or (isinstance(slug, str) and slug in METHODS):
            return slug
        self.say(f"method {slug!r} is unknown; known: {', '.join(METHODS.slugs())}.")
        return None

    def quantum(self, value: Any) -> Decimal:
        found = self.number("quantum", value, CENT)
        if found <= 0:
            self.say("quantum must be above 0.")
        return found

    def weights(self, value: Any) -> tuple[Decimal, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            self.say("weights is no list.")
            return ()
        found = tuple(self.number("weights", each, Decimal(0)) for each in value)
        if any(weight < 0 for weight in found) or not any(found):
            self.say("weights must not be below 0, and one must be above.")
        return found

    def known(self, where: str, value: Any, keys: Sequence[str]) -> bool:
        if not isinstance(value, Mapping):
            self.say(f"{where} holds no JSON object.")
            return False
        if unknown := [key for key in value if key not in keys]:
            listed = ", ".join(map(repr, unknown))
            self.say(f"{where}: unknown {listed}; known: {', '.join(keys)}.")
        return True

    def number[T](self, where: str, value: Any, otherwise: T) -> Decimal | T:
        """null says that nobody knows it."""
        if value is None:
            return otherwise
        try:
            found = None if isinstance(value, bool) else Decimal(str(value))
        except InvalidOperation:
            found = None
        if found is None or not found.is_finite() or isinstance(value, str):
            self.say(f"{where}: {value!r} is no number.")
            return otherwise
        return found

    def say(self, problem: str) -> None:
        self.problems.append(problem)
