"""K57 Hygiene: 100 less the share of open value that breaks rules of good upkeep, by their points.

A deal loses the points of the rules it breaks, of those of all rules that apply to it. The rules
are one file each in `operations/core/rules/` (see `kpis.core.upkeep`).
"""

from kpis.core.edges import out_of_hundred
from kpis.core.metric import Metric, Term, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Hygiene"),
    unit="score",
    better="higher",
    formula=_(
        "100 × (value of open deals − weighted value that breaks rules) ÷ value of open deals"
    ),
    numerator=half(_("Value in order"), "hygiene_value", Term("hygiene_lost_value", -1)),
    denominator=half(_("Value of all open deals"), "hygiene_value"),
    cases=half(_("All open deals"), "all_open_deals"),
    least_n=5,
    rule=out_of_hundred,
    edges=_("A deal without amount weighs as much as the median open deal."),
)
