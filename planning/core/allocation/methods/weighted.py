"""Between history and potential: G · (λ · pᵢ ÷ Σ p + (1 − λ) · Pᵢ ÷ Σ P).

λ = 0 is a fair share of the market; λ = 1 is uniform growth.
"""

from collections.abc import Sequence
from decimal import Decimal

from planning.core.allocation.method import Basis, Method, _, figures, in_proportion


def amounts(total: Decimal, children: Sequence[Basis], mix: Decimal) -> list[Decimal]:
    past = in_proportion(total * mix, figures(children, "prior"))
    market = in_proportion(total * (1 - mix), figures(children, "potential"))
    return [a + b for a, b in zip(past, market, strict=True)]


METHOD = Method(
    label=_("Mix of history and potential"),
    formula=_("goal × (mix × share of past results + (1 − mix) × share of the potential)"),
    amounts=amounts,
    needs=("prior", "potential"),
    mixed=True,
)
