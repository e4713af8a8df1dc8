"""What the admin pages of plans share: saved by services, closed with their model."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from audit.admin_parts import FIELDS, Logged
from teams import facts
from teams.services.refused import Refused
from territories.forms.tried import TriedSet
from territories.models import TerritoryModel
from versions.core import states

DRAFT = frozenset({states.DRAFT})
DATED = frozenset({states.DRAFT, states.ACTIVE})  # seats and exceptions change in force, too


class ByService(Logged):
    """Saved by the service that the form names, which logs it. What a service refuses although the
    form was fine (somebody else was faster) is said on the page."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = form.act(by=request.user).pk

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Others are there to be read."""
        formset.save()
        if isinstance(formset, TriedSet):
            formset.act(by=request.user)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.remove(request.user, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """All of them, or none when one is refused."""
        for obj in self.ends_first(queryset):
            self.remove(request.user, obj)

    def ends_first(self, queryset: QuerySet[Any]) -> Iterable[Any]:
        """In the order in which rows can be removed."""
        return queryset

    def again(self, request: HttpRequest, action: str) -> dict[str, Any]:
        """What the list page sent for an action, to be sent again with the answers."""
        chosen = request.POST.getlist("_selected_action")
        return {"action": [action], "_selected_action": chosen}

    def remove(self, by: Any, obj: Any) -> None:
        raise NotImplementedError

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._told(request, super().changeform_view, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._told(request, super().delete_view, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._told(request, super().changelist_view, *args, **kwargs)

    def _told(self, request: HttpRequest, page: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = page(request, *args, **kwargs)
        except Refused as why:
            messages.error(request, str(why))
            return HttpResponseRedirect(request.get_full_path())
        return answer


class OfModel(ByService):
    """Rows of a model: to read unless the model is in one of the states `open_in`."""

    open_in = DRAFT

    def model_of(self, obj: Any) -> TerritoryModel:
        model: TerritoryModel = obj.territory.model
        return model

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_open(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_open(obj)

    def _is_open(self, obj: Any) -> bool:
        return obj is None or self.model_of(obj).state in self.open_in


class OfTerritory(admin.TabularInline):
    """Rows on the page of a territory; to read unless its model is in one of these states."""

    open_in = DRAFT
    extra = 0
    formfield_overrides = FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Each row is called after its territory."""
        return super().get_queryset(request).select_related("territory")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and self._is_open(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_open(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_open(obj)

    def _is_open(self, obj: Any) -> bool:
        return obj is not None and obj.model.state in self.open_in


class Over(admin.SimpleListFilter):
    """Where the row stands today."""

    title = _("time")
    parameter_name = "now"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("now", _("today")), ("past", _("ended")), ("planned", _("planned"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = facts.today()
        narrowed: dict[str, dict[str, Any]] = {
            "now": {"valid__contains": today},
            "past": {"valid__endswith__lte": today},
            "planned": {"valid__startswith__gt": today},
        }
        return queryset.filter(**narrowed.get(self.value() or "", {}))


class Spans:
    """Columns of dated rows."""

    @admin.display(description=_("from"), ordering="valid__startswith")
    def since(self, row: Any) -> Any:
        return row.valid.lower

    @admin.display(description=_("to (exclusive)"), ordering="valid__endswith")
    def until(self, row: Any) -> Any:
        return row.valid.upper
