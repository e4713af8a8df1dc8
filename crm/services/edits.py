"""What follows when a person changed a deal by hand."""

from typing import Any

from audit.services import note_edit
from crm.models import Opportunity
from crm.services.loads.touching import touch
from crm.services.value import revalue_deals
from kernel.merge import Touched


def follow_edit(deal: Opportunity, *, by: Any = None) -> None:
    """The deal and its shares get their values at once, its days are noted for a recompute."""
    revalue_deals([deal.pk])
    touched = Touched()
    touch(touched, str(deal.pk))
    if touched.start and touched.end:
        note_edit(obj=deal, start=touched.start, end=touched.end, by=by)
