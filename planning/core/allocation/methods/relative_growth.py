"""The growth is shared out as the year before's growth was: pᵢ + (G − Σ p) · gᵢ ÷ Σ g.

One whose result fell takes away from its goal. Where the growth of all together is 0 or less there
is nothing to go by, and the method says so.
"""

from collections.abc import Sequence
from decimal import Decimal

from planning.core.allocation.method import Basis, Method, _, figures, in_proportion


def amounts(total: Decimal, children: Sequence[Basis], mix: Decimal) -> list[Decimal]:
    priors, growths = figures(children, "prior"), figures(children, "growth")
    if sum(growths) <= 0:
        return []
    more = in_proportion(total - sum(priors), growths)
    return [p + m for p, m in zip(priors, more, strict=True)]


METHOD = Method(
    label=_("Relative growth"),
    formula=_(
        "own result of the year before + growth of the whole × own growth of the year before ÷ "
        "that of all"
    ),
    amounts=amounts,
    needs=("prior", "growth"),
    signed=("growth",),
)
