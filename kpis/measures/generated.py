"""Pipeline generated: deals on the day they first qualified, at their value of that day."""

from kpis.core.words import N_
from kpis.queries.source import Source, Sum

SOURCE = Source(
    about=N_("Deals on the day they first qualified"),
    tables="{deals} d {splits}",
    day="d.qualified_on",
    sums={
        "generated_value": Sum(
            "round(d.qualified_value * {share}, 4)", "TRUE", N_("Value when qualified")
        ),
        "generated_count": Sum("{share}", "TRUE", N_("Deals qualified")),
    },
)
