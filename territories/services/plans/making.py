"""A new, empty model; and what a draft is called, what it is for, and when it shall start."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import log
from teams.services.refused import Refused
from territories.models import TerritoryModel
from versions.core import states
from versions.services import is_taken


@transaction.atomic
def create(
    *, by: Any, name: str, note: str = "", starts_on: date | None = None, based_on: Any = None
) -> TerritoryModel:
    """A draft without territories."""
    refuse_taken(name)
    model = TerritoryModel.objects.create(
        name=name, note=note, starts_on=starts_on, based_on=based_on, by=by
    )
    after = {"name": name, "starts_on": starts_on and starts_on.isoformat()}
    log(by=by, act="create", obj=model, after=after)
    return model


@transaction.atomic
def rename(
    *, by: Any, model: TerritoryModel, name: str, note: str, starts_on: date | None
) -> TerritoryModel:
    """Change the words of a draft and the day on which it shall start."""
    row = TerritoryModel.objects.select_for_update().get(pk=model.pk)
    if row.state != states.DRAFT:
        raise Refused(_("Only a draft can be changed. Send the model back, or copy it."))
    refuse_taken(name, except_for=row)
    before = _plain(row)
    row.name, row.note, row.starts_on = name, note, starts_on
    row.save(update_fields=["name", "note", "starts_on"])
    log(by=by, act="change", obj=row, before=before, after=_plain(row))
    return row


def refuse_taken(name: str, except_for: TerritoryModel | None = None) -> None:
    """Names are how people speak of models: no two are alike."""
    if is_taken(TerritoryModel.objects.all(), name, except_for):
        raise Refused(
            _("There is a model called “%(name)s” already. Choose another name.") % {"name": name}
        )


def _plain(model: TerritoryModel) -> dict[str, str | None]:
    starts_on = model.starts_on.isoformat() if model.starts_on else None
    return {"name": model.name, "note": model.note, "starts_on": starts_on}
