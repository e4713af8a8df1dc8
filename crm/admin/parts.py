"""What the admin pages of this app share: lists that never count everything, and the log."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from audit.services import log
from ui.paging import BoundedPaginator


class Vast(admin.ModelAdmin):
    """A list of any length: counts end at the paginator's limit, choices are looked up."""

    show_full_result_count = False
    paginator = BoundedPaginator
    list_per_page = 50
    list_max_show_all = 200
    exclude = ["run"]


class FoundByName(Vast):
    """Searched by the words of the name or the whole CRM id, as on the product's own lists."""

    search_fields = ["name"]
    search_help_text = _("CRM id, or words of the name")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.named(search_term), False  # type: ignore[attr-defined]


class Logged(admin.ModelAdmin):
    """Every change is also in the product's own log, with the values before and after."""

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        changed = form.changed_data
        before = {name: _text(form.initial.get(name)) for name in changed} if change else {}
        super().save_model(request, obj, form, change)
        after = {name: _text(form.cleaned_data.get(name)) for name in changed}
        if after:
            act = "change" if change else "create"
            log(by=request.user, act=act, obj=obj, before=before, after=after)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        log(by=request.user, act="remove", obj=obj, before={"name": str(obj)})
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            log(by=request.user, act="remove", obj=obj, before={"name": str(obj)})
        super().delete_queryset(request, queryset)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
