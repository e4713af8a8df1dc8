"""A mapping that a person keeps as a file, for an upload that waits to be matched."""

import tempfile
from pathlib import Path

from intake.core import plan as plans
from intake.core.mapping_file import fitting
from intake.models import Load
from intake.services import wizard
from intake.services.uploads import path_of


def use_mapping(load: Load, text: str) -> None:
    """Match the upload by the file's text; Unreadable, and nothing changed, when it cannot be."""
    with tempfile.TemporaryDirectory(prefix="unpacked-") as scratch:
        tables, _issues = plans.open_tables(path_of(load), Path(scratch))
        wizard.save_mapping(load, fitting(text, tables), {})
