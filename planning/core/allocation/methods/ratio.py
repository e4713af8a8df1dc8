"""In proportion to weights that somebody typed: G · rᵢ ÷ Σ r."""

from planning.core.allocation.method import Method, _, figures, in_proportion

METHOD = Method(
    label=_("By ratio"),
    formula=_("goal × own ratio ÷ sum of ratios"),
    amounts=lambda total, children, mix: in_proportion(total, figures(children, "ratio")),
    needs=("ratio",),
)
