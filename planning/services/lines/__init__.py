"""The figures of a plan: what comes from above, what managers propose, and how gaps are closed.
Each is stored with who said it and why, and none overwrites the other."""

from planning.services.lines.allocating import allocate, take_back
from planning.services.lines.closing import close_gap
from planning.services.lines.figures import lock, set_many, set_planned
from planning.services.lines.proposing import propose, propose_many

__all__ = [
    "allocate",
    "close_gap",
    "lock",
    "propose",
    "propose_many",
    "set_many",
    "set_planned",
    "take_back",
]
