"""Which load brought a row: options of the reference to its run."""

from typing import Any

from django.db import models

LOADED: dict[str, Any] = {
    "null": True,
    "blank": True,
    "on_delete": models.SET_NULL,
    "related_name": "+",
}
# Of the tables that take a million rows at once: neither checked row by row nor indexed.
VAST: dict[str, Any] = LOADED | {"db_index": False, "db_constraint": False}
