"""A field of an account that rules may ask about, and one condition on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from territories.core.flaw import Flaw
from territories.core.flaw import gettext_noop as _
from territories.core.operators import BETWEEN, EMPTY, Fragment, Operator
from territories.core.shapes import POSTCODE, Shape


@dataclass(frozen=True, slots=True)
class Field:
    """`column` is that of crm_account. What the plan itself decides (owner, territory) is none.

    `is_own`: nearly every account has a value of its own, so each is asked.
    """

    label: str
    column: str
    shape: Shape
    operators: tuple[Operator, ...]
    is_own: bool = False

    def operator(self, slug: object) -> Operator | None:
        return next((one for one in (*self.operators, EMPTY) if one.slug == slug), None)

    def problems(self, op: object, values: Sequence[str]) -> Iterator[Flaw]:
        operator = self.operator(op)
        if operator is None:
            yield self._says(_("%(field)s can't be asked with “%(value)s”."), str(op))
        elif operator is BETWEEN:
            yield from self._of_range(values)
        elif len(values) < operator.least:
            yield self._says(_("%(field)s: no value is given."))
        elif operator.most is not None and len(values) > operator.most:
            yield self._says(_("%(field)s: no value belongs to this question."))
        else:
            yield from self._of_values(values)

    def _of_values(self, values: Sequence[str]) -> Iterator[Flaw]:
        for value in values:
            if not self.shape.accepts(value):
                yield self._says(self.shape.refusal, value)

    def _of_range(self, values: Sequence[str]) -> Iterator[Flaw]:
        told = [value for value in values if value != ""]
        if len(values) != 2 or not told:
            yield self._says(_("%(field)s: a range has a first and a last value."))
            return
        found = list(self._of_values(told))
        yield from found
        if not found and len(told) == 2 and self._is_backwards(*told):
            yield self._says(_("%(field)s: the range ends before it begins."))

    def _is_backwards(self, first: str, last: str) -> bool:
        if self.shape.cast == "numeric":
            return float(first) > float(last)
        if self.shape is POSTCODE:
            first, last = (
                "".join(c for c in text if c.isalnum()).lower() for text in (first, last)
            )
            first = first[: len(last)]
            last = last[: len(first)]
        return first > last

    def _says(self, text: str, value: str = "") -> Flaw:
        return Flaw(text, {"field": self.label, "value": value}, frozenset({"field"}))


@dataclass(frozen=True, slots=True)
class Condition:
    """One question about one field. `slug` is the field's name in the registry."""

    slug: str
    field: Field
    operator: Operator
    values: tuple[str, ...]

    def sql(self, v: str) -> Fragment:
        """True or false of the compared value `v`; what is not known meets nothing."""
        text, params = self.operator.sql(self.field.shape, v, self.values)
        return f"(({text}) IS TRUE)", params


def values_of(stored: Mapping[str, Any]) -> tuple[str, ...]:
    """The values as text, as they are compared; nothing is an open end."""
    return tuple("" if one is None else str(one) for one in stored.get("values") or ())
