"""From when to when somebody holds how much of a seat: what their quota is cut into pieces by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kernel.dated import Days

ONE, ZERO = Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True)
class Spell:
    """`share` (from 0 to 1) of a seat in a role over [start, end); role None: not known."""

    start: date
    end: date
    share: Decimal = ONE
    role_id: int | None = None


def within(days: Days, start: date, end: date) -> Days | None:
    return days.overlap(Days(start, end))


def spells(held: Iterable[tuple[Days, Decimal, int | None]], start: date, end: date) -> list[Spell]:
    """What is held at once is added up, from [start, end) only; equal neighbours are one spell.

    The role is that of the largest share.
    """
    clipped = [
        (both.start, both.end, share, role)
        for days, share, role in held
        if (both := within(days, start, end)) and both.start and both.end
    ]
    edges = sorted({day for one in clipped for day in one[:2]})
    found: list[Spell] = []
    for first, last in pairwise(edges):
        here = [(share, role) for a, b, share, role in clipped if a <= first < b]
        if not here:
            continue
        whole = sum((share for share, _ in here), ZERO)
        spell = Spell(first, last, whole, max(here, key=lambda one: one[0])[1])
        before = found[-1] if found else None
        if before and (before.end, before.share, before.role_id) == (
            first,
            spell.share,
            spell.role_id,
        ):
            found[-1] = replace(before, end=last)
        else:
            found.append(spell)
    return found


def relative(found: Sequence[Spell]) -> list[Spell]:
    """A person's figure is for the largest share that they hold: shares are parts of that one."""
    most = max((one.share for one in found), default=ZERO)
    return [replace(one, share=one.share / most) for one in found] if most else []


def outside(days: Days, start: date, end: date) -> list[Days]:
    """What of [start, end) is not in `days`."""
    both = within(days, start, end)
    if both is None or both.start is None or both.end is None:
        return [Days(start, end)]
    rest = [(start, both.start), (both.end, end)]
    return [Days(a, b) for a, b in rest if a < b]
