"""Cells of a spreadsheet, each read into the one way in which it is written.

So a row says the same as what is stored when its cells do. A cell that can't be read raises
`Unreadable` with the sentence for the person who wrote it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from kernel.fingerprint import fingerprint
from territories.core import written
from territories.core.conditions import problems
from territories.core.flaw import Flaw
from territories.core.flaw import gettext_noop as _

type Cells = dict[str, str]
type Read = Callable[[str], str]

VERSION = "version"
YES, NO = frozenset({"yes", "oui", "true", "vrai", "x", "1"}), frozenset({"", "no", "non", "0"})


class Unreadable(ValueError):
    """`problems`: what is wrong with the cell."""

    def __init__(self, *problems: Flaw) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def version(cells: Mapping[str, str]) -> str:
    """Short name of what a row said when it was exported."""
    told = {name: text for name, text in cells.items() if name != VERSION}
    return fingerprint(told)[:12]


def words(most: int, *, needed: bool = False) -> Read:
    def read(text: str) -> str:
        text = text.strip()
        if needed and not text:
            raise Unreadable(Flaw(_("This cell is empty.")))
        if len(text) > most:
            raise Unreadable(
                Flaw(_("Longer than %(most)s characters can't be."), {"most": str(most)})
            )
        return text

    return read


def number(least: int | None = None, most: int | None = None, *, whole: bool = False) -> Read:
    """`least` itself is too little, `most` is allowed."""

    def read(text: str) -> str:
        value = decimal(text)
        if value is None or (whole and value != int(value)):
            raise Unreadable(Flaw(_("“%(value)s” is no number."), {"value": text}))
        if (least is not None and value <= least) or (most is not None and value > most):
            raise Unreadable(Flaw(_("“%(value)s” is too small or too large."), {"value": text}))
        return plain(value)

    return read


def decimal(text: str) -> Decimal | None:
    """A number with a point or a comma; None for what is none."""
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def day(text: str) -> str:
    """Empty is an open end."""
    text = text.strip()
    try:
        return text and date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        problem = Flaw(_("“%(value)s” is no day. Write it like 2027-03-31."), {"value": text})
        raise Unreadable(problem) from error


def yes_or_no(text: str) -> str:
    told = text.strip().casefold()
    if told not in YES | NO:
        raise Unreadable(Flaw(_("“%(value)s”: write yes, or nothing."), {"value": text}))
    return "yes" if told in YES else ""


def one_of(*slugs: str) -> Read:
    def read(text: str) -> str:
        told = text.strip().casefold()
        if told not in slugs:
            known = ", ".join(slugs)
            raise Unreadable(
                Flaw(_("“%(value)s” is none of: %(known)s."), {"value": text, "known": known})
            )
        return told

    return read


def conditions(text: str) -> str:
    """One a line, as `territories.core.written` says."""
    read = written.read(text)
    if wrong := problems(read):
        raise Unreadable(*wrong)
    return written.write(read)
