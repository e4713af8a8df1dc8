"""Signs of life of a running load, from a thread with a connection of its own.

The load is one long transaction, so what it writes itself cannot be seen before it ends. When the
worker dies, the signs stop, and PostgreSQL rolls the transaction back: nothing was saved.
"""

import copy
import threading
from types import TracebackType
from typing import Any

from django.db import DatabaseError, connection

from audit.services import beat
from intake.services.pipeline import Progress

EVERY = 2.0  # seconds


class Heartbeat:
    """`with Heartbeat(run, progress): …`"""

    def __init__(self, run: Any, progress: Progress) -> None:
        self.run, self.progress = copy.copy(run), progress
        self._stop = threading.Event()
        self._told = 0
        self._thread = threading.Thread(target=self._beat, name="load-heartbeat", daemon=True)

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
            self._stop.set()  # the server is gone: the load itself will say so
        finally:
            connection.close()
