"""Plans, their goals and lines, to read: figures change on the pages of the plan."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from audit.admin import ReadInline, ReadOnly
from planning.models import LineChange, PlanEvent, PlanGoal, QuotaLine, QuotaPlan
from ui.paging import BoundedPaginator


class Events(ReadInline):
    model = PlanEvent
    fields = ["at", "kind", "by", "words"]


class Goals(ReadInline):
    model = PlanGoal
    fields = ["measure", "product_family", "segment", "weights_from", "weights_years"]


@admin.register(QuotaPlan)
class QuotaPlanAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["name", "state", "since", "until", "n_lines", "edits", "by", "at"]
    list_filter = ["state"]
    list_select_related = ["by"]
    search_fields = ["name", "note"]
    fields = [
        *("name", "note", "state", "days", "active"),
        *("territory_model", "based_on", "proposals_by", "edits", "by"),
    ]
    inlines = [Goals, Events]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(n_lines=Count("goals__lines"))

    @admin.display(description=_("lines"), ordering="n_lines")
    def n_lines(self, plan: Any) -> int:
        return int(plan.n_lines)

    @admin.display(description=_("from"), ordering="days__startswith")
    def since(self, plan: QuotaPlan) -> Any:
        return plan.days.lower

    @admin.display(description=_("to (exclusive)"), ordering="days__endswith")
    def until(self, plan: QuotaPlan) -> Any:
        return plan.days.upper


class Changes(ReadInline):
    model = LineChange
    fields = ["at", "column", "before", "after", "why", "by"]


@admin.register(QuotaLine)
class QuotaLineAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["__str__", "plan", "planned", "proposed", "closing", "locked", "version"]
    list_filter = [("goal__plan", admin.RelatedFieldListFilter), "closing", "locked"]
    list_select_related = ["goal__plan", "team", "territory", "rep"]
    search_fields = ["rep__name", "team__name", "territory__name"]
    inlines = [Changes]
    show_full_result_count = False
    paginator = BoundedPaginator

    @admin.display(description=_("quota plan"), ordering="goal__plan")
    def plan(self, line: QuotaLine) -> QuotaPlan:
        return line.goal.plan
