"""People with a sign-in, and reps."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ActionLocation
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from audit.admin_parts import Logged, ask, page_of
from teams import facts
from teams.admin.inlines import Absences, NewOfRep, OfRep
from teams.forms.organisation import MoveForm, NewUserForm, UserForm
from teams.models import Membership, Rep, User
from teams.services.people import last_administrator_problem
from teams.services.structure import move_member


@admin.register(User)
class PersonAdmin(Logged, UserAdmin):
    form = UserForm
    add_form = NewUserForm
    list_display = ["email", "name", "role", "rep_name", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["email", "name", "rep__name", "rep__external_id"]
    ordering = ["name", "email"]
    filter_horizontal = []
    list_select_related = ["rep"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name"]}),
        (pgettext_lazy("what a person may do", "May"), {"fields": ["role", "is_active"]}),
        (gettext_lazy("Choices"), {"fields": ["language", "theme", "time_zone"]}),
        (gettext_lazy("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "role"]}),
        (
            gettext_lazy("Password"),
            {"fields": ["usable_password", "password1", "password2"]},
        ),
    ]

    @admin.display(description=gettext_lazy("rep"), ordering="rep__name")
    def rep_name(self, user: User) -> str:
        return str(user.rep) if hasattr(user, "rep") else ""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rather take away the sign-in; and never remove the last administrator."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and last_administrator_problem(obj, "", False))

    def get_actions(
        self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """One by one, so that nobody removes the last administrator in a list."""
        actions = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions


class HomeToday(admin.SimpleListFilter):
    """The team of today, without what is below it."""

    title = gettext_lazy("team today")
    parameter_name = "team"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", _("no team")), *((t.slug, t.name) for t in facts.team_facts())]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Rep]) -> QuerySet[Rep]:
        here = Membership.objects.filter(leads=False, valid__contains=facts.today())
        if self.value() == "none":
            return queryset.exclude(pk__in=here.values("rep"))
        if self.value():
            return queryset.filter(pk__in=here.filter(team__slug=self.value()).values("rep"))
        return queryset


@admin.register(Rep)
class RepAdmin(Logged):
    list_display = [
        "name",
        "external_id",
        "team_today",
        "title",
        "segment",
        "user",
        "hired_on",
        "left_on",
        "participates",
    ]
    list_filter = [
        HomeToday,
        "participates",
        ("left_on", admin.EmptyFieldListFilter),
        ("user", admin.EmptyFieldListFilter),
        "segment",
    ]
    search_fields = ["name", "external_id", "email"]
    list_select_related = ["user"]
    autocomplete_fields = ["user"]
    exclude = ["run"]
    inlines = [OfRep, NewOfRep, Absences]
    actions = ["move"]
    change_form_template = "admin/teams/rep_change_form.html"

    def parts_of(self, obj: Rep) -> list[Model]:
        return [*obj.memberships.all(), *obj.absences.all()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rep]:
        home = Membership.objects.filter(
            rep=OuterRef("pk"), leads=False, valid__contains=facts.today()
        )
        return super().get_queryset(request).annotate(home=Subquery(home.values("team__name")[:1]))

    @admin.display(description=gettext_lazy("team today"), ordering="home")
    def team_today(self, rep: Any) -> str:
        return rep.home or ""

    @admin.action(description=gettext_lazy("Move to a team from a date…"), permissions=["change"])
    def move(self, request: HttpRequest, queryset: QuerySet[Rep]) -> HttpResponse:
        chosen = request.POST.getlist("_selected_action")
        return self._ask_move(request, queryset, {"action": ["move"], "_selected_action": chosen})

    def get_urls(self) -> list[URLPattern]:
        one = page_of(self, self.move_one)
        return [path("<int:pk>/move/", one, name="teams_rep_move"), *super().get_urls()]

    def move_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._ask_move(request, Rep.objects.filter(pk=pk), {})

    def _ask_move(
        self, request: HttpRequest, reps: QuerySet[Rep], hidden: dict[str, Any]
    ) -> HttpResponse:
        return ask(
            self,
            request,
            title=_("Move to a team from a date"),
            form_class=MoveForm,
            about=list(reps),
            act=lambda rep, details: move_member(by=request.user, rep=rep, **details),
            done=_("%(n)s moved. What was before that day stays as it was."),
            hidden=hidden,
        )
