"""K27 Concentration: share of the three largest deals in the weighted open pipeline.

Weighted by the stated chance, else by the stage's usual chance.
"""

from kpis.core.edges import concentrated
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Concentration"),
    unit="percent",
    better="lower",
    formula=_("Weighted value of the three largest open deals ÷ weighted open pipeline"),
    numerator=half(_("Three largest, weighted"), "top_three_value"),
    denominator=half(_("Open deals, weighted"), "weighted_value"),
    cases=half(_("Open deals"), "open_deals"),
    least_n=4,
    rule=concentrated,
    edges=_("Marked above 40%."),
)
