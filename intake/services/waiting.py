"""Loads that were asked for and never began, because their message was lost with Redis.

The run in the database is the truth: sent twice, a load is begun once, by whoever claims its run.
"""

from datetime import timedelta

from django.utils import timezone

from intake.models import Load
from intake.services import wizard

LATE = timedelta(minutes=1)  # a worker that is free takes a load in less
EVERY = 60  # seconds between two looks


def forgotten() -> list[int]:
    """Busy loads whose run still waits after a while, first come first."""
    late = Load.objects.filter(
        state__in=wizard.BUSY, run__state="queued", run__queued_at__lt=timezone.now() - LATE
    )
    return list(late.order_by("run__queued_at").values_list("pk", flat=True))


def work(load_id: int) -> bool:
    """Do the load if nobody has begun it; False when there is nothing to begin."""
    if not Load.objects.filter(pk=load_id, state__in=wizard.BUSY, run__state="queued").exists():
        return False
    return wizard.work(load_id)
