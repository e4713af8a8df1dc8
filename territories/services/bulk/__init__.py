"""Plans through a spreadsheet: read a file, look at what it would change, store it, undo it."""

from territories.services.bulk.running import check, store, undo

__all__ = ["check", "store", "undo"]
