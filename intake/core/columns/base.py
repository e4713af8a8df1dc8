"""What all readers share: a memory of distinct cells, and flaws by position."""

from collections.abc import Sequence
from typing import Any

from intake.core.issues import Flaw

Cells = Sequence[str]
Flaws = list[tuple[int, Flaw]]
_REMEMBERED = 200_000


class ConventionBroken(Exception):
    """A cell contradicts what the first rows said: the whole column must be studied."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column


class _Memory(dict[str, Any]):
    """Each distinct cell is read once; a flaw raises the flag that a chunk must be searched."""

    def __init__(self, reader: "Reader") -> None:
        super().__init__()
        self.reader = reader

    def __missing__(self, cell: str) -> Any:
        result = self.reader.one(cell)
        if result.__class__ is Flaw:
            self.reader.flawed = True
        self[cell] = result
        return result


class Reader:
    """Turns cells into canonical text ('' is empty). Subclasses write `one`.

    `remember=False` for typed tables, where equal text may come from different kinds of cells.
    """

    def __init__(self, *, remember: bool = True) -> None:
        self.flawed = False
        self._memory = _Memory(self) if remember else None

    def one(self, cell: str) -> str | Flaw:
        raise NotImplementedError

    def read(self, cells: Cells) -> tuple[Cells, Flaws]:
        if self._memory is None:
            out: list[Any] = [self.one(cell) for cell in cells]
            return self._part(out)
        if len(self._memory) > _REMEMBERED:
            self._memory.clear()
        out = list(map(self._memory.__getitem__, cells))
        return self._part(out) if self.flawed else (out, [])

    @staticmethod
    def _part(out: list[Any]) -> tuple[Cells, Flaws]:
        """Flaws taken out of the values; a warning leaves the value that it carries."""
        flaws = [(i, value) for i, value in enumerate(out) if value.__class__ is Flaw]
        for i, flaw in flaws:
            out[i] = flaw.value or ""
        return out, flaws
