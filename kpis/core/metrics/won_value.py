"""K1 Won value (bookings): what was won in the period, credited by share, at the closing rate."""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Won value"),
    unit="money",
    better="higher",
    formula=_("Sum of the value of deals won in the period, by share of credit"),
    numerator=half(_("Value of deals won"), "won_value"),
    cases=half(_("Deals won"), "won_count"),
    edges=_(
        "A reversal counts in the period in which it is made; other currencies at the rate of "
        "the closing day."
    ),
)
