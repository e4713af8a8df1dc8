"""The answer of the optimiser: who should hold what, how good that is, and why each move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from territories.core.balance import Balance

type Status = Literal["optimal", "feasible", "infeasible", "cancelled", "time_limit"]
type Blocking = Literal[
    "tolerance", "locks", "full", "unit", "family", "cap", "moves", "disruption", "nowhere"
]
type Cause = Literal["required", "forbidden", "family", "place", "objective"]
type How = Literal["held", "mended", "impossible"]


@dataclass(frozen=True, slots=True)
class Move:
    """A unit that changes hands, with the facts of a sentence that says why.

    `nearer`: by how much its cost falls (negative: rises). `giver` and `receiver`: how far the two
    seats are off their target of `metric` before anything moves, as parts of it; None when unknown.
    `why`: what sends it: a pair that is `required`, the place it holds (`forbidden`), a `family`
    that comes together, the rest of a `place` that does, or the `objective`. `family`: those who
    move along with it or wait there. Nothing that moves is protected.
    """

    unit: str
    source: str
    target: str
    why: Cause
    nearer: float | None = None
    metric: str | None = None
    giver: float | None = None
    receiver: float | None = None
    value: float = 0.0
    family: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Connection:
    """How seats were made to hang together. `held`: proven that none that hangs together is better
    by more than the gap asks; `mended`: places were traded and pieces joined until they did, and
    the gap says what is not ruled out; `impossible`: proven that no plan keeps all rules and hangs
    together, so this one does not. `refused`: units that would otherwise have moved, and to which
    seat: they would lie apart there."""

    how: How
    refused: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why there is no answer, in numbers.

    `tolerance`: at `seat`, `metric` can come no nearer than `needed` (part of its target; as near
    as all rules together leave) while `allowed` was asked. `locks`: what is fixed there is alone
    `needed` × its target, and `allowed` × is the most. `full`: what is fixed there is alone
    `needed` of `metric`, above the cap `allowed`. `unit`, `family`: `units` alone weigh `needed` ×
    the target of any seat that may have them. `cap`: `needed` against `allowed` of `metric`.
    `moves`, `disruption`: at least `needed`. `nowhere`: no seat may have `units`.
    """

    kind: Blocking
    seat: str | None = None
    metric: str | None = None
    needed: float | None = None
    allowed: float | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """`objective` is in its own unit: cost, disruption, or the mean deviation from target. `gap`:
    by which part of it (of balance: by how much of a target) a better answer is not ruled out; None
    when nothing is known. `placed`: units that nobody held before. `split`: seats whose places do
    not hang together, where adjacency was given (`connection`), with the number of their pieces.
    `freed`: the rules of which dropping a single one would give an answer.
    """

    status: Status
    objective: float | None = None
    gap: float | None = None
    seconds: float = 0.0
    assignment: Mapping[str, str] = field(default_factory=dict)
    moves: Sequence[Move] = ()
    placed: Sequence[str] = ()
    balance: Mapping[str, Balance] = field(default_factory=dict)
    before: Mapping[str, Balance] = field(default_factory=dict)
    cost: float | None = None
    disruption: float = 0.0
    empty: Sequence[str] = ()
    split: Mapping[str, int] = field(default_factory=dict)
    connection: Connection | None = None
    binding: Sequence[tuple[str, str]] = ()
    blockers: Sequence[Blocker] = ()
    freed: Sequence[str] = ()

    @property
    def solved(self) -> bool:
        return bool(self.assignment)
