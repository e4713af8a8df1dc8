"""Problems as data: what is wrong, where, and how bad it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from intake.core.messages import MESSAGES, Counted


class Severity(StrEnum):
    """`error` sets the row aside, `question` stops the load, the others are told."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a parser says about one cell: a kind of `MESSAGES` and its parameters."""

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    value: Any = None  # the reading that is kept when the flaw is only a warning

    @property
    def message(self) -> str:
        return sentence(self.kind, self.params)


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem of a load. `row` is the row a spreadsheet would show; the header is row 1."""

    kind: str
    file: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    severity: Severity = Severity.ERROR
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return sentence(self.kind, self.params)

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
            "severity": str(self.severity),
        }


class Unreadable(Exception):
    """The input as a whole cannot be used; nothing was changed."""

    def __init__(self, kind: str, *, file: str = "", **params: Any) -> None:
        super().__init__(sentence(kind, params))
        self.kind, self.file, self.params = kind, file, params

    @property
    def issue(self) -> Issue:
        return Issue(self.kind, self.file, params=self.params)


def sentence(kind: str, params: Mapping[str, Any]) -> str:
    """The English sentence; pages translate the template first (see `intake.wording`)."""
    template = MESSAGES[kind]
    if isinstance(template, Counted):
        template = template.one if params.get(template.by) == 1 else template.many
    return template.format_map(params)
