"""Narrowing the deal list. Without a status it shows open deals; `status=all` shows all."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from crm.core.warnings import OFTEN_PUSHED, STALE_DAYS
from crm.filters import choices
from crm.filters.narrowing import Narrowing, select
from teams import facts as teams
from ui.components import Tab

STATUSES = [
    ("open", _("Open deals")),
    ("won", _("Won")),
    ("lost", _("Lost")),
    ("all", _("Open and closed")),
]
WATCHES = [
    ("overdue", _("Close date has passed")),
    ("silent", _("No activity for two weeks")),
    ("no_next_step", _("No next step")),
    ("pushed", _("Pushed three times or more")),
    ("no_amount", _("No amount")),
]


class DealFilters(Narrowing):
    status = select(_("Status"), None, choices=STATUSES, method="by_status")
    scope = select(_("Team"), _("All teams"), method="in_scope")
    stage = select(_("Stage"), _("All stages"), method="in_stage")
    p = select(_("Closes in"), _("Closes at any time"), method="closing")
    watch = select(_("Look at"), _("All is shown"), choices=WATCHES, method="watched")
    territory = select(_("Territory"), _("All territories"), method="in_territory")
    created = select(_("Created in"), _("Created at any time"), method="created_in")
    min = django_filters.NumberFilter("value", "gte", label=_("Amount from"), min_value=0)
    max = django_filters.NumberFilter("value", "lte", label=_("Amount to"), min_value=0)

    rare = ("stage", "territory", "created", "min", "max")
    offered = {
        "scope": lambda self, asked: choices.scopes(self.request.access, asked),
        "stage": lambda self, asked: choices.stages(self.named, asked),
        "p": lambda _self, asked: choices.periods(asked),
        "territory": lambda self, _asked: choices.territories(self.named),
        "created": lambda _self, asked: choices.periods(asked),
    }

    def filter_queryset(self, queryset: Any) -> QuerySet[Any]:
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("status") else rows.open()

    def by_status(self, rows: QuerySet[Any], _name: str, status: str) -> QuerySet[Any]:
        return rows if status == "all" else rows.filter(status=status)

    def in_stage(self, rows: QuerySet[Any], _name: str, named: str) -> QuerySet[Any]:
        known = [one for one in self.named if one.what == "stage"]
        return rows.filter(stage__in=[o.id for o in known if named in (o.slug, str(o.id))])

    def closing(self, rows: Any, _name: str, text: str) -> QuerySet[Any]:
        period = choices.period_of(text)
        return rows.closing_in(period.start, period.end) if period else rows

    def created_in(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        period = choices.period_of(text)
        if period is None:
            return rows
        return rows.filter(created_on__gte=period.start, created_on__lt=period.end)

    def watched(self, rows: Any, _name: str, what: str) -> QuerySet[Any]:
        today = teams.today()
        found: dict[str, Any] = {
            "overdue": lambda: rows.overdue(today),
            "silent": lambda: rows.silent(today, STALE_DAYS),
            "no_next_step": lambda: rows.without_next_step(today),
            "pushed": lambda: rows.open().filter(pushes__gte=OFTEN_PUSHED),
            "no_amount": lambda: rows.open().filter(amount=None),
        }
        return found[what]()

    def active(self) -> list[Tab]:
        """Open is where the list starts; indented team names lose their indent."""
        found = super().active()
        if self.form.cleaned_data.get("status") == "open":
            found = found[1:]
        return [Tab(str(tab.text).replace("\u2003", ""), tab.href) for tab in found]
