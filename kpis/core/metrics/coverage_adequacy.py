"""K16 Coverage adequacy: coverage ÷ needed coverage. One is enough; use it instead of “3×”."""

from kpis.core.edges import covered
from kpis.core.metric import Metric, Term, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Coverage adequacy"),
    unit="ratio",
    better="higher",
    formula=N_("Coverage ÷ needed coverage"),
    numerator=half(
        N_("Value of open deals that usually wins"), Term("open_value", factor="usual_yield")
    ),
    denominator=half(N_("Quota less value won"), "quota", Term("won_value", -1)),
    cases=half(N_("Open deals"), "open_deals"),
    rule=covered,
    edges=N_("“Covered” when nothing is missing to the quota. Usual yield is 1 ÷ needed coverage."),
)
