"""The rooms of the house in the order of the sidebar; every page's frame shows them by role."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy

from teams.core.access import LEADERS, OPERATORS, REP
from ui.navigation import Entry

# Words are translated when they are shown, to the person who reads
_: Callable[[str], Any] = gettext_lazy
SELLERS, LEAD, OPERATE = frozenset({REP}), frozenset(LEADERS), frozenset(OPERATORS)

# What stands in the tabs of Performance lights its entry.
PERFORMANCE = (
    "/performance/",
    "/teams/",
    "/reps/",
    "/compare/",
    "/trends/",
    "/coaching/",
    "/reviews/",
)
# Likewise of Pipeline.
PIPELINE = ("/hygiene/", "/plans/")

ENTRIES: tuple[Entry, ...] = (
    Entry(_("Operations"), "list-checks", "dashboards:home", OPERATE, tab=True, under=("/start/",)),
    Entry(_("My quarter"), "target", "dashboards:me", SELLERS, tab=True),
    Entry(_("Performance"), "gauge", "dashboards:company", LEAD, tab=True, under=PERFORMANCE),
    Entry(_("Pipeline"), "waypoints", "forecasting:movement", under=PIPELINE),
    Entry(_("Deals"), "funnel", "crm:deals", tab=True),
    Entry(_("Accounts"), "building-2", "crm:accounts", tab=True),
    Entry(_("Territories"), "map", "territories:models", LEAD),
    Entry(_("Quotas"), "goal", "planning:plans", LEAD),
    Entry(_("My place"), "users", "dashboards:compare", SELLERS),
    Entry(_("My book"), "map", "territories:book", SELLERS, under=("/territories/",)),
    Entry(_("Trends"), "trending-up", "dashboards:trends", SELLERS, tab=True),
    Entry(_("Imports"), "database", "intake:list", OPERATE),
    Entry(_("Profile"), "circle-user", "teams:profile", place="account"),
    Entry(_("How numbers are calculated"), "circle-question-mark", "kpis:metrics", place="account"),
    Entry(_("Runs"), "refresh-cw", "dashboards:runs", OPERATE, place="account"),
    Entry(_("First steps"), "list-checks", "dashboards:start", OPERATE, place="account"),
    Entry(_("Company"), "settings", "teams:company", OPERATE, place="account"),
    Entry(_("Administration"), "shield", "admin:index", OPERATE, place="account"),
)
