"""The clock of a run, who wants to hear of it, and who may stop it.

HiGHS called through SciPy tells nothing while it works and cannot be interrupted, so progress is
told and a wish to stop is noticed *between* stages. Each stage has its own limit of seconds, so a
stop comes at the end of the one that runs.
"""

import time
from collections.abc import Callable


class Cancelled(Exception):
    """Somebody asked to stop; what was found until then is the answer."""


class Watch:
    """Seconds since the start against a limit. `cancelled` is asked and `progress` told (the name
    of the stage, the part of the time that is gone) before each stage."""

    def __init__(
        self,
        limit: float,
        cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[str, float], None] = lambda stage, gone: None,
    ) -> None:
        self.limit, self._cancelled, self._progress = limit, cancelled, progress
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._start

    @property
    def left(self) -> float:
        return max(0.0, self.limit - self.seconds)

    @property
    def gone(self) -> float:
        """The part of the time that is over; all of it where none was left from the start."""
        return min(1.0, self.seconds / self.limit) if self.limit > 0 else 1.0

    @property
    def over(self) -> bool:
        return self.left < 0.01

    def stage(self, name: str) -> None:
        if self._cancelled():
            raise Cancelled
        self._progress(name, self.gone)

    def part(self, limit: float) -> "Watch":
        """A watch for one of several questions, that ends no later than this one. What is told is
        still the part of the whole time."""
        return Watch(
            min(limit, self.left),
            self._cancelled,
            lambda stage, gone: self._progress(stage, self.gone),
        )
