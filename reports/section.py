"""A section of a report: one file in `sections/`. It keeps data, and says them when it is read.

`read` gives what is kept, plain data of facts as the pages show them; None where nothing is known.
`show` makes words, tables and drawings of what was kept, for one reader in their language. So the
page, the print and the file say the same, and a new section touches none of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.facts import Question
from kernel.periods import Period
from kernel.registry import Registry
from teams.core.scope import Scope
from ui import exports, formats

# Cells of this unit are drawings: on the page only.
DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as one person reads it: `sees` are the people whom they see, None is everybody."""

    scope: Scope
    period: Period
    sees: frozenset[int] | None = None

    def shows(self, rep: int | None) -> bool:
        return self.sees is None or rep in self.sees


@dataclass(frozen=True, slots=True)
class Column:
    """`unit` of `ui.formats`, or text, day, drawn, exact (money with its cents), figure (cells are
    pairs of value and unit).
    `hide`: below which width it goes."""

    head: str
    unit: str = "text"
    hide: str = ""

    @property
    def css(self) -> str:
        plain = self.unit in ("text", DRAWN)
        return " ".join(part for part in ("" if plain else "num", self.hide) if part)

    @property
    def title(self) -> str:
        return f"{self.head} {formats.money_unit()}" if self.unit == "money" else self.head

    def text(self, value: Any) -> Any:
        """The value as it stands on the page; unknown is empty."""
        if self.unit in ("text", DRAWN):
            return "" if value is None else value
        if self.unit == "figure":
            return formats.show(*value)
        if self.unit == "exact":
            return formats.money_exact(value)
        return formats.day(value) if self.unit == "day" else formats.show(value, self.unit, "table")

    def raw(self, value: Any) -> Any:
        """The value as it stands in a file."""
        if self.unit in ("text", "day"):
            return value
        if self.unit == "figure":
            return exports.figure(*value)
        return exports.figure(value, "money" if self.unit == "exact" else self.unit)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of values; `level` is how far it stands in; `total` a sum."""

    cells: Sequence[Any]
    level: int = 0
    total: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, on the page as in the file; a drawing of it stands above."""

    columns: Sequence[Column]
    lines: Sequence[Line]
    title: str = ""
    drawing: Any = None

    def printed(self) -> list[tuple[Line, list[tuple[str, Any]]]]:
        """Each line with its cells: class and text."""
        return [
            (line, [(c.css, c.text(v)) for c, v in zip(self.columns, line.cells, strict=True)])
            for line in self.lines
        ]

    def heads(self) -> list[str]:
        return [column.head for column in self.columns if column.unit != DRAWN]

    def rows(self) -> list[list[Any]]:
        """Raw values for a file, without drawings."""
        return [
            [
                column.raw(value)
                for column, value in zip(self.columns, line.cells, strict=True)
                if column.unit != DRAWN
            ]
            for line in self.lines
        ]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a section says: sentences, key figures, a drawing, tables, a definition under it."""

    sentences: Sequence[str] = ()
    tiles: Sequence[Any] = ()
    drawing: Any = None
    keys: Sequence[Any] = ()
    sheets: Sequence[Sheet] = ()
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """`nothing` is said where `read` found no data."""

    title: Any
    order: int
    read: Callable[[Question], Any]
    show: Callable[[Any, Reading], Shown]
    nothing: Any


SECTIONS: Registry[Section] = Registry(Section, "reports.sections")


def in_order() -> list[tuple[str, Section]]:
    """Every section by its slug, in the order of the page."""
    return sorted(SECTIONS.items(), key=lambda pair: (pair[1].order, pair[0]))
