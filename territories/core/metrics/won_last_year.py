"""What the accounts bought lately. No won deal is 0; deals of which no value is known are
unknown."""

from territories.core.metric import Measure, _

MEASURE = Measure(
    label=_("Won last year"),
    unit="money",
    head=_("Won last year"),
    formula=_("Value of the deals that the accounts gave us in the twelve months before today"),
    value="CASE WHEN d.won_count > 0 THEN d.won_value ELSE 0 END",
)
