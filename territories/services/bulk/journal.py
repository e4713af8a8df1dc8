"""How rows of a model were before an import and after it, so that it can be undone as a whole."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from django.core import serializers
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teams.services.refused import Refused
from territories.models import (
    AccountLock,
    NamedAccount,
    PlannedTerritory,
    Rule,
    Seat,
    TerritoryModel,
)

# In the order in which rows are put back; they are taken out in the opposite one
KINDS: tuple[type[Model], ...] = (PlannedTerritory, Rule, Seat, NamedAccount, AccountLock)
HANGING = ("children", "rules", "seats", "named", "exceptions")

type Key = tuple[str, int]
type Image = dict[str, Any] | None  # None: there was no such row
type Entry = list[Any]  # kind, id, before, after; as it is stored with the run


def picture(model: TerritoryModel, accounts: Collection[int]) -> dict[Key, Image]:
    """Every row that an import of these accounts may touch."""
    found: dict[Key, Image] = {}
    for rows in _rows(model, accounts):
        for image in json.loads(serializers.serialize("json", rows)):
            found[image["model"], image["pk"]] = image["fields"]
    return found


def _rows(model: TerritoryModel, accounts: Collection[int]) -> Iterable[QuerySet[Any]]:
    yield PlannedTerritory.objects.filter(model=model)
    yield Rule.objects.filter(territory__model=model)
    yield Seat.objects.filter(territory__model=model)
    yield NamedAccount.objects.filter(territory__model=model, account__in=accounts)
    yield AccountLock.objects.filter(model=model, account__in=accounts)


def differences(before: dict[Key, Image], after: dict[Key, Image]) -> list[Entry]:
    keys = sorted(before.keys() | after.keys())
    return [
        [kind, pk, before.get((kind, pk)), after.get((kind, pk))]
        for kind, pk in keys
        if before.get((kind, pk)) != after.get((kind, pk))
    ]


def put_back(model: TerritoryModel, entries: list[Entry], accounts: Collection[int]) -> None:
    """Refused when a row is not as the import left it, or something was built upon it."""
    now = picture(model, accounts)
    newer = [e for e in entries if now.get((e[0], e[1])) != e[3]]
    if newer:
        text = ngettext(
            "%(n)s row of this import was changed or removed since, so it can't be undone as a "
            "whole. Change by hand what shall be different.",
            "%(n)s rows of this import were changed or removed since, so it can't be undone as a "
            "whole. Change by hand what shall be different.",
            len(newer),
        )
        raise Refused(text % {"n": len(newer)})
    for kind in reversed(KINDS):
        _take_out(kind, [e for e in entries if e[0] == kind._meta.label_lower])
    for kind in KINDS:
        _put_in(kind, [e for e in entries if e[0] == kind._meta.label_lower])


def _take_out(kind: type[Model], entries: list[Entry]) -> None:
    """A changed territory stays, since others hang on it; it is overwritten."""
    if kind is not PlannedTerritory:
        kind._default_manager.filter(pk__in=[e[1] for e in entries if e[3]]).delete()
        return
    made = [e[1] for e in entries if e[2] is None]
    for name in HANGING:
        others = PlannedTerritory.objects.filter(pk__in=made).exclude(**{name: None})
        if name == "children":
            others = others.exclude(children__in=made)
        if other := others.first():
            raise Refused(
                _("“%(name)s” is new and has been built upon since: take that away first.")
                % {"name": other.name}
            )
    PlannedTerritory.objects.filter(pk__in=made).delete()


def _put_in(kind: type[Model], entries: list[Entry]) -> None:
    images = [{"model": e[0], "pk": e[1], "fields": e[2]} for e in entries if e[2] is not None]
    for row in serializers.deserialize("json", json.dumps(images)):
        row.save()
