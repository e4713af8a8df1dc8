"""The rooms of the house in the order of the sidebar; every page's frame shows them by role."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy

from teams.access import LEADERS, OPERATORS
from ui.navigation import Entry

# Words are translated when they are shown, to the person who reads
_: Callable[[str], Any] = gettext_lazy

_LEADERS, _OPERATORS = frozenset(LEADERS), frozenset(OPERATORS)
_REPS = frozenset({"rep"})

ENTRIES: tuple[Entry, ...] = (
    Entry(
        _("Operations"),
        "list-checks",
        "dashboards:home",
        _OPERATORS,
        tab=True,
        under=("/runs/", "/start/"),
    ),
    Entry(_("Me"), "gauge", "dashboards:me", _REPS, tab=True),
    Entry(
        _("Performance"),
        "gauge",
        "dashboards:company",
        _LEADERS,
        tab=True,
        under=("/teams/", "/reps/", "/trends/"),
    ),
    Entry(_("Deals"), "funnel", "crm:deals", tab=True),
    Entry(_("Accounts"), "building-2", "crm:accounts", tab=True),
    Entry(_("Trends"), "chart-line", "dashboards:trends", _REPS, tab=True),
    Entry(_("Imports"), "database", "intake:list", _OPERATORS, under=("/imports/",)),
    Entry(_("My settings"), "user", "teams:profile", place="account"),
    Entry(_("How numbers are calculated"), "circle-question-mark", "kpis:metrics", place="account"),
    Entry(_("Administration"), "settings", "admin:index", _OPERATORS, place="account"),
)
