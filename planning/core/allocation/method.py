"""A method of allocation, what it goes by, and the rule that all methods share: the total is exact.

A method only says how large the parts are to each other. Locked children keep what they have; the
rest of the total is shared out among the others in whole cents by largest remainder
(`kernel.money.split`), so that the children add up to the total whatever the method.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kernel.money import split

CENT = Decimal("0.01")
HALF = Decimal("0.5")
ZERO = Decimal(0)


def _(text: str) -> str:
    """Marks a text for translation; it has the name that makemessages looks for."""
    return text


@dataclass(frozen=True, slots=True)
class Basis:
    """What is known of one child. None is unknown, which is not 0.

    `prior`: result of the year before the plan. `growth`: by how much that was above the year
    before it (an amount or a share, as long as it is the same for all). `potential`: what its
    market could buy in a year. `ratio`: a weight that somebody typed. `current`: the goal it has
    now, which a `locked` child keeps.
    """

    id: Hashable
    prior: Decimal | None = None
    growth: Decimal | None = None
    potential: Decimal | None = None
    ratio: Decimal | None = None
    current: Decimal | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a method cannot be used. `text` is to be translated; `ids`: whom it is about, if it is
    about some and not about the whole."""

    text: str
    ids: tuple[Hashable, ...] = ()


class CannotAllocate(ValueError):
    """The method cannot give an amount to each child; `problems` says all that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.text for problem in problems))
        self.problems = list(problems)


MISSING = {
    "prior": _("The result of the year before is unknown."),
    "growth": _("The growth of the year before is unknown."),
    "potential": _("The potential is unknown."),
    "ratio": _("The ratio is missing."),
}
NEGATIVE = _("A figure that the method goes by is below 0.")
NOTHING = _("All figures that the method goes by are 0.")
BELOW = _("The method would give an amount below 0.")
LOCKED_UNKNOWN = _("A locked amount is missing.")
LOCKED_MORE = _("The locked amounts are more than the whole.")
ALL_LOCKED = _("Everything is locked, and it does not add up to the whole.")
NOBODY = _("There is nobody to share it among.")
MIX = _("The part of history must be between 0 and 1.")

# Exact amounts for a total and free children, in their order; they add up to the total.
type Amounts = Callable[[Decimal, Sequence[Basis], Decimal], list[Decimal]]


@dataclass(frozen=True, slots=True)
class Method:
    """`needs`: the figures of a Basis that must be known of every free child. `signed`: those of
    them that may be below 0. `mixed`: whether it takes `mix`, the part of history (0 to 1)."""

    label: str
    formula: str
    amounts: Amounts
    needs: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    mixed: bool = False

    def problems(
        self, total: Decimal, children: Sequence[Basis], mix: Decimal = HALF
    ) -> list[Problem]:
        """All that stands in the way; empty when `shares` will answer."""
        found = [*_of_locks(total, children), *self._of_figures(children)]
        if self.mixed and not 0 <= mix <= 1:
            found.append(Problem(MIX))
        free = [child for child in children if not child.locked]
        if found or not free:
            return found
        amounts = self.amounts(_rest(total, children), free, mix)
        if below := [c.id for c, a in zip(free, amounts, strict=False) if a < 0]:
            return [Problem(BELOW, tuple(below))]
        if _rest(total, children) and not any(amounts):
            return [Problem(NOTHING)]
        return []

    def shares(
        self,
        total: Decimal,
        children: Sequence[Basis],
        *,
        mix: Decimal = HALF,
        quantum: Decimal = CENT,
    ) -> list[Decimal]:
        """An amount for each child, in their order, adding up to `total` exactly.

        `quantum`: the least step, 1 for units. Raises CannotAllocate.
        """
        if problems := self.problems(total, children, mix):
            raise CannotAllocate(problems)
        free = [child for child in children if not child.locked]
        rest = _rest(total, children)
        amounts = self.amounts(rest, free, mix) if free else []
        parts = iter(split(rest, amounts, quantum) if rest else [ZERO] * len(free))
        cents = 0 * quantum  # 850.00 and not 8.5E+2
        return [(c.current or ZERO) if c.locked else next(parts) + cents for c in children]

    def _of_figures(self, children: Sequence[Basis]) -> Iterable[Problem]:
        free = [child for child in children if not child.locked]
        for need in self.needs:
            if unknown := [c.id for c in free if getattr(c, need) is None]:
                yield Problem(MISSING[need], tuple(unknown))
            elif need not in self.signed and (
                below := [c.id for c in free if getattr(c, need) < 0]
            ):
                yield Problem(NEGATIVE, tuple(below))


def figures(children: Sequence[Basis], name: str) -> list[Decimal]:
    """One figure of each; `problems` has made sure that it is known."""
    return [getattr(child, name) for child in children]


def in_proportion(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """total · w ÷ Σ w, unrounded; nothing at all where no weight is."""
    whole = sum(weights, ZERO)
    return [total * w / whole if whole else ZERO for w in weights]


def _rest(total: Decimal, children: Sequence[Basis]) -> Decimal:
    """What the locked leave over."""
    return total - sum((c.current or ZERO for c in children if c.locked), ZERO)


def _of_locks(total: Decimal, children: Sequence[Basis]) -> Iterable[Problem]:
    if not children:
        yield Problem(NOBODY)
        return
    if unknown := [c.id for c in children if c.locked and c.current is None]:
        yield Problem(LOCKED_UNKNOWN, tuple(unknown))
        return
    rest = _rest(total, children)
    if rest < 0:
        yield Problem(LOCKED_MORE, tuple(c.id for c in children if c.locked))
    elif rest and all(c.locked for c in children):
        yield Problem(ALL_LOCKED)
