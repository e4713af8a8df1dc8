"""Teams, territories, and who belongs to them when."""

from typing import Any

from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.admin_parts import Logged, ask, page_of
from audit.admin_tree import InTree
from teams import facts
from teams.admin.inlines import NewOfTeam, OfTeam, TeamsBelow
from teams.forms.organisation import CoverageForm, EndForm, MembershipForm, NodeForm
from teams.models import Coverage, Membership, Team, Territory
from teams.services.structure import leave_team


class TreeAdmin(InTree, Logged):
    """A list in the order of the tree, indented."""

    form = NodeForm
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name", "slug", "external_id"]
    autocomplete_fields = ["parent"]
    list_select_related = ["parent"]
    exclude = ["run"]


@admin.register(Team)
class TeamAdmin(TreeAdmin):
    list_display = ["branch", "slug", "leaders", "members", "external_id"]
    inlines = [TeamsBelow, OfTeam, NewOfTeam]

    def parts_of(self, obj: Any) -> list[Model]:
        return [*obj.memberships.all()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        today = facts.today()
        leads = Membership.objects.filter(team=OuterRef("pk"), leads=True, valid__contains=today)
        here = Q(memberships__leads=False, memberships__valid__contains=today)
        return (
            super()
            .get_queryset(request)
            .annotate(
                led_by=ArraySubquery(leads.order_by("rep__name").values("rep__name")),
                members=Count("memberships", filter=here),
            )
        )

    @admin.display(description=gettext_lazy("led today by"))
    def leaders(self, team: Any) -> str:
        return ", ".join(team.led_by)

    @admin.display(description=gettext_lazy("people today"), ordering="members")
    def members(self, team: Any) -> int:
        return int(team.members)


@admin.register(Territory)
class TerritoryAdmin(TreeAdmin):
    list_display = ["branch", "slug", "external_id"]


class DatedList(Logged):
    """Rows of a rep over days. Stored rows are removed or ended, never rewritten."""

    exclude = ["run"]
    search_fields = ["rep__name", "rep__external_id"]
    autocomplete_fields = ["rep"]

    @admin.display(description=gettext_lazy("from"), ordering="valid__startswith")
    def since(self, row: Any) -> Any:
        return row.valid.lower

    @admin.display(description=gettext_lazy("to (exclusive)"), ordering="valid__endswith")
    def until(self, row: Any) -> Any:
        return row.valid.upper


class Now(admin.SimpleListFilter):
    """Where the row stands today."""

    title = gettext_lazy("time")
    parameter_name = "now"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("now", _("today")), ("past", _("ended")), ("planned", _("planned"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = facts.today()
        narrowed = {
            "now": Q(valid__contains=today),
            "past": Q(valid__endswith__lte=today),
            "planned": Q(valid__startswith__gt=today),
        }
        return queryset.filter(narrowed.get(self.value() or "", Q()))


@admin.register(Membership)
class MembershipAdmin(DatedList):
    form = MembershipForm
    list_display = ["rep", "team", "leads", "since", "until"]
    list_select_related = ["rep", "team"]
    list_filter = [Now, "leads", ("team", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["rep__name", "rep__external_id", "team__name"]
    autocomplete_fields = ["rep", "team"]
    actions = ["end"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A stored membership is moved or ended from a date; the links say how."""
        return ["rep", "team", "leads", "valid", "ways"] if obj else []

    @admin.display(description=gettext_lazy("change from a date"))
    def ways(self, row: Membership) -> SafeString:
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("admin:teams_rep_move", args=[row.rep_id]),
            _("Move to another team"),
            reverse("admin:teams_membership_end", args=[row.pk]),
            _("End"),
        )

    @admin.action(description=gettext_lazy("End on a date…"), permissions=["change"])
    def end(self, request: HttpRequest, queryset: QuerySet[Membership]) -> HttpResponse:
        chosen = request.POST.getlist("_selected_action")
        return self._ask_end(request, queryset, {"action": ["end"], "_selected_action": chosen})

    def get_urls(self) -> list[URLPattern]:
        one = page_of(self, self.end_one)
        return [path("<int:pk>/end/", one, name="teams_membership_end"), *super().get_urls()]

    def end_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._ask_end(request, Membership.objects.filter(pk=pk), {})

    def _ask_end(
        self, request: HttpRequest, rows: QuerySet[Membership], hidden: dict[str, Any]
    ) -> HttpResponse:
        return ask(
            self,
            request,
            title=_("End on a date"),
            form_class=EndForm,
            about=list(rows.select_related("rep", "team")),
            act=lambda row, details: leave_team(by=request.user, membership=row, **details),
            done=_("%(n)s ended. The days before stay as they were."),
            hidden=hidden,
        )


@admin.register(Coverage)
class CoverageAdmin(DatedList):
    form = CoverageForm
    list_display = ["rep", "territory", "since", "until"]
    list_select_related = ["rep", "territory"]
    list_filter = [Now, ("territory", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["rep__name", "rep__external_id", "territory__name"]
    autocomplete_fields = ["rep", "territory"]
