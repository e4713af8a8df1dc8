"""K18 Pipeline generated: first qualified value of deals that first qualified in the period."""

from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Pipeline generated"),
    unit="money",
    better="higher",
    formula=N_("Value at qualification of deals that first qualified in the period"),
    numerator=half(N_("Value when qualified"), "generated_value"),
    cases=half(N_("Deals qualified"), "generated_count"),
    edges=N_(
        "Counted once, on first entry to a qualifying stage; a deal that is opened again does "
        "not count again."
    ),
)
