"""Pipeline generated: deals on the day they first qualified, at their value of that day."""

from kpis.core.cohort import HORIZON
from kpis.core.words import _
from kpis.queries.source import Source, Sum

SOURCE = Source(
    about=_("Deals on the day they first qualified"),
    tables="{deals} d {splits}",
    day="d.qualified_on",
    sums={
        "generated_value": Sum(
            "round(d.qualified_value * {share}, 4)", "TRUE", _("Value when qualified")
        ),
        "generated_count": Sum("{share}", "TRUE", _("Deals qualified")),
        "cohort_won_count": Sum(
            "{share}",
            f"d.status = 'won' AND d.closed_on - d.qualified_on <= {HORIZON}",
            _("Of these, won within 180 days"),
        ),
    },
)
