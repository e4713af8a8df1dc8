"""Everybody grows by the same share: pᵢ (1 + g), with g = G ÷ Σ p − 1.

Whoever sold nothing the year before gets nothing: for new people take another method.
"""

from planning.core.allocation.method import Method, _, figures, in_proportion

METHOD = Method(
    label=_("Uniform growth"),
    formula=_("own result of the year before × (1 + growth of the whole)"),
    amounts=lambda total, children, mix: in_proportion(total, figures(children, "prior")),
    needs=("prior",),
)
