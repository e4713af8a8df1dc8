"""The policy; and what the pages of a plan write, to read: holds, proposals."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from audit.admin import ReadOnly
from territories.admin.parts import ByService, Over, Spans
from territories.forms.policy import PolicyForm
from territories.models import Hold, Policy, Proposal, ProposedMove
from ui.paging import BoundedPaginator


@admin.register(Policy)
class PolicyAdmin(ByService):
    """Exactly one row: the list leads to it, it can't be added or removed."""

    form = PolicyForm

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("admin:territories_policy_change", 1)


@admin.register(Hold)
class HoldAdmin(Spans, ReadOnly, admin.ModelAdmin):
    list_display = ["__str__", "reason", "words", "since", "until", "credit_until", "by"]
    list_filter = [Over, "reason"]
    list_select_related = ["account", "deal", "rep", "by"]
    search_fields = ["account__name__istartswith", "account__external_id__exact", "rep__name"]
    date_hierarchy = "at"


@admin.register(Proposal)
class ProposalAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["number", "model", "below", "status", "objective", "gap", "seconds", "by", "at"]
    list_filter = [("model", admin.RelatedFieldListFilter), "status"]
    list_select_related = ["model", "below", "by"]
    search_fields = ["number", "fingerprint"]
    date_hierarchy = "at"


@admin.register(ProposedMove)
class ProposedMoveAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["account", "source", "target", "proposal", "decision", "decided_by"]
    list_filter = ["decision", ("proposal__model", admin.RelatedFieldListFilter)]
    list_select_related = ["account", "source", "target", "proposal__model", "decided_by"]
    search_fields = ["account__name__istartswith", "account__external_id__exact"]
    show_full_result_count = False
    paginator = BoundedPaginator
