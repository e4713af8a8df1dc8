"""Spreadsheet out, spreadsheet back: checked row by row, stored, and undone as a whole."""

from planning.services.bulk.running import CHECK, IMPORT, check, store, undo

__all__ = ["CHECK", "IMPORT", "check", "store", "undo"]
