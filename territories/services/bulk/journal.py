"""How rows of a model were before an import and after it, so that it can be undone as a whole."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from django.core import serializers
from django.db.models import Model, Q, QuerySet
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
HANGING = ("rules", "seats", "named", "exceptions")
# Others hang on these: a changed one stays and is overwritten. Of the others a stored row may be
# in the way of what is put back, so they go first.
STAYS = (PlannedTerritory, Rule)

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
    gone = [e[1] for e in entries if e[3] and (e[2] is None or kind not in STAYS)]
    if kind is PlannedTerritory:
        _refuse_if_built_upon(gone)
    kind._default_manager.filter(pk__in=gone).delete()


def _refuse_if_built_upon(made: list[int]) -> None:
    """Territories go with all that hangs on them; what else the import made there is gone."""
    new = PlannedTerritory.objects.filter(pk__in=made)
    below = PlannedTerritory.objects.filter(parent__in=made).exclude(pk__in=made)
    hangs = Q(pk__in=below.values("parent"))
    for name in HANGING:
        hangs |= Q(**{f"{name}__isnull": False})
    if other := new.filter(hangs).first():
        raise Refused(
            _("“%(name)s” is new and has been built upon since: take that away first.")
            % {"name": other.name}
        )


def _put_in(kind: type[Model], entries: list[Entry]) -> None:
    images = [{"model": e[0], "pk": e[1], "fields": e[2]} for e in entries if e[2] is not None]
    for row in serializers.deserialize("json", json.dumps(images)):
        row.save()
