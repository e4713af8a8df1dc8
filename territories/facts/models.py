"""Models of the territory plan: which there are, which is in force, its tree and who sits where."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from kernel.tree import Tree
from territories.models import ModelEvent, PlannedTerritory, SalesRole, Seat, TerritoryModel
from versions.core import states


@dataclass(frozen=True, slots=True)
class TerritoryFact:
    """A planned territory; `depth` counts from 0. `territory_id` is the one results are kept by."""

    id: int
    slug: str
    name: str
    parent_id: int | None
    role_id: int
    target: Decimal
    territory_id: int | None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody (an open seat: nobody, name "") with `share` percent of a territory in a role;
    `has_left` the company by that day."""

    rep_id: int | None
    name: str
    role_id: int
    share: Decimal
    has_left: bool = False


def models(access: Any = None) -> QuerySet[TerritoryModel]:
    """Columns: all of `TerritoryModel` with `by` and `based_on`. Whoever doesn't see everybody
    reads no drafts, and a rep none at all."""
    rows = TerritoryModel.objects.select_related("by", "based_on")
    if access is None or access.sees_all:
        return rows
    return rows.exclude(state=states.DRAFT) if access.may("see_company") else rows.none()


def in_force(day: date) -> TerritoryModel | None:
    """The model that is (or was) in force on a day."""
    return TerritoryModel.objects.filter(active__contains=day).first()


def next_one(day: date) -> TerritoryModel | None:
    """The approved model that starts next."""
    rows = TerritoryModel.objects.filter(state=states.APPROVED, starts_on__gt=day)
    return rows.order_by("starts_on", "pk").first()


def first_day(today: date) -> date:
    """The first day on which a model may start: tomorrow, but the very first one may start today,
    since nothing was in force that it could cut short."""
    begun = TerritoryModel.objects.filter(active__isnull=False).exists()
    return today + timedelta(1) if begun else today


def day_of(model: TerritoryModel, today: date) -> date:
    """The day on which a model is looked at: its first one while it is to come, today while it is
    in force, its last one when it is over."""
    if model.active is None:
        return max(today, model.starts_on or today)
    return kept_inside(model, today)


def kept_inside(model: TerritoryModel, day: date) -> date:
    """The day, or the nearest one on which the model is or was in force."""
    assert model.active is not None
    last = model.active.upper and model.active.upper - timedelta(1)
    return min(max(day, model.active.lower), last or date.max)


def territories_of(
    model_id: int, rows: Iterable[PlannedTerritory] | None = None
) -> list[TerritoryFact]:
    """Parents before children, siblings by name. `rows`: by name, where they were read already."""
    here = PlannedTerritory.objects.filter(model=model_id) if rows is None else rows
    known = {row.pk: row for row in here}
    tree = Tree({pk: row.parent_id for pk, row in known.items()})
    found: list[TerritoryFact] = []
    depths: dict[int, int] = {}
    for pk in tree.walk():
        row = known[pk]
        depths[pk] = depths[row.parent_id] + 1 if row.parent_id else 0
        found.append(
            TerritoryFact(
                pk,
                row.slug,
                row.name,
                row.parent_id,
                row.role_id,
                row.target,
                row.territory_id,
                depths[pk],
            )
        )
    return found


def tree_of(model_id: int) -> Tree[int]:
    """Who is below whom, by id; `below` gives descendants."""
    rows = PlannedTerritory.objects.filter(model=model_id).order_by("name", "pk")
    return Tree(dict(rows.values_list("pk", "parent_id")))


def holders(model_id: int, day: date) -> dict[int, list[Holder]]:
    """By territory, the largest share first; open seats last."""
    rows = Seat.objects.filter(territory__model=model_id, valid__contains=day)
    found = defaultdict(list)
    for seat in rows.select_related("rep"):
        name = seat.rep.name if seat.rep else ""
        has_left = bool(seat.rep and seat.rep.left_on and seat.rep.left_on <= day)
        one = Holder(seat.rep_id, name, seat.role_id, seat.share, has_left)
        found[seat.territory_id].append(one)
    for there in found.values():
        there.sort(key=lambda one: (one.rep_id is None, one.role_id, -one.share, one.name))
    return dict(found)


def owning_role() -> SalesRole:
    """The role whose seats own the accounts; there is exactly one."""
    return SalesRole.objects.get(owns_accounts=True)


def planned(pk: int) -> PlannedTerritory:
    """A territory of a model, to hand to the services that edit it."""
    return PlannedTerritory.objects.get(pk=pk)


def events(model_id: int) -> QuerySet[ModelEvent]:
    """What happened to a model, latest first, with who did it."""
    return ModelEvent.objects.filter(model=model_id).select_related("by").order_by("-at", "-pk")


def stances(model_id: int) -> list[ModelEvent]:
    """Where each person stands since the model was last submitted: the last word of each."""
    seen: dict[int | None, ModelEvent] = {}
    for event in events(model_id):
        if event.kind == ModelEvent.Kind.SUBMIT:
            break
        if event.stance:
            seen.setdefault(event.by_id, event)
    return list(seen.values())


def role_names(ids: Iterable[int]) -> dict[int, str]:
    """What the roles are called."""
    return dict(SalesRole.objects.filter(pk__in=list(ids)).values_list("pk", "name"))
