"""What is usual for a person: their own past, drawn to their team's as long as it is short.

value = (own top + weight · team's value) ÷ (own cases + weight): as if so many cases of the team
were theirs too. With a beta or gamma prior of that strength it is the posterior mean; Efron,
Morris (1977), Scientific American 236 (5), 119-127, show why one's own average alone guesses worse.
The weights are the numbers of cases below which the KPIs themselves say "few".
"""

from dataclasses import dataclass
from decimal import Decimal

WEIGHTS = {"deal_value": 5, "win_rate": 20}


@dataclass(frozen=True, slots=True)
class Usual:
    """`leans`: the team's past weighs at least as much as their own."""

    value: Decimal
    leans: bool


def usual(own: tuple[Decimal, Decimal], team: tuple[Decimal, Decimal], weight: int) -> Usual | None:
    """From the halves (top, cases) of both; None when nobody has a case."""
    (top, cases), (above, all_cases) = own, team
    if all_cases <= 0:
        return Usual(top / cases, False) if cases > 0 else None
    middle = above / all_cases
    return Usual((top + weight * middle) / (cases + weight), cases < weight)
