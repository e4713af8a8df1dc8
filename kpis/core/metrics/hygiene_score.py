"""K57 Hygiene: 100 less the weighted share of open value that breaks rules of good upkeep.

Points lost: no amount 20, overdue 20, no next step 15, stale 15, longer in its stage than nine of
ten deals 10, pushed three times 10, no contact 5, amount out of the ordinary 5.
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
