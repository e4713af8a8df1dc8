"""What is said of a draft as a whole; its life is `territories.services.plans`."""

from typing import Any

from audit.services import log
from territories.models import TerritoryModel
from territories.services.editing.gate import drafted, one_act

SAID = ("name", "note", "starts_on")


def change_model(*, by: Any, model_id: int, reason: str = "", **said: Any) -> TerritoryModel:
    """Another name, note or first day."""
    with one_act():
        row = drafted(model_id)
        before = _plain(row)
        for name, value in said.items():
            setattr(row, name, value)
        if before != (after := _plain(row)):
            row.save(update_fields=SAID)
            log(by=by, act="change", obj=row, before=before, after=after, reason=reason)
    return row


def _plain(row: TerritoryModel) -> dict[str, str]:
    return {name: str(getattr(row, name) or "") for name in SAID}
