"""Runs and the log of acts; the journal of loads, and the way from staged rows into a table."""

from audit.lines import told
from audit.services.journal import CannotUndo, undo_conflicts
from audit.services.runs import (
    EDIT,
    SILENT_AFTER,
    WORKER_GONE,
    AlreadyTaken,
    beat,
    claim,
    close_silent_runs,
    finish,
    log,
    note_edit,
    queue_run,
    running,
)

__all__ = [
    "EDIT",
    "SILENT_AFTER",
    "WORKER_GONE",
    "AlreadyTaken",
    "CannotUndo",
    "beat",
    "claim",
    "close_silent_runs",
    "finish",
    "log",
    "note_edit",
    "queue_run",
    "running",
    "told",
    "undo_conflicts",
]
