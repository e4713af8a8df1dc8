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
    is_stopped,
    log,
    note_edit,
    queue_run,
    running,
    stop,
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
    "is_stopped",
    "log",
    "note_edit",
    "queue_run",
    "running",
    "stop",
    "told",
    "undo_conflicts",
]
