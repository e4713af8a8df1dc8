"""Signs of life of a run that is one long transaction, from a thread with a connection of its own.

What such a run writes itself cannot be seen before it ends. When the worker dies, the signs stop,
and PostgreSQL rolls the transaction back: nothing was saved.
"""

import copy
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from django.db import DatabaseError, connection

from audit.services.runs import beat

EVERY = 2.0  # seconds


@dataclass(slots=True)
class Progress:
    """What the heartbeat shows; written by the work, read by another thread."""

    rows: int = 0
    total: int = 0
    phase: str = ""
    phases: list[str] = field(default_factory=list)

    def enter(self, phase: str) -> None:
        self.phase = phase
        self.phases.append(phase)


class Heartbeat:
    """`with Heartbeat(run, progress): …`"""

    def __init__(self, run: Any, progress: Progress) -> None:
        self.run, self.progress = copy.copy(run), progress
        self._stop = threading.Event()
        self._told = 0
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._stop.wait(EVERY):
                phases = self.progress.phases[self._told :]
                self._told += len(phases)
                beat(
                    self.run,
                    progress=self.progress.rows,
                    total=max(self.progress.total, self.progress.rows),
                    line="\n".join(phases),
                )
        except DatabaseError:
            self._stop.set()  # the server is gone: the work itself will say so
        finally:
            connection.close()
