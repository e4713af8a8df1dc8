"""What each line of a file asks for, beside what is stored: new, changed, the same, or refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched

from django.utils.translation import gettext as _

from territories.core.cells import VERSION, Cells, Unreadable
from territories.facts.bulk import PIECE, Column, Sheet
from territories.facts.rules import said
from territories.services.bulk.reading import GUARD, Lines
from ui.exports import safe

ADD, CHANGE, SAME, REFUSE = "add", "change", "same", "refuse"


@dataclass(slots=True)
class Fault:
    """What is wrong with a line: in which column (""; as a whole), what stands there, and why."""

    column: str
    value: str
    message: str


@dataclass(slots=True)
class Verdict:
    """One line. `cells` as they shall be, `before` as they are; `raw` as they stand in the file."""

    sheet: str
    line: int
    key: str
    raw: Cells
    act: str = SAME
    before: Cells = field(default_factory=dict)
    cells: Cells = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, message: str, column: str = "", value: str = "") -> None:
        self.act = REFUSE
        self.faults.append(Fault(column, value, message))

    @property
    def changed(self) -> list[str]:
        return [name for name, text in self.cells.items() if text != self.before.get(name, "")]


def judge(sheet: Sheet, model_id: int, lines: Lines) -> Iterator[Verdict]:
    """A verdict for each line, with cells read; whether acts are possible is not asked yet."""
    seen: set[str] = set()
    for piece in batched(lines, PIECE):
        keys = {row.get(sheet.key, "").strip() for _n, row in piece} - {""}
        stored = {row[sheet.key]: row for row in sheet.stored(model_id, keys)}
        for n, row in piece:
            verdict = _one(sheet, n, row, stored)
            if verdict.key and verdict.key in seen:
                verdict.refuse(_("This row stands twice in the file."), sheet.key, verdict.key)
            seen.add(verdict.key)
            yield verdict


def _one(sheet: Sheet, n: int, row: Cells, stored: dict[str, Cells]) -> Verdict:
    key = row.get(sheet.key, "").strip()
    known, version = stored.get(key), row.get(VERSION, "").strip()
    verdict = Verdict(sheet.slug, n, key, row, before=known or {})
    verdict.cells = {sheet.key: key} | dict(_read(sheet.columns, row, verdict))
    if verdict.faults:
        return verdict
    same = known is not None and not _asked(sheet, verdict.cells, known)
    untouched = bool(version) and sheet.version(verdict.cells) == version
    if same or (known is not None and untouched):
        verdict.act, verdict.cells = SAME, known or {}
    elif known is None:
        _new(sheet, verdict, version)
    elif not version and not sheet.closed:
        verdict.refuse(
            _("It exists already. Export again, and change the row there."), sheet.key, key
        )
    elif version and sheet.version(known) != version:
        verdict.refuse(
            _("Somebody changed it after this file was exported. Export again."), VERSION, version
        )
    else:
        verdict.act = CHANGE
    return verdict


def _new(sheet: Sheet, verdict: Verdict, version: str) -> None:
    if sheet.closed:
        verdict.refuse(_("There is no account with this CRM id."), sheet.key, verdict.key)
    elif version:
        verdict.refuse(_("It was removed after this file was exported."), sheet.key, verdict.key)
    elif verdict.key and not sheet.own_key:
        message = _("There is none with this number. Leave the cell empty for a new one.")
        verdict.refuse(message, sheet.key, verdict.key)
    elif not verdict.key and sheet.own_key:
        verdict.refuse(_("This cell is empty."), sheet.key)
    else:
        verdict.act = ADD


def _read(columns: Iterable[Column], row: Cells, verdict: Verdict) -> Iterator[tuple[str, str]]:
    """The cells in one writing. What was exported comes back as it was; a column that the file
    does not have says what is stored."""
    for column in columns:
        name, known = column.name, verdict.before.get(column.name)
        raw = row.get(name)
        if known is not None and raw in (None, known, safe(known)):
            yield name, known
        else:
            yield name, _cell(column, _unguarded(raw or ""), verdict)


def _cell(column: Column, text: str, verdict: Verdict) -> str:
    if column.told:
        return verdict.before.get(column.name, "")
    try:
        return column.read(text)
    except Unreadable as wrong:
        verdict.refuse(" ".join(map(said, wrong.problems)), column.name, text)
        return text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith(GUARD) and safe(text[1:]) == text else text


def _asked(sheet: Sheet, cells: Cells, known: Cells) -> list[str]:
    """The columns in which a line says something else than what is stored."""
    names = (column.name for column in sheet.columns if not column.told)
    return [name for name in names if cells[name] != known[name]]
