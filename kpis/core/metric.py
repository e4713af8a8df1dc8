"""A KPI: two halves made of measures, its words, its unit, and the rules at its edges."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kpis.core.columns import Array, Columns, divide

Unit = Literal["money", "count", "percent", "ratio", "days", "money_per_day", "number", "score"]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True, slots=True)
class Term:
    """A measure times a weight, and times `factor` (another column) where one is named."""

    measure: str
    weight: float = 1
    factor: str = ""


@dataclass(frozen=True, slots=True)
class Half:
    """A sum of terms, with the words that name it."""

    words: str
    terms: tuple[Term, ...]

    def total(self, columns: Columns) -> Array:
        parts = [
            columns[t.measure] * t.weight * (columns[t.factor] if t.factor else 1.0)
            for t in self.terms
        ]
        return np.sum(parts, axis=0)

    @property
    def measures(self) -> list[str]:
        return [term.measure for term in self.terms]


def half(words: str, *terms: Term | str) -> Half:
    """A half from terms; a bare name is that measure once."""
    return Half(words, tuple(Term(t) if isinstance(t, str) else t for t in terms))


@dataclass(slots=True)
class Answer:
    """One row per scope and period. `note` is a code of `kpis.core.notes`, or empty."""

    value: Array
    numerator: Array
    denominator: Array
    n: Array
    low: Array
    high: Array
    note: np.ndarray


Rule = Callable[[Columns, Answer], None]


@dataclass(frozen=True)
class Metric:
    """The halves give numerator ÷ denominator (or the numerator alone); `rule` has the last word.

    A team's value is worked out from the sums of its measures, never from its people's values.
    `cases` counts what the number rests on; below `least_n` it carries the note "few".
    `formula` and `edges` are read by people: in the catalogue and beside every number.
    """

    label: str
    unit: Unit
    better: Better
    formula: str
    numerator: Half
    denominator: Half | None = None
    cases: Half | None = None
    least_n: int = 0
    edges: str = ""
    rule: Rule | None = None
    inputs: tuple[str, ...] = ()

    def answer(self, columns: Columns) -> Answer:
        unknown = np.full(columns.size, np.nan)
        top = self.numerator.total(columns)
        bottom = self.denominator.total(columns) if self.denominator else unknown
        n = np.round(self.cases.total(columns)) if self.cases else unknown
        value = divide(top, bottom) if self.denominator else top.copy()
        note = np.full(columns.size, "", dtype=object)
        found = Answer(value, top, bottom, n, unknown.copy(), unknown.copy(), note)
        if self.rule:
            self.rule(columns, found)
        few = (found.n < self.least_n) & (found.note == "") & ~np.isnan(found.value)
        found.note[few] = "few"
        return found

    @property
    def measures(self) -> list[str]:
        """Every column that the metric reads."""
        halves = [h for h in (self.numerator, self.denominator, self.cases) if h]
        names = [t.measure for h in halves for t in h.terms]
        names += [t.factor for h in halves for t in h.terms if t.factor]
        return list(dict.fromkeys([*names, *self.inputs]))
