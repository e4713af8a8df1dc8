"""Accounts, the people there, and products."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from audit.admin import ReadOnly
from crm.admin.parts import FoundByName, Logged, Vast
from crm.models import Account, AccountOwner, Contact, Product


class OwnerInline(ReadOnly, admin.TabularInline):
    """Follows from imports: each change of owner ends one row and begins another."""

    model = AccountOwner
    fields = ["rep", "valid"]
    ordering = ["-valid"]
    extra = 0


@admin.register(Account)
class AccountAdmin(FoundByName, Logged):
    list_display = ["name", "external_id", "owner", "territory", "industry", "country"]
    list_select_related = ["owner", "territory"]
    autocomplete_fields = ["owner", "territory", "parent"]
    inlines = [OwnerInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The CRM's own key ties the next import to this row; owners have a history."""
        return ["external_id", "owner"] if obj else []


@admin.register(Contact)
class ContactAdmin(Vast, Logged):
    list_display = ["name", "title", "account", "email", "external_id"]
    list_select_related = ["account"]
    search_fields = ["external_id__exact", "name__istartswith", "email__istartswith"]
    autocomplete_fields = ["account"]
    ordering = ["-pk"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["external_id"] if obj else []


@admin.register(Product)
class ProductAdmin(Vast, Logged):
    list_display = ["name", "family", "external_id"]
    list_filter = ["family"]
    search_fields = ["name", "family", "external_id"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["external_id"] if obj else []
