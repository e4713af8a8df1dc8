"""Seats and roles. A stored seat is handed over or ended from a day, divided on its territory."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.admin_parts import ask, page_of
from audit.admin_tree import InTree
from territories.admin.parts import DATED, ByService, OfModel, Over, Spans
from territories.forms.seats import EndSeat, HandOverSeat
from territories.forms.tree import RoleForm
from territories.models import SalesRole, Seat
from territories.services import editing


@admin.register(Seat)
class SeatAdmin(Spans, OfModel):
    open_in = DATED
    list_display = ["who", "role", "share", "territory", "since", "until", "model_name"]
    list_select_related = ["rep", "role", "territory__model"]
    list_filter = [
        Over,
        ("territory__model", admin.RelatedFieldListFilter),
        "role",
        ("rep", admin.EmptyFieldListFilter),
    ]
    search_fields = ["rep__name", "rep__external_id", "territory__name", "territory__slug"]
    fields = ["territory", "role", "rep", "share", "valid", "ways"]
    readonly_fields = ["territory", "role", "rep", "share", "valid", "ways"]
    actions = ["end", "hand_over"]

    @admin.display(description=gettext_lazy("person"), ordering="rep__name")
    def who(self, seat: Seat) -> str:
        return str(seat.rep or _("Open seat"))

    @admin.display(description=gettext_lazy("model"), ordering="territory__model")
    def model_name(self, seat: Seat) -> str:
        return seat.territory.model.name

    def has_add_permission(self, request: HttpRequest) -> bool:
        """On the page of its territory, where all shares are."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def parts_of(self, obj: Any) -> list[Model]:
        return [obj.territory]

    @admin.display(description=gettext_lazy("change from a day"))
    def ways(self, seat: Seat) -> SafeString:
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("admin:territories_seat_hand_over", args=[seat.pk]),
            _("Hand over"),
            reverse("admin:territories_seat_end", args=[seat.pk]),
            _("End"),
            reverse("admin:territories_plannedterritory_change", args=[seat.territory_id]),
            _("Divide, on the territory"),
        )

    def get_urls(self) -> list[URLPattern]:
        end = page_of(self, lambda request, pk: self._ask_end(request, self._one(pk)))
        over = page_of(self, lambda request, pk: self._ask_hand_over(request, self._one(pk)))
        return [
            path("<int:pk>/end/", end, name="territories_seat_end"),
            path("<int:pk>/hand-over/", over, name="territories_seat_hand_over"),
            *super().get_urls(),
        ]

    @admin.action(description=gettext_lazy("End on a day…"), permissions=["change"])
    def end(self, request: HttpRequest, queryset: QuerySet[Seat]) -> HttpResponse:
        return self._ask_end(request, queryset, self.again(request, "end"))

    @admin.action(description=gettext_lazy("Hand over from a day…"), permissions=["change"])
    def hand_over(self, request: HttpRequest, queryset: QuerySet[Seat]) -> HttpResponse:
        return self._ask_hand_over(request, queryset, self.again(request, "hand_over"))

    def _one(self, pk: int) -> QuerySet[Seat]:
        return Seat.objects.filter(pk=pk)

    def _ask_end(
        self, request: HttpRequest, seats: QuerySet[Seat], hidden: Any = None
    ) -> HttpResponse:
        return ask(
            self,
            request,
            title=_("End on a day"),
            form_class=EndSeat,
            about=list(seats.select_related("territory__model", "rep", "role")),
            act=lambda seat, said: editing.end_seat(by=request.user, seat=seat, **said),
            done=_("%(n)s ended. The days before stay as they were."),
            hidden=hidden,
        )

    def _ask_hand_over(
        self, request: HttpRequest, seats: QuerySet[Seat], hidden: Any = None
    ) -> HttpResponse:
        def act(seat: Seat, said: dict[str, Any]) -> None:
            rep = said["rep"]
            editing.hand_over_seat(
                by=request.user,
                seat=seat,
                rep_id=rep and rep.pk,
                on=said["on"],
                reason=said["reason"],
            )

        return ask(
            self,
            request,
            title=_("Hand over from a day"),
            form_class=HandOverSeat,
            about=list(seats.select_related("territory__model", "rep", "role")),
            act=act,
            done=_("%(n)s handed over. The days before stay as they were."),
            hidden=hidden,
        )


@admin.register(SalesRole)
class SalesRoleAdmin(InTree, ByService):
    form = RoleForm
    list_display = ["branch", "slug", "owns_accounts"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["parent"]
    list_select_related = ["parent"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Who owns accounts is handed to another role, never to none."""
        if obj is None:
            return []
        return ["slug", "owns_accounts"] if obj.owns_accounts else ["slug"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and obj.owns_accounts)

    def remove(self, by: Any, obj: Any) -> None:
        editing.remove_role(by=by, role=obj)
