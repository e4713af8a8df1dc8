"""One model as a page shows it: its tree with seats and sizes, and what one may do now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from territories import words
from territories.facts import models as facts
from territories.facts.sizes import Size, rolled_up, sizes
from territories.models import TerritoryModel
from ui import formats
from versions import steps
from versions.steps import Act

DEEPEST = 3  # rows are indented up to here


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A name with its share; nobody's is an open seat."""

    name: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A territory, ready to print; numbers include what lies below."""

    key: str
    parent: str
    level: int
    name: str
    has_children: bool
    seats: list[SeatLine]
    accounts: str
    potential: str
    share: str


@dataclass(frozen=True)
class Tree:
    rows: list[Row]
    total: Size
    unclaimed: int
    open_seats: int


def tree(model: TerritoryModel, day: date) -> Tree:
    """Everything that the page says about territories on a day."""
    places = facts.territories_of(model.pk)
    seats, own = facts.holders(model.pk, day), sizes(model, day)
    parents = {one.id: one.parent_id for one in places}
    below = rolled_up(own, parents)
    total = sum((size for size in own.values()), Size())
    inner = set(parents.values())
    rows = [
        _row(one, one.id in inner, seats.get(one.id, ()), below[one.id], total) for one in places
    ]
    vacant = sum(seat.rep_id is None for found in seats.values() for seat in found)
    return Tree(rows, total, own.get(None, Size()).accounts, vacant)


def _row(place: Any, inner: bool, seats: Iterable[facts.Holder], size: Size, total: Size) -> Row:
    return Row(
        key=str(place.id),
        parent=str(place.parent_id or ""),
        level=min(place.depth, DEEPEST),
        name=place.name,
        has_children=inner,
        seats=[_seat(seat) for seat in seats],
        accounts=formats.count(size.accounts),
        potential=formats.thousands(size.potential),
        share=formats.percent(_part(size, total)),
    )


def _part(size: Size, total: Size) -> Decimal | None:
    if size.potential is None or not total.potential:
        return None
    return size.potential / total.potential


def _seat(seat: facts.Holder) -> SeatLine:
    return SeatLine(seat.name, words.share(seat.share) if seat.share != 100 else "")


def acts(model: TerritoryModel, access: Any) -> list[Act]:
    """What this person may do with the model in its state, the usual step first."""
    day = {"day": formats.day_long(model.starts_on)}
    known = steps.usual(
        submit=_("Managers read it and say what they think. To edit it again, it is sent back."),
        approve=_(
            "On %(day)s it starts by itself: seats, territories and owners of accounts change "
            "that day and no earlier."
        )
        % day,
        revoke=_("It does not start on %(day)s and is a draft again.") % day,
    )
    return steps.acts(model.state, access, known)


def lede(model: TerritoryModel, found: Tree) -> str:
    """When it is in force, and how large it is."""
    n = len(found.rows)
    places = ngettext("%(n)s territory", "%(n)s territories", n) % {"n": formats.count(n)}
    held = found.total.accounts
    accounts = ngettext("%(n)s account", "%(n)s accounts", held) % {"n": formats.count(held)}
    facts_ = {"span": words.span(model), "places": places, "accounts": accounts}
    return _("%(span)s. %(places)s, %(accounts)s.") % facts_
