"""Taking a load back, in the opposite order of storing it."""

from typing import Any

from django.db import transaction

from crm import services as crm
from intake.services.afterwards import note_undone, recompute
from kernel.merge import Touched
from quotas import services as quotas
from teams.services import loads as teams
from territories.services import routing


@transaction.atomic
def undo_run(run_id: int, *, by: Any) -> None:
    """Raises audit.services.CannotUndo, and changes nothing, when later loads stand on it."""
    touched = Touched()
    routing.undo_load(run_id)
    for app in (quotas, crm, teams):
        part = app.undo_load(run_id)
        touched.add(part.reps, part.start, part.end)
    routing.agree()
    note_undone(run_id, by=by)
    recompute(touched, by=by)
