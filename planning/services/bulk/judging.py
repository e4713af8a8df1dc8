"""What each row of a file asks for, beside what is stored: a change, nothing, or it is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from planning import words
from planning.facts import lines as facts
from planning.models import QuotaLine
from planning.services.bulk.reading import Cells, Lines
from planning.services.lines.figures import text

CHANGE, SAME, REFUSE = "change", "same", "refuse"
YES, NO = frozenset({"yes", "oui", "true", "x", "1"}), frozenset({"", "no", "non", "false", "0"})


class Unreadable(ValueError):
    """The sentence for the person who wrote the cell."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row. `why` of a refused one; `planned` and `locked` as they shall be."""

    number: int
    act: str
    line: int | None = None
    name: str = ""
    before: str = ""
    planned: str = ""
    locked: bool = False
    value: str = ""
    why: str = ""


def judge(plan_id: int, stored: Mapping[int, QuotaLine], lines: Lines) -> Iterator[Verdict]:
    seen: set[int] = set()
    for number, cells in lines:
        row = stored.get(_whole(cells.get("line", "")) or 0)
        problem = _problem(plan_id, row, cells, seen)
        if row is None or problem:
            name = facts.name_of(row) if row else cells.get("name", "")
            yield Verdict(number, REFUSE, name=name, value=cells.get("line", ""), why=problem)
            continue
        seen.add(row.pk)
        yield _verdict(number, row, cells)


def _problem(plan_id: int, row: QuotaLine | None, cells: Cells, seen: set[int]) -> str:
    plan = cells.get("plan", "").strip()
    if plan and _whole(plan) != plan_id:
        return _("This row is of another plan.")
    if row is None:
        return _("The plan has no line with this number. It was removed, or the number changed.")
    return _("This line stands twice in the file.") if row.pk in seen else ""


def _verdict(number: int, row: QuotaLine, cells: Cells) -> Verdict:
    name, before = facts.name_of(row), text(row.planned)
    try:
        planned, locked = _planned(cells["planned"], row.goal.measure), _locked(cells, row)
    except Unreadable as wrong:
        value = cells["planned"]
        return Verdict(number, REFUSE, row.pk, name, before, value=value, why=str(wrong))
    if (planned, locked) == (row.planned, row.locked):
        return Verdict(number, SAME, row.pk, name, before, before, locked)
    if _whole(cells["version"]) != row.version:
        why = _(
            "Somebody changed it after this file was exported: it says %(now)s now. Export again."
        )
        said = {"now": before or _("nothing")}
        return Verdict(number, REFUSE, row.pk, name, before, value=text(planned), why=why % said)
    if locked and planned is None:
        why = _("There is no figure to keep yet. Type one first.")
        return Verdict(number, REFUSE, row.pk, name, before, value="", why=why)
    return Verdict(number, CHANGE, row.pk, name, before, text(planned), locked)


def _planned(said: str, measure: str) -> Decimal | None:
    """Digits with a point or a comma; empty is not known."""
    plain = said.strip().replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
    if not plain:
        return None
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        raise Unreadable(_("“%(value)s” is no number.") % {"value": said})
    if value < 0:
        raise Unreadable(_("A goal is not negative."))
    if value % words.quantum(measure):
        raise Unreadable(_("“%(value)s” is finer than this measure is counted.") % {"value": said})
    return value


def _locked(cells: Cells, row: QuotaLine) -> bool:
    """A file without the column leaves locks as they are."""
    if "locked" not in cells:
        return row.locked
    told = cells["locked"].strip().casefold()
    if told not in YES | NO:
        raise Unreadable(_("“%(value)s”: write yes, or nothing.") % {"value": cells["locked"]})
    return told in YES


def _whole(said: str) -> int | None:
    said = said.strip().removesuffix(".0")
    return int(said) if said.isdecimal() and len(said) < 18 else None
