"""Deals: described and shared here, everything with a history is the CRM's."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from audit.admin import ReadOnly
from audit.services import log
from crm.admin.parts import FoundByName, Logged, Vast
from crm.forms.splits import SplitFormSet
from crm.models import DealChange, Line, Opportunity, Split
from crm.services.edits import follow_edit

# What a person may describe here; every other field has a history or is derived.
DESCRIBED = (
    "account",
    "contact",
    "territory",
    "kind",
    "source",
    "segment",
    "term_months",
    "lost_reason",
)


class SplitInline(admin.TabularInline):
    """Revenue shares add up to 100, or there are none and the owner has all of it."""

    model = Split
    formset = SplitFormSet
    fields = ["rep", "kind", "share", "value"]
    readonly_fields = ["value"]
    autocomplete_fields = ["rep"]
    extra = 0


class LineInline(ReadOnly, admin.TabularInline):
    model = Line
    fields = ["product", "quantity", "unit_price", "unit_cost", "amount"]
    extra = 0


@admin.register(Opportunity)
class OpportunityAdmin(FoundByName, Logged):
    list_display = ["name", "external_id", "status", "stage", "owner", "value", "closing_on"]
    list_select_related = ["stage", "owner"]
    list_filter = ["status", "stage"]
    autocomplete_fields = ["account", "contact", "territory"]
    inlines = [SplitInline, LineInline]
    sortable_by = ["value", "closing_on"]
    exclude = ["run", "row_hash"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        names = [field.name for field in Opportunity._meta.fields if field.name not in self.exclude]
        told = [name for name in names if name not in DESCRIBED and name != "id"]
        return [*told, "history"]

    @admin.display(description=_("history"))
    def history(self, deal: Opportunity) -> str:
        """The changes are read on their own page: a long history is no form."""
        url = reverse("admin:crm_dealchange_changelist")
        return format_html('<a href="{}?opportunity={}">{}</a>', url, deal.pk, _("Changes"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Deals come by import."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A deal leaves by undoing the import that brought it: numbers of the past rest on it."""
        return False

    def view_on_site(self, obj: Opportunity) -> str:
        return reverse("crm:deal", args=[obj.pk])

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool
    ) -> None:
        """New shares get their value at once, and the log keeps the old ones; numbers follow."""
        deal = form.instance
        before = _shares(deal)
        super().save_related(request, form, formsets, change)
        after = _shares(deal)
        if before != after:
            log(by=request.user, act="share", obj=deal, before=before, after=after)
        if before != after or form.changed_data:
            follow_edit(deal, by=request.user)


def _shares(deal: Opportunity) -> dict[str, str]:
    rows = Split.objects.filter(opportunity=deal.pk).select_related("rep")
    return {f"{row.kind} {row.rep.name}": str(row.share) for row in rows}


@admin.register(DealChange)
class DealChangeAdmin(ReadOnly, Vast):
    """Append-only: what became true when, and since when it is known.

    Found from the deal (`?opportunity=ID`), or by its CRM id.
    """

    list_display = ["opportunity", "field", "old", "new", "effective_at", "recorded_at", "inferred"]
    list_select_related = ["opportunity"]
    list_filter = ["field", "inferred"]
    search_fields = ["opportunity__external_id__exact"]
    search_help_text = _("CRM id of the deal")
    ordering = ["-pk"]
