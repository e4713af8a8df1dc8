"""What is being negotiated now. No open deal is 0; deals of which no value is known are unknown."""

from territories.core.metric import Measure, _

MEASURE = Measure(
    label=_("Open pipeline"),
    unit="money",
    head=_("Open pipeline"),
    formula=_("Value of all open deals of the accounts, whatever their close date"),
    value="CASE WHEN d.open_count > 0 THEN d.open_value ELSE 0 END",
)
