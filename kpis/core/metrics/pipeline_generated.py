"""K18 Pipeline generated: first qualified value of deals that first qualified in the period."""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Pipeline generated"),
    unit="money",
    better="higher",
    formula=_("Value at qualification of deals that first qualified in the period"),
    numerator=half(_("Value when qualified"), "generated_value"),
    cases=half(_("Deals qualified"), "generated_count"),
    edges=_(
        "Counted once, on first entry to a qualifying stage; a deal that is opened again does "
        "not count again."
    ),
)
