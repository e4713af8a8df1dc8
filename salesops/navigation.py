"""The rooms of the house in the order of the sidebar; every page's frame shows them by role."""

from django.utils.translation import gettext_lazy as _

from ui.navigation import Entry

LEADERS = frozenset({"manager", "operations", "finance", "executive", "administrator"})
OPERATORS = frozenset({"operations", "administrator"})

ENTRIES = (
    Entry(
        _("Performance"),
        "gauge",
        "dashboards:home",
        tab=True,
        under=("/performance/", "/me/", "/start/", "/explain/"),
    ),
    Entry(_("Pipeline"), "funnel", "crm:deals", tab=True),
    Entry(_("Accounts"), "building-2", "crm:accounts", tab=True),
    Entry(_("Teams"), "network", "dashboards:teams", LEADERS),
    Entry(_("Reps"), "users", "dashboards:reps", LEADERS),
    Entry(_("Trends"), "trending-up", "dashboards:trends", tab=True),
    Entry(_("Operations"), "database", "intake:list", OPERATORS, under=("/imports/", "/runs/")),
    Entry(_("My settings"), "user", "teams:profile", place="account"),
    Entry(_("Two-factor sign-in"), "shield-check", "mfa_index", place="account"),
    Entry(_("Where I am signed in"), "monitor-smartphone", "usersessions_list", place="account"),
    Entry(_("How numbers are calculated"), "circle-question-mark", "kpis:metrics", place="account"),
    Entry(_("Administration"), "settings", "admin:index", OPERATORS, place="account"),
)
