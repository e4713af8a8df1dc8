"""K15 Needed coverage: how much pipeline past periods had, at this point, for each unit they won.

The inverse of the share (by value) of a past period's pipeline, as it stood this far into it, that
was won within the period. The range is Wilson's on the number of deals behind it, inverted.
"""

from kpis.core.edges import inverted_wilson
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Needed coverage"),
    unit="ratio",
    better="neither",
    formula=_("Past pipeline at this point of a period ÷ the part of it won in the period"),
    numerator=half(_("Pipeline at this point of past periods"), "lead_value"),
    denominator=half(_("Part of it won in the period"), "lead_won_value"),
    cases=half(_("Deals in that pipeline"), "lead_deals"),
    least_n=20,
    rule=inverted_wilson,
    edges=_("Up to eight past periods of the kind, as they stood at the same month of the period."),
)
