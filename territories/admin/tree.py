"""Planned territories: one tree for each model, with rules, seats and exceptions of each."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.admin_parts import ask
from audit.admin_tree import InTree
from teams import facts
from territories.admin.parts import DATED, OfModel, OfTerritory
from territories.facts.rules import in_words
from territories.forms.rules import RuleNumber, RuleSet
from territories.forms.seats import (
    ExceptionRow,
    ExceptionSet,
    NamedRow,
    NamedSet,
    SeatRow,
    SeatSet,
)
from territories.forms.tree import TerritoryForm, under
from territories.models import (
    AccountException,
    NamedAccount,
    PlannedTerritory,
    Rule,
    Seat,
    TerritoryModel,
)
from territories.services import editing
from versions.core import states


class Seats(OfTerritory):
    """In force: only those of today and later; what is over stands below, to read."""

    model = Seat
    form = SeatRow
    formset = SeatSet
    open_in = DATED
    fields = ["role", "rep", "share", "valid"]
    autocomplete_fields = ["rep"]
    ordering = ["role", "valid", "-share"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seat]:
        shown = ~Q(territory__model__state__in=[states.ACTIVE, states.ARCHIVED])
        shown |= Q(valid__upper_inf=True) | Q(valid__endswith__gt=facts.today())
        return super().get_queryset(request).filter(shown).select_related("role", "rep")


class PastSeats(OfTerritory):
    model = Seat
    open_in = frozenset()
    fields = ["role", "rep", "share", "valid"]
    ordering = ["-valid"]
    verbose_name_plural = gettext_lazy("seats of the past")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seat]:
        rows = super().get_queryset(request).select_related("role", "rep")
        return rows.filter(
            territory__model__state__in=[states.ACTIVE, states.ARCHIVED],
            valid__endswith__lte=facts.today(),
        )


class Rules(OfTerritory):
    """Their numbers and notes; a rule's conditions have a page, which also previews them."""

    model = Rule
    form = RuleNumber
    formset = RuleSet
    fields = ["kind", "number", "asks", "note"]
    readonly_fields = ["kind", "asks"]
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("accounts with"))
    def asks(self, rule: Rule) -> str:
        return rule_in_words(rule)


def rule_in_words(rule: Rule) -> str:
    without = in_words(rule.exclude)
    words = {"include": in_words(rule.include), "exclude": without}
    return _("%(include)s, but not: %(exclude)s") % words if without else words["include"]


class Named(OfTerritory):
    model = NamedAccount
    form = NamedRow
    formset = NamedSet
    fields = ["account", "why"]
    autocomplete_fields = ["account"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[NamedAccount]:
        return super().get_queryset(request).select_related("account")


class Exceptions(OfTerritory):
    model = AccountException
    form = ExceptionRow
    formset = ExceptionSet
    open_in = DATED
    fields = ["account", "reason", "valid"]
    autocomplete_fields = ["account"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccountException]:
        return super().get_queryset(request).select_related("account")


@admin.register(PlannedTerritory)
class PlannedTerritoryAdmin(InTree, OfModel):
    form = TerritoryForm
    open_in = DATED
    list_display = ["branch", "slug", "role", "target", "held_by", "model"]
    list_filter = [("model", admin.RelatedFieldListFilter), "role"]
    list_select_related = ["model", "role"]
    search_fields = ["name", "slug"]
    actions = ["move"]
    inlines = [Seats, Rules, Named, Exceptions, PastSeats]
    change_form_template = "admin/territories/territory_change_form.html"

    def model_of(self, obj: Any) -> TerritoryModel:
        model: TerritoryModel = obj.model
        return model

    def remove(self, by: Any, obj: Any) -> None:
        editing.remove_territory(by=by, territory=obj)

    def ends_first(self, queryset: QuerySet[Any]) -> list[Any]:
        """Those below first, so that whole branches can go."""
        return sorted(queryset, key=lambda row: -row.depth)

    def parts_of(self, obj: Any) -> list[Any]:
        return [
            *obj.seats.all(),
            *obj.rules.all(),
            *obj.named.all(),
            *obj.exceptions.all(),
        ]

    # The page of one territory -------------------------------------------------------------------

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """A territory is made first, then furnished."""
        if obj is None:
            return []
        begun = obj.model.state in (states.ACTIVE, states.ARCHIVED)
        return [one for one in self.inlines if begun or one is not PastSeats]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["model", "name", "slug", "parent", "role", "target", "country", "state"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The short name ties it to other models; in force, the territory itself stays."""
        if obj is None:
            return []
        if obj.model.state == states.DRAFT:
            return ["model", "slug"]
        return [*self.get_fields(request, obj)]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.model.state == states.DRAFT)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        drafts = TerritoryModel.objects.filter(state=states.DRAFT)
        newest = drafts.values_list("pk", flat=True).first()
        return {"model": newest} | super().get_changeform_initial_data(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """To choose from elsewhere: territories of models that can still be edited."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(model__state__in=DATED)
        return super().get_search_results(request, queryset, search_term)

    # The list ------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One tree at a time: that of the newest model unless another was chosen."""
        newest = TerritoryModel.objects.values_list("pk", flat=True).first()
        if newest and not request.GET and request.method == "GET":
            return HttpResponseRedirect(f"{request.path}?model__id__exact={newest}")
        return super().changelist_view(request, *args, **kwargs)

    def nodes(self, request: HttpRequest) -> QuerySet[Any]:
        """Those of the chosen model. Only the list has an order of its own."""
        match = request.resolver_match
        if match is None or not str(match.url_name).endswith("_changelist"):
            return super().nodes(request).none()
        chosen = request.GET.get("model__id__exact", "")
        rows = super().nodes(request).order_by("model", "name", "pk")
        return rows.filter(model=int(chosen)) if chosen.isdecimal() else rows

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("seats__rep")

    @admin.display(description=gettext_lazy("seats"))
    def held_by(self, territory: Any) -> str:
        """Who sits there when the model starts, or today."""
        day = max(facts.today(), territory.model.starts_on or facts.today())
        here = [seat for seat in territory.seats.all() if day in seat.valid]
        return ", ".join(str(seat.rep or _("Open seat")) for seat in here)

    @admin.action(description=gettext_lazy("Move under another territory…"), permissions=["change"])
    def move(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        rows = list(queryset)
        models = {row.model_id for row in rows}
        if len(models) != 1:
            self.message_user(request, _("Choose territories of one model."), level="error")
            return None
        return ask(
            self,
            request,
            title=_("Move under another territory"),
            form_class=under(models.pop()),
            about=rows,
            act=lambda row, said: editing.place_territory(by=request.user, territory=row, **said),
            done=_("%(n)s moved."),
            hidden=self.again(request, "move"),
        )
