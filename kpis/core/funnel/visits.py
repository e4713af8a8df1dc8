"""What one visit of a stage says, as arrays: one place of the array is one visit or skipped stage.

`entered` is true for the first entry of a deal to the stage only: passing, loss and value are said
there. Time and moves are said of every visit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

BITS = (
    "entered",
    "passed",
    "lost",  # the deal was lost, and never passed the stage
    "skipped",
    "leaked",  # the deal was lost from here: each lost deal once
    "undecided",
    "unreasoned",
    "moved",
    "back",
    "over",  # the visit has ended
)
PLACES = ("made", "entered", "ended")


@dataclass(frozen=True)
class Visits:
    """`step` from 0; `days` of the visit so far, −1 for a skipped stage; `units` of 1/10,000.

    `month` and `node` say for each of PLACES where the row counts: −1 for nowhere. `key` is the
    number of the part (segment, say) the deal belongs to.
    """

    step: Ints
    bits: Ints
    days: Ints
    units: Ints
    month: dict[str, Ints]
    node: dict[str, Ints]
    key: Ints

    def says(self, bit: str) -> Bools:
        return (self.bits & (1 << BITS.index(bit))) > 0
