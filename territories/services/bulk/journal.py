"""How rows of a model were before an import and after it, so that it can be undone as a whole."""

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import batched
from typing import Any

from django.core import serializers
from django.db.models import F, Func, IntegerField, Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teams.services.refused import Refused
from territories.models import (
    AccountLock,
    ImportRows,
    NamedAccount,
    PlannedTerritory,
    Rule,
    Seat,
    TerritoryModel,
)
from territories.services.bulk import rows

# In the order in which rows are put back; they are taken out in the opposite one
KINDS: tuple[type[Model], ...] = (PlannedTerritory, Rule, Seat, NamedAccount, AccountLock)
PIECE = 1_000  # rows between two looks whether somebody stopped the undo
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
    for kind, stored in _of_accounts(model, accounts):
        found.update(rows.images(kind, stored))
    for stored in _rows(model):
        for image in json.loads(serializers.serialize("json", stored)):
            found[image["model"], image["pk"]] = image["fields"]
    return found


def _rows(model: TerritoryModel) -> Iterable[QuerySet[Any]]:
    yield PlannedTerritory.objects.filter(model=model)
    yield Rule.objects.filter(territory__model=model)
    yield Seat.objects.filter(territory__model=model)


def _of_accounts(
    model: TerritoryModel, accounts: Collection[int]
) -> Iterable[tuple[type[Model], QuerySet[Any]]]:
    """Of the rows that there may be many."""
    asked = list(accounts)
    named = NamedAccount.objects.filter(territory__model=model, account__in=asked)
    yield NamedAccount, named
    yield AccountLock, AccountLock.objects.filter(model=model, account__in=asked)


def differences(before: dict[Key, Image], after: dict[Key, Image]) -> list[Entry]:
    keys = sorted(before.keys() | after.keys())
    return [
        [kind, pk, before.get((kind, pk)), after.get((kind, pk))]
        for kind, pk in keys
        if before.get((kind, pk)) != after.get((kind, pk))
    ]


def length(run: Any) -> int:
    """How many rows an import touched, counted where they are stored."""
    count = Func(F("journal"), function="jsonb_array_length", output_field=IntegerField())
    return int(ImportRows.objects.values_list(count, flat=True).get(run=run))


def put_back(
    model: TerritoryModel, entries: list[Entry], accounts: Collection[int]
) -> Iterator[int]:
    """Piece by piece: how many rows are as they were since the last one. Refused when a row is not
    as the import left it, or something was built upon it; then the whole is taken back."""
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
        own = [e for e in entries if e[0] == kind._meta.label_lower]
        if kind is PlannedTerritory:
            _refuse_if_built_upon([e[1] for e in own if e[2] is None])
        for piece in batched(own, PIECE):
            _take_out(kind, [e for e in piece if e[3] and (e[2] is None or kind not in STAYS)])
            yield sum(e[2] is None for e in piece)
    for kind in KINDS:
        there = [e for e in entries if e[0] == kind._meta.label_lower and e[2] is not None]
        for piece in batched(there, PIECE):
            _put_in(kind, piece)
            yield len(piece)


def _take_out(kind: type[Model], entries: Iterable[Entry]) -> None:
    gone = [e[1] for e in entries]
    if kind in rows.COLUMNS:
        rows.delete(kind, gone)
    else:
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


def _put_in(kind: type[Model], entries: Iterable[Entry]) -> None:
    gone = {e[1]: e[2] for e in entries}
    if kind in rows.COLUMNS:
        rows.insert(kind, list(gone.values()), list(gone))
        return
    label = kind._meta.label_lower
    images = [{"model": label, "pk": pk, "fields": image} for pk, image in gone.items()]
    for row in serializers.deserialize("json", json.dumps(images)):
        row.save()
