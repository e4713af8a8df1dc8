"""The policy for quotas; planned hires and ramps are on pages of their own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from audit.admin_parts import Logged
from planning.forms.policy import PolicyForm
from planning.models import Policy
from planning.services.policy import set_policy


@admin.register(Policy)
class PolicyAdmin(Logged):
    """Exactly one row: the list leads to it, it can't be added or removed."""

    form = PolicyForm

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        set_policy(by=request.user)  # there from now on
        return redirect("admin:planning_policy_change", 1)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """By the service, which logs it."""
        form.act(by=request.user)
