"""Rows that earlier loads have read already are left out before they are parsed.

What a row means depends on more than its cells: on the header and the mapping with its lookups,
on the conventions that its columns were found to have, on the company's currency and time zone,
and on the program itself. All of that is the `meaning`; under another one no row is familiar.
"""

from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import numpy as np

from audit.services.recall import Recall
from audit.services.staging import MARK
from intake.core.marks import marks
from intake.core.plan import Part, Step
from intake.core.rows import Block
from intake.core.study import Setting
from intake.core.tables import Chunk
from intake.services.merges import RECALLS
from kernel.fingerprint import fingerprint

READ_BY = ("intake.core", "intake.targets", "audit.services", "crm.services", "teams.services")


class Familiar:
    """Bound to one table of a step: takes the known rows out, and marks the others."""

    def __init__(self, recall: Recall) -> None:
        self.recall = recall
        self._marks: dict[int, int] = {}

    def sift(self, chunk: Chunk) -> Chunk:
        """The rows that must be read."""
        found = marks(chunk.rows)
        pks = self.recall.find(found)
        if pks.any():
            self.recall.skip(pks[pks != 0])
            fresh = np.flatnonzero(pks == 0).tolist()
            numbers = [chunk.numbers[i] for i in fresh]
            chunk, found = Chunk(numbers, [chunk.rows[i] for i in fresh]), found[fresh]
        self._marks = dict(zip(chunk.numbers, found.tolist(), strict=True))
        return chunk

    def mark(self, block: Block) -> None:
        """Rows bring their marks along; those with a remark are to be read again next time."""
        told = {issue.row for issue in block.issues}
        block.columns[MARK] = [
            "" if number in told else str(self._marks[number]) for number in block.numbers
        ]


def familiar(
    stage: str, step: Step, part: Part, setting: Setting, as_of: datetime
) -> Familiar | None:
    """None where each row must be read: repetitive files, workbooks, older exports."""
    recalled = RECALLS.get(step.target)
    if recalled is None or step.entry.distinct or part.table.typed or len(step.parts) > 1:
        return None
    recall = recalled(stage, meaning=_meaning(part, setting), as_of=as_of)
    return Familiar(recall) if recall else None


def _meaning(part: Part, setting: Setting) -> str:
    entry = replace(part.extract.entry, file="")
    return fingerprint(
        [
            part.table.header,
            entry,
            part.extract.lookups,
            part.decided.conventions,
            str(setting.zone),
            setting.currency,
            _program(),
        ]
    )


@cache
def _program() -> str:
    """The code that reads and stores rows: another version may read them otherwise."""
    whole = sha256()
    for name in READ_BY:
        for path in import_module(name).__path__:
            for file in sorted(Path(path).rglob("*.py")):
                whole.update(file.read_bytes())
    return whole.hexdigest()
