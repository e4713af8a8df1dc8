"""How long uploaded files are kept, and what is left when they have gone.

A stored load needs its file no more: undo has the journal, rows set aside are in the database.
A load that was never stored cannot go on without its file and is closed, with what its rehearsal
had found. Sightings are not pruned: a later load of an older export reads the first of them, too.
"""

import logging
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from intake.models import Load
from intake.services.uploads import FOLDER
from intake.services.wizard import BUSY, ENDED

log = logging.getLogger(__name__)


def remove_old(*, days: int) -> int:
    """Remove files of loads that nobody touched for so many days; 0 days: keep all of them."""
    if not days:
        return 0
    before = timezone.now() - timedelta(days=days)
    gone = [pk for pk in _left_alone(before).values_list("pk", flat=True) if _close(pk)]
    folders = [Path(settings.MEDIA_ROOT) / FOLDER / str(pk) for pk in gone]
    folders += _orphans(before)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    if folders:
        log.info("files of %s imports were removed after %s days", len(folders), days)
    return len(folders)


def _left_alone(before: datetime) -> QuerySet[Load]:
    """PostgreSQL's GREATEST skips what is unknown: the last of upload, asking and ending."""
    last = Greatest("created_at", "finished_at", "run__queued_at", "run__finished_at")
    kept = Load.objects.exclude(folder="").exclude(state__in=BUSY)
    return kept.annotate(last=last).filter(last__lt=before)


@transaction.atomic
def _close(pk: int) -> bool:
    """First the load lets go of its file, then the file goes; a load that began keeps it."""
    load = Load.objects.select_for_update().filter(pk=pk).exclude(state__in=BUSY).first()
    if load is None:
        return False
    load.folder = ""
    load.options = {**load.options, "file_removed": timezone.now().date().isoformat()}
    if load.state not in (*ENDED, Load.State.UNDONE):
        load.state = Load.State.EXPIRED
        load.issues.all().delete()
        load.set_aside.all().delete()
    load.save(update_fields=["folder", "options", "state"])
    return True


def _orphans(before: datetime) -> Iterator[Path]:
    """Folders of uploads that have no load, because it was removed while the disk was away."""
    root = Path(settings.MEDIA_ROOT) / FOLDER
    found = [f for f in root.iterdir() if f.name.isdigit()] if root.is_dir() else []
    known = Load.objects.filter(pk__in=[int(f.name) for f in found]).exclude(folder="")
    kept = set(known.values_list("pk", flat=True))
    for folder in found:
        if int(folder.name) not in kept and folder.stat().st_mtime < before.timestamp():
            yield folder
