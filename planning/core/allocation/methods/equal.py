"""Everybody gets the same: G ÷ n. It ignores what each has to sell to."""

from decimal import Decimal

from planning.core.allocation.method import Method, _, in_proportion

METHOD = Method(
    label=_("Equal parts"),
    formula=_("goal ÷ number of holders"),
    amounts=lambda total, children, mix: in_proportion(total, [Decimal(1)] * len(children)),
)
