"""K24 Pull-in: share of won value from deals that were due after the period when it began."""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Pull-in"),
    unit="percent",
    better="neither",
    formula=_(
        "Value won in the period from deals that were due after its end when it began ÷ won value"
    ),
    numerator=half(_("Value won of deals due later"), "won_pulled_value"),
    denominator=half(_("Value of deals won"), "won_value"),
    cases=half(_("Deals won"), "won_count"),
    least_n=5,
    edges=_(
        "Deals created in the period do not count, nor do dates moved within it. Credited and "
        "valued as won; the close date at the start is what is now known of that day, changes "
        "recorded later included."
    ),
)
