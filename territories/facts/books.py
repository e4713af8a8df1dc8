"""A person's accounts before and after a plan starts: the lines, their sums, and those of peers.

Sums are stored when the hand-overs are prepared; lines are the accounts that stay, leave and come.
Who had an account before is known from its hand-over, so both pages are right after the day, too.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

import crm.facts
from territories.core.books import MEASURES, Kind, Load
from territories.core.books import Book as Sums
from territories.core.packs import Why, why_of
from territories.models import Book, HandOver, TerritoryModel
from versions.core import states

LARGEST = F("pipeline").desc(nulls_last=True)


@dataclass(frozen=True, slots=True)
class Line:
    """An account of the book. `hand_over` is None for one that stays; `other` is the person on the
    other side, "" for nobody. Money in the company's currency, None unknown."""

    kind: Kind
    account_id: int
    name: str
    potential: Decimal | None
    pipeline: Decimal | None
    hand_over: int | None = None
    other: str = ""
    on: date | None = None
    why: Why | None = None


def published(day: date) -> TerritoryModel | None:
    """The plan that people read about: the next one that is approved, else the one in force."""
    rows = TerritoryModel.objects
    coming = rows.filter(state=states.APPROVED).order_by("starts_on", "pk").first()
    return coming or rows.filter(active__contains=day).first()


def readable(pk: int) -> TerritoryModel | None:
    """A plan whose consequences for people are known."""
    told = (states.APPROVED, states.ACTIVE, states.ARCHIVED)
    return TerritoryModel.objects.filter(pk=pk, state__in=told).first()


# Sums --------------------------------------------------------------------------------------------


def books(access: Any, model_id: int) -> QuerySet[Book]:
    """Columns: all of `Book` with rep; of people whom one sees today."""
    rows = Book.objects.filter(model=model_id).select_related("rep")
    return rows if access.rep_ids is None else rows.filter(rep__in=access.rep_ids)


@dataclass(frozen=True, slots=True)
class Told:
    """The sums of a person, those of the others who share out accounts (nameless), and when."""

    own: Sums
    peers: list[Sums]
    at: datetime | None


def told(model_id: int, rep_id: int) -> Told:
    rows = Book.objects.filter(Q(seated=True) | Q(rep=rep_id), model=model_id)
    own, peers, at = Sums(Load(), Load()), [], None
    for row in rows:
        if row.rep_id == rep_id:
            own, at = sums(row), row.at
        else:
            peers.append(sums(row))
    return Told(own, peers, at)


def sums(row: Book) -> Sums:
    return Sums(*(_load(row, side) for side in ("before", "after")))


def _load(row: Book, side: str) -> Load:
    return Load(**{name: getattr(row, f"{name}_{side}") for name in MEASURES})


# Lines -------------------------------------------------------------------------------------------


def moving(model_id: int, rep_id: int, kind: Kind, most: int) -> list[Line]:
    """Accounts that leave or come, the largest open pipeline first."""
    side = {"leaves": "giver", "comes": "taker"}[kind]
    rows = HandOver.objects.filter(model=model_id, **{side: rep_id})
    rows = rows.select_related("account", "giver", "taker")
    rows = rows.annotate(pipeline=_pipeline(OuterRef("account"))).order_by(
        LARGEST, "account__name", "pk"
    )
    return [_line(kind, row) for row in rows[:most]]


def staying(model_id: int, rep_id: int, most: int) -> list[Line]:
    """Accounts of the person with nothing to hand over, the largest open pipeline first."""
    moves = HandOver.objects.filter(model=model_id, account=OuterRef("pk"))
    rows = crm.facts.accounts().filter(~Exists(moves), owner=rep_id)
    rows = rows.annotate(pipeline=_pipeline(OuterRef("pk"))).order_by(LARGEST, "name", "pk")
    return [Line("stays", row.pk, row.name, row.potential, row.pipeline) for row in rows[:most]]


def counts(model_id: int, rep_id: int) -> dict[str, int]:
    """How many accounts leave and come."""
    rows = HandOver.objects.filter(model=model_id)
    return rows.aggregate(
        leaves=Count("pk", filter=Q(giver=rep_id)), comes=Count("pk", filter=Q(taker=rep_id))
    )


@dataclass(frozen=True, slots=True)
class Coming:
    """How many accounts leave and come with the next plan, and from when."""

    on: date
    leaves: int
    comes: int

    @property
    def moves(self) -> bool:
        return bool(self.leaves or self.comes)


def coming_for(rep_id: int, day: date) -> Coming | None:
    """The first approved plan that moves accounts of a person and has not begun."""
    mine = Q(giver=rep_id) | Q(taker=rep_id)
    rows = HandOver.objects.filter(
        mine, model__state=states.APPROVED, model__starts_on__gt=day
    ).order_by("model__starts_on", "model")
    found = rows.values("model", "model__starts_on").annotate(
        leaves=Count("pk", filter=Q(giver=rep_id)), comes=Count("pk", filter=Q(taker=rep_id))
    )
    row: Any = found.first()
    return row and Coming(row["model__starts_on"], row["leaves"], row["comes"])


def _pipeline(account: Any) -> Subquery:
    """Value of the open deals of the outer account; NULL without any of known value."""
    deals = crm.facts.opportunities().open().filter(account=account).order_by()
    return Subquery(deals.values("account").annotate(sum=Sum("value")).values("sum"))


def _line(kind: Kind, row: Any) -> Line:
    other = row.taker if kind == "leaves" else row.giver
    return Line(
        kind,
        row.account_id,
        row.account.name,
        row.account.potential,
        row.pipeline,
        row.pk,
        other.name if other else "",
        row.on,
        why_of(row.pack),
    )
