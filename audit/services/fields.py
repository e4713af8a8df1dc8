"""What a merge knows of its target: the fields of a staged file and where they are kept."""

from dataclasses import dataclass, field

LARGEST = "1e15"  # numeric(19, 4) holds fifteen digits before the point


@dataclass(frozen=True)
class Reference:
    """Rows that a text may point at, tried in the order of `by` (SQL over the alias t).

    The first of `by` is unique; of the others, several matches are ambiguous and never guessed.
    Texts are compared without case from the second on.
    """

    table: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One canonical column.

    `blank` is stored for an empty cell, `default` when the file has no such column (both SQL);
    `shape` is SQL that derives the stored value, over s (staged row, with c_<name> for each cell),
    t (stored row, NULLs for a new one) and the joined references r_<name>; by default the cell.
    """

    name: str
    type: str = "text"
    column: str = ""
    required: bool = False
    longest: int = 0
    refers: Reference | None = None
    unknown: str = "error"
    blank: str = "NULL"
    default: str | None = None
    shape: str = ""
    needs: tuple[str, ...] = ()

    @property
    def stored(self) -> str:
        return self.column or (f"{self.name}_id" if self.refers else self.name)

    def value(self) -> str:
        """SQL of what will be stored for a staged row."""
        if self.shape:
            return self.shape
        if self.refers:
            return f"r_{self.name}.id"
        if self.blank == "NULL":
            return f"s.c_{self.name}"
        return f"coalesce(s.c_{self.name}, {self.blank})"

    def cell(self) -> str:
        """SQL of the staged cell, in its type; blanks around a text do not count."""
        if self.type == "text":
            return f"""nullif(btrim(s."{self.name}"::text), '')"""
        if self.type == "numeric":
            return f'round(s."{self.name}"::numeric, 4)'
        return f's."{self.name}"::{self.type}'


@dataclass(frozen=True)
class Check:
    """A condition that sets a row aside; SQL over i, the typed row. Needs these staged columns."""

    code: str
    column: str
    fails: str
    needs: tuple[str, ...] = ()
    severity: str = "error"


@dataclass(frozen=True)
class Target:
    """A table that staged rows are merged into, found again by `key` (stored columns).

    `match` is SQL over t and v (the stored row and the values to be), when the key alone is not it.
    """

    table: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    checks: tuple[Check, ...] = ()
    joins: str = ""
    match: str = ""
    derived: tuple[Field, ...] = field(default=())  # stored, though not columns of the file

    def named(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)


def text(name: str, longest: int, **more: object) -> Field:
    """A text that is stored as '' when empty."""
    return Field(name, longest=longest, **({"blank": "''", "default": "''"} | more))  # type: ignore[arg-type]
