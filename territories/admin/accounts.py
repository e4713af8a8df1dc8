"""Accounts that are named, locked, or excepted from the rules."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from territories.admin.parts import DATED, FIELDS, OfModel, Over, Spans
from territories.forms.seats import ExceptionForm, LockForm, NamedForm
from territories.models import AccountException, AccountLock, NamedAccount, TerritoryModel
from territories.services import editing
from ui.paging import BoundedPaginator
from versions.core import states


class OfAccount(OfModel):
    """As many rows as a plan has accounts: counts end at the paginator's limit."""

    show_full_result_count = False
    paginator = BoundedPaginator
    autocomplete_fields = ["territory", "account"]
    list_select_related = ["account", "territory__model"]
    list_filter = [("territory__model", admin.RelatedFieldListFilter)]
    search_fields = ["account__external_id__exact", "account__name__istartswith"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Another account or place is another row."""
        return ["territory", "account"] if obj else []

    def parts_of(self, obj: Any) -> list[Model]:
        return [obj.account]

    @admin.display(description=gettext_lazy("model"))
    def model_name(self, row: Any) -> str:
        return self.model_of(row).name


@admin.register(NamedAccount)
class NamedAccountAdmin(OfAccount):
    form = NamedForm
    list_display = ["account", "territory", "why", "model_name"]

    def remove(self, by: Any, obj: Any) -> None:
        editing.unname_account(by=by, named=obj)


@admin.register(AccountLock)
class AccountLockAdmin(OfAccount):
    form = LockForm
    list_display = ["account", "reason", "by", "at", "model"]
    list_select_related = ["account", "by", "model"]
    list_filter = [("model", admin.RelatedFieldListFilter)]
    autocomplete_fields = ["account"]
    fields = ["model", "account", "reason"]

    def model_of(self, obj: Any) -> TerritoryModel:
        model: TerritoryModel = obj.model
        return model

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["model", "account"] if obj else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "model":
            kwargs["queryset"] = TerritoryModel.objects.filter(state=states.DRAFT)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def remove(self, by: Any, obj: Any) -> None:
        editing.unlock_account(by=by, lock=obj)


@admin.register(AccountException)
class AccountExceptionAdmin(Spans, OfAccount):
    form = ExceptionForm
    formfield_overrides = FIELDS
    open_in = DATED
    list_display = ["account", "territory", "reason", "since", "until", "by", "model_name"]
    list_filter = [Over, ("model", admin.RelatedFieldListFilter)]

    def remove(self, by: Any, obj: Any) -> None:
        editing.remove_exception(by=by, exception=obj)
