"""Models of the plan. What happens to one (review, approval, start) happens on its own pages."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from audit.admin import ReadInline
from territories.admin.parts import DRAFT, OfModel
from territories.forms.policy import ModelForm
from territories.models import ModelEvent, TerritoryModel


class Events(ReadInline):
    """What was said and decided; never edited."""

    model = ModelEvent
    fields = ["at", "kind", "by", "words"]


@admin.register(TerritoryModel)
class TerritoryModelAdmin(OfModel):
    form = ModelForm
    open_in = DRAFT
    list_display = ["name", "state", "starts_on", "since", "until", "size", "by", "at"]
    list_filter = ["state"]
    list_select_related = ["by"]
    search_fields = ["name", "note"]
    fields = ["name", "note", "starts_on", "state", "based_on", "by", "at"]
    readonly_fields = ["state", "based_on", "by", "at"]
    inlines = [Events]
    change_form_template = "admin/territories/model_change_form.html"

    def model_of(self, obj: Any) -> TerritoryModel:
        model: TerritoryModel = obj
        return model

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A model begins on its own pages: from the CRM, or as a copy."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Somebody built it and others refer to it: a draft that is given up stays a draft."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(size=Count("territories"))

    def parts_of(self, obj: Any) -> list[Model]:
        return [*obj.territories.all()]

    @admin.display(description=gettext_lazy("territories"), ordering="size")
    def size(self, model: Any) -> int:
        return int(model.size)

    @admin.display(description=gettext_lazy("in force from"), ordering="active")
    def since(self, model: TerritoryModel) -> Any:
        return model.active and model.active.lower

    @admin.display(description=gettext_lazy("to (exclusive)"))
    def until(self, model: TerritoryModel) -> Any:
        return model.active and model.active.upper
