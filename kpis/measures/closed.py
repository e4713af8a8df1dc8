"""Deals won or lost, on the day they closed."""

from kpis.core.reasons import UNDECIDED
from kpis.core.words import _
from kpis.queries.source import Source, Sum

WON = "d.status = 'won'"
LOST = "d.status = 'lost' AND d.qualified_on IS NOT NULL"
CYCLE = "d.status = 'won' AND d.qualified_on IS NOT NULL"
DRIFT = "d.status = 'won' AND d.value IS NOT NULL AND d.qualified_value > 0"
REASON = f"d.lost_reason ~* '{UNDECIDED}'"

SOURCE = Source(
    about=_("Deals won or lost, on the day they closed"),
    tables="{deals} d {splits}",
    day="d.closed_on",
    where="d.status IN ('won', 'lost')",
    by_day=("won_value",),
    sums={
        "won_value": Sum("{value}", WON, _("Value of deals won")),
        "won_count": Sum("{share}", WON, _("Deals won")),
        "won_square": Sum("{value} * {value}", WON, _("Squares of value won")),
        "won_created_month_value": Sum(
            "{value}", f"{WON} AND d.created_on >= b.start", _("Value won, created in the month")
        ),
        "won_created_quarter_value": Sum(
            "{value}",
            f"{WON} AND d.created_on >= b.quarter",
            _("Value won, created in the quarter"),
        ),
        "won_created_year_value": Sum(
            "{value}", f"{WON} AND d.created_on >= b.year", _("Value won, created in the year")
        ),
        "won_last_month_value": Sum(
            "{value}", f"{WON} AND d.closed_on >= b.last", _("Value won in the month's last third")
        ),
        "won_last_quarter_value": Sum(
            "{value}",
            f"{WON} AND d.closed_on >= b.quarter_last",
            _("Value won in the quarter's last third"),
        ),
        "won_last_year_value": Sum(
            "{value}",
            f"{WON} AND d.closed_on >= b.year_last",
            _("Value won in the year's last third"),
        ),
        "lost_count": Sum("{share}", LOST, _("Deals lost after qualification")),
        "lost_value": Sum("{value}", LOST, _("Value lost after qualification")),
        "lost_square": Sum("{value} * {value}", LOST, _("Squares of value lost")),
        "lost_all_count": Sum("{share}", "d.status = 'lost'", _("Deals lost")),
        "lost_reasoned_count": Sum(
            "{share}", "d.status = 'lost' AND d.lost_reason <> ''", _("Deals lost with a reason")
        ),
        "lost_undecided_count": Sum(
            "{share}", f"d.status = 'lost' AND {REASON}", _("Deals lost without a decision")
        ),
        "cycle_days": Sum(
            "{share} * (d.closed_on - d.qualified_on)",
            CYCLE,
            _("Days from qualification to the win"),
        ),
        "cycle_count": Sum("{share}", CYCLE, _("Deals won with a qualification day")),
        "drift_won_value": Sum("{value}", DRIFT, _("Value of deals won")),
        "drift_qualified_value": Sum(
            "round(d.qualified_value * {share}, 4)", DRIFT, _("Their value when qualified")
        ),
        "drift_count": Sum("{share}", DRIFT, _("Deals won with a value when qualified")),
        "push_count": Sum("{share} * d.pushes", "d.pushes > 0", _("Pushes of deals closed")),
        "closed_count": Sum("{share}", "TRUE", _("Deals closed")),
    },
)
