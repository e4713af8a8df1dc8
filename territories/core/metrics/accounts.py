"""How many accounts there are."""

from territories.core.metric import Measure, _

MEASURE = Measure(
    label=_("Accounts"),
    unit="count",
    head=_("Accounts"),
    formula=_("The number of accounts, each member of a family by itself"),
    value="1",
)
