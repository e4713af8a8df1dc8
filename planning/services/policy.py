"""The company's limits: one row, changed by people, each change logged."""

from typing import Any

from django.db import transaction

from audit.services import log
from planning.models import Policy


@transaction.atomic
def set_policy(*, by: Any, **said: Any) -> Policy:
    """Shares and days, by the names of the fields; what stays as it was is not logged."""
    Policy.objects.get_or_create(pk=1)
    row = Policy.objects.select_for_update().get(pk=1)
    changed = {name: value for name, value in said.items() if getattr(row, name) != value}
    before = {name: str(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.save(update_fields=list(changed))
        after = {name: str(value) for name, value in changed.items()}
        log(by=by, act="change", obj=row, before=before, after=after)
    return row
