"""K5 Gap to quota: quota minus won value; negative is a surplus."""

from kpis.core.metric import Metric, Term, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Gap to quota"),
    unit="money",
    better="lower",
    formula=_("Quota − won value"),
    numerator=half(_("Quota less value won"), "quota", Term("won_value", -1)),
    edges=_("Negative is a surplus."),
)
