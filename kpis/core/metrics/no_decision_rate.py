"""K31 No decision: share of lost deals whose reason says that nobody decided, or time ran out."""

from kpis.core.edges import reasons_missing
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("No decision"),
    unit="percent",
    better="lower",
    formula=_("Deals lost without a decision ÷ deals lost"),
    numerator=half(_("Lost without a decision"), "lost_undecided_count"),
    denominator=half(_("Deals lost"), "lost_all_count"),
    cases=half(_("Deals lost"), "lost_all_count"),
    least_n=20,
    rule=reasons_missing,
    inputs=("lost_reasoned_count",),
    edges=_(
        "Deals without a reason count as decided; when they are more than a fifth it is said. "
        "Unknown when no lost deal has a reason."
    ),
)
