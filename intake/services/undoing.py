"""Taking a load back, in the opposite order of storing it."""

from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string

from intake.services.afterwards import recompute
from kernel.merge import Touched

_UNDO = ("quotas.services.undo_load", "crm.services.undo_load", "teams.services.loads.undo_load")


@transaction.atomic
def undo_run(run_id: int, *, by: Any) -> None:
    """Raises audit.services.CannotUndo, and changes nothing, when later loads stand on it."""
    touched = Touched()
    for name in _UNDO:
        try:
            undo = import_string(name)
        except ImportError:
            continue
        part = undo(run_id)
        if part is not None:
            touched.add(part.reps, part.start, part.end)
    recompute(touched, by=by)
