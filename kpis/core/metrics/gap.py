"""K5 Gap to quota: quota minus won value; negative is a surplus."""

from kpis.core.metric import Metric, Term, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Gap to quota"),
    unit="money",
    better="lower",
    formula=N_("Quota − won value"),
    numerator=half(N_("Quota less value won"), "quota", Term("won_value", -1)),
    edges=N_("Negative is a surplus."),
)
