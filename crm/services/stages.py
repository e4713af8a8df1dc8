"""When the meaning of a stage changes, what it decided is decided again."""

from django.db import transaction

from audit.services import queue_run, running
from crm.services.value import revalue


def revalue_stage(stage_id: int) -> None:
    """Qualification and values of every deal that is or ever was in the stage.

    The kind of a stage does not reach back to deals that closed: their status is the CRM's.
    """
    with running(queue_run(kind="revalue", params={"stage": stage_id})), transaction.atomic():
        revalue(
            f"""SELECT id FROM crm_opportunity WHERE stage_id = {int(stage_id)}
                UNION
                SELECT c.opportunity_id FROM crm_dealchange c
                JOIN crm_stage s ON s.slug = c.new AND c.field = 'stage'
                WHERE s.id = {int(stage_id)}"""
        )
