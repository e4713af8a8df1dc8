"""Work on deals that is too much for a page."""

from celery import shared_task

from crm.services import stages


@shared_task(ignore_result=True)
def revalue_stage(stage_id: int) -> None:
    """After a stage was changed in the administration."""
    stages.revalue_stage(stage_id)
