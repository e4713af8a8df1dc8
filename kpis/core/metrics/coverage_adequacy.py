"""K16 Coverage adequacy: coverage ÷ needed coverage. One is enough; use it instead of “3×”."""

from kpis.core.edges import covered
from kpis.core.metric import Metric, Term, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Coverage adequacy"),
    unit="ratio",
    better="higher",
    formula=_("Coverage ÷ needed coverage"),
    numerator=half(
        _("Value of open deals that usually wins"), Term("open_value", factor="usual_yield")
    ),
    denominator=half(_("Quota less value won"), "quota", Term("won_value", -1)),
    cases=half(_("Open deals"), "open_deals"),
    rule=covered,
    edges=_("“Covered” when nothing is missing to the quota. Usual yield is 1 ÷ needed coverage."),
)
