"""Do what the lines of a file ask for, each by the service that also pages use. What it refuses
stands at the line; the others are done."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kernel.dated import Days
from teams import facts
from teams.services.refused import Refused
from territories.core import written
from territories.core.cells import Cells
from territories.core.precedence import Level
from territories.core.seating import Sitting
from territories.models import PlannedTerritory, Rule, SalesRole, TerritoryModel
from territories.services import editing
from territories.services.bulk.judging import ADD, CHANGE, Verdict

type Asked = list[Verdict]


class Unknown(Exception):
    """A cell names something that does not exist."""

    def __init__(self, column: str, value: str, message: str) -> None:
        super().__init__(message)
        self.column, self.value = column, value


def territories(by: Any, model: TerritoryModel, asked: Asked) -> None:
    """New ones first, parents before what is below them; then what hangs where."""
    new = {verdict.key: verdict for verdict in asked if verdict.act == ADD}
    for verdict in _parents_first(new):
        _try(verdict, lambda one: _create(by, model, one.cells))
    for verdict in asked:
        if verdict.act == CHANGE:
            _try(verdict, lambda one: _change(by, model, one.cells))


def _parents_first(new: dict[str, Verdict]) -> list[Verdict]:
    """In a circle, or below what does not exist, the order does not matter: it is refused."""
    ordered: dict[str, Verdict] = {}
    waiting = dict(new)
    while ready := [v for v in waiting.values() if v.cells["parent"] not in waiting]:
        for verdict in ready:
            ordered[verdict.key] = waiting.pop(verdict.key)
    return [*ordered.values(), *waiting.values()]


def _create(by: Any, model: TerritoryModel, cells: Cells) -> None:
    editing.create_territory(
        by=by,
        model_id=model.pk,
        slug=_slug(cells["territory"]),
        parent=_territory(model, "parent", cells["parent"]) if cells["parent"] else None,
        **_of_territory(cells),
    )


@transaction.atomic
def _change(by: Any, model: TerritoryModel, cells: Cells) -> None:
    """Two acts, of which the first is taken back when the second is refused."""
    row = _territory(model, "territory", cells["territory"])
    parent = _territory(model, "parent", cells["parent"]) if cells["parent"] else None
    editing.place_territory(by=by, territory=row, parent=parent)
    editing.change_territory(by=by, territory=row, **_of_territory(cells))


def _of_territory(cells: Cells) -> dict[str, Any]:
    return {
        "name": cells["name"],
        "role": _role(cells["role"]),
        "target": Decimal(cells["target"]),
        "country": cells["country"],
        "state": cells["state"],
    }


def rules(by: Any, model: TerritoryModel, asked: Asked) -> None:
    for verdict in asked:
        if verdict.act == ADD:
            _try(verdict, lambda one: editing.create_rule(by=by, **_of_rule(model, one.cells)))
        elif verdict.act == CHANGE:
            _try(verdict, lambda one: _change_rule(by, model, one.cells))


def _change_rule(by: Any, model: TerritoryModel, cells: Cells) -> None:
    row = Rule.objects.select_related("territory").get(pk=int(cells["rule"]))
    editing.change_rule(by=by, rule=row, **_of_rule(model, cells))


def _of_rule(model: TerritoryModel, cells: Cells) -> dict[str, Any]:
    return {
        "territory": _territory(model, "territory", cells["territory"]),
        "kind": int(Level[cells["kind"].upper()]),
        "number": int(cells["number"]),
        "include": written.read(cells["include"]),
        "exclude": written.read(cells["exclude"]),
        "note": cells["note"],
    }


def seats(by: Any, model: TerritoryModel, asked: Asked) -> None:
    """All seats of a territory at once: one alone would not leave whole shares."""
    for verdict in asked:
        if verdict.act == CHANGE and "territory" in verdict.changed:
            message = _("A seat stays on its territory. End it, and add a line for another.")
            verdict.refuse(message, "territory", verdict.cells["territory"])
    todo = sorted((v for v in asked if v.act in (ADD, CHANGE)), key=_of_seat)
    for slug, group in groupby(todo, _of_seat):
        _arrange(by, model, slug, list(group))


def _of_seat(verdict: Verdict) -> str:
    return verdict.cells["territory"]


def _arrange(by: Any, model: TerritoryModel, slug: str, group: Asked) -> None:
    read: dict[int | None, Sitting] = {}
    new: list[Sitting] = []
    for verdict in group:
        _try(verdict, lambda one: _read_seat(one, read, new))
    if not (read or new):
        return
    told = [verdict for verdict in group if verdict.act in (ADD, CHANGE)]
    try:
        territory = _territory(model, "territory", slug)
        rows = [read.get(row.id, row) for row in editing.sittings(territory)]
        editing.arrange(by=by, territory=territory, rows=[*rows, *new])
    except Unknown as unknown:
        for verdict in told:
            verdict.refuse(str(unknown), unknown.column, unknown.value)
    except Refused as why:
        for verdict in told:
            verdict.refuse(str(why))


def _read_seat(verdict: Verdict, read: dict[int | None, Sitting], new: list[Sitting]) -> None:
    cells = verdict.cells
    days = [(cells[name] and date.fromisoformat(cells[name])) or None for name in ("from", "to")]
    if days[0] and days[1] and days[1] <= days[0]:
        raise Unknown("to", cells["to"], _("The end must be after the start."))
    row = Sitting(
        int(cells["seat"]) if cells["seat"] else None,
        _role(cells["role"]).pk,
        _person(cells["person"]),
        Decimal(cells["share"]),
        Days(*days),
    )
    if row.id is None:
        new.append(row)
    else:
        read[row.id] = row


def _try(verdict: Verdict, act: Callable[[Verdict], Any]) -> None:
    try:
        act(verdict)
    except Unknown as unknown:
        verdict.refuse(str(unknown), unknown.column, unknown.value)
    except Refused as why:
        verdict.refuse(str(why))


def _slug(text: str) -> str:
    most = PlannedTerritory._meta.get_field("slug").max_length or 0
    if len(text) > most:
        message = _("Longer than %(most)s characters can't be.") % {"most": most}
        raise Unknown("territory", text, message)
    allowed = text and all(c.isascii() and (c.isalnum() or c in "-_") for c in text)
    if not allowed:
        message = _("A short name has letters without accents, digits and hyphens only.")
        raise Unknown("territory", text, message)
    return text


def _territory(model: TerritoryModel, column: str, slug: str) -> PlannedTerritory:
    row = PlannedTerritory.objects.filter(model=model, slug=slug).select_related("role").first()
    if row is None:
        raise Unknown(column, slug, _("There is no territory with this short name."))
    return row


def _role(slug: str) -> SalesRole:
    row = SalesRole.objects.filter(slug=slug).first()
    if row is None:
        known = ", ".join(SalesRole.objects.values_list("slug", flat=True))
        raise Unknown(
            "role", slug, _("There is no such role. Known: %(known)s.") % {"known": known}
        )
    return row


def _person(external_id: str) -> int | None:
    """Empty: an open seat."""
    if not external_id:
        return None
    pk = facts.reps().filter(external_id=external_id).values_list("pk", flat=True).first()
    if pk is None:
        raise Unknown("person", external_id, _("There is no person with this CRM id."))
    return pk


def slugs(model: TerritoryModel, wanted: Iterable[str]) -> dict[str, PlannedTerritory]:
    """Territories by short name, for many lines at once."""
    rows = PlannedTerritory.objects.filter(model=model, slug__in=set(wanted))
    return {row.slug: row for row in rows.select_related("role")}
