"""The growth goes where the market has room: pᵢ + (G − Σ p) · (Pᵢ − pᵢ) ÷ Σ (P − p).

Where all together sell what their markets could buy there is no room, and the method says so.
"""

from collections.abc import Sequence
from decimal import Decimal

from planning.core.allocation.method import Basis, Method, _, figures, in_proportion


def amounts(total: Decimal, children: Sequence[Basis], mix: Decimal) -> list[Decimal]:
    priors, potentials = figures(children, "prior"), figures(children, "potential")
    room = [big - p for big, p in zip(potentials, priors, strict=True)]
    if sum(room) <= 0:
        return []
    more = in_proportion(total - sum(priors), room)
    return [p + m for p, m in zip(priors, more, strict=True)]


METHOD = Method(
    label=_("Market potential"),
    formula=_(
        "own result of the year before + growth of the whole × own room (potential − result) ÷ "
        "room of all"
    ),
    amounts=amounts,
    needs=("prior", "potential"),
)
