"""What could be sold to the accounts in a year."""

from territories.core.metric import Measure, _

MEASURE = Measure(
    label=_("Potential"),
    unit="money",
    head=_("Potential"),
    formula=_("What could be sold to the accounts in a year, as stated for each"),
    value="a.potential",
)
