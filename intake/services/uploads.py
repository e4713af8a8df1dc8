"""Files that people upload: kept in a folder of their own until the load is undone or forgotten."""

import errno
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.text import get_valid_filename

from intake.core import mapping as mappings
from intake.core import plan as plans
from intake.core.files import find
from intake.core.issues import Unreadable
from intake.core.limits import MEGABYTE
from intake.core.mapping import Entry, Mapping
from intake.core.tables import Table
from intake.models import Load
from intake.services import memory
from kernel.fingerprint import file_fingerprint

FOLDER = "imports"


def upload(file: UploadedFile, *, by: Any, target: str = "") -> Load:
    """Keep the file, look into it, and propose how to read it.

    Raises Unreadable (and keeps nothing) when the file is too large, no table, or no room is left.
    """
    limit = settings.UPLOAD_LIMIT_BYTES
    if (file.size or 0) > limit:
        size = (file.size or 0) // MEGABYTE
        raise Unreadable("too_large", file=file.name or "", size=size, limit=limit // MEGABYTE)
    name = get_valid_filename(Path(file.name or "upload").name)[-120:]
    load = Load.objects.create(name=(file.name or name)[:200], by=by, options={"target": target})
    folder = Path(settings.MEDIA_ROOT) / FOLDER / str(load.pk)
    try:
        _write(file, folder / name)
        with transaction.atomic():
            _look(load, folder / name, target)
    except (Unreadable, OSError) as problem:
        shutil.rmtree(folder, ignore_errors=True)
        load.delete()
        if isinstance(problem, OSError):
            raise _no_room(problem, name) from None
        raise
    return load


def path_of(load: Load) -> Path:
    """Where the uploaded file is; raises Unreadable when it was removed meanwhile."""
    path = Path(settings.MEDIA_ROOT) / load.folder
    if not load.folder or not path.exists():
        raise Unreadable("file_removed", file=load.name)
    return path


def forget(load: Load) -> None:
    """Remove an upload that was never loaded, with its file."""
    shutil.rmtree(Path(settings.MEDIA_ROOT) / FOLDER / str(load.pk), ignore_errors=True)
    load.delete()


def _write(file: UploadedFile, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        for block in file.chunks(MEGABYTE):
            out.write(block)


def _look(load: Load, path: Path, target: str) -> None:
    with tempfile.TemporaryDirectory(prefix="unpacked-") as scratch:
        tables, _issues = plans.open_tables(path, Path(scratch))
        if target:
            loose = [entry for t in tables if (entry := plans.match_loosely(t, target))]
            mapping = memory.completed(Mapping(tuple(loose)), tables)
        else:
            mapping = memory.completed(plans.propose(tables), tables)
            mapping = _as_last_time(mapping, tables)
        files = len(find(path, Path(scratch)))
    load.folder = path.relative_to(settings.MEDIA_ROOT).as_posix()
    load.fingerprint = file_fingerprint(path)
    load.source, load.mapping = mapping.source, mappings.as_dict(mapping)
    load.options = {**load.options, "files": files}
    load.save()


def _as_last_time(mapping: Mapping, tables: list[Table]) -> Mapping:
    """What a person changed about the files of a known source, if all they look up is here."""
    entries = list(mapping.entries)
    for table in tables if mapping.source else ():
        saved = memory.recall(table)
        if saved and not any(_looks_elsewhere(entry, tables) for entry in saved):
            entries = [e for e in entries if not e.matches(table.file)] + saved
    return replace(mapping, entries=tuple(entries))


def _looks_elsewhere(entry: Entry, tables: list[Table]) -> bool:
    files = [rule.lookup.file for rule in entry.columns.values() if rule.lookup]
    probes = [Entry(file=file, target=entry.target, columns={}) for file in files]
    return not all(any(p.matches(t.file) for t in tables) for p in probes)


def _no_room(problem: OSError, name: str) -> Unreadable:
    full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
    return Unreadable("disk_full" if full else "not_kept", file=name)
