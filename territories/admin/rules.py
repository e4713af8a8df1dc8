"""Rules: conditions as rows, and what a rule would move, to see before it is saved."""

from itertools import count
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.admin_parts import ask
from territories.admin.parts import OfModel
from territories.admin.tree import rule_in_words
from territories.forms.rules import NumberForm, RuleForm, ToTerritoryForm
from territories.models import Rule
from territories.services import editing


@admin.register(Rule)
class RuleAdmin(OfModel):
    form = RuleForm
    list_display = ["__str__", "territory", "kind", "number", "asks", "note", "model_name"]
    list_filter = [("territory__model", admin.RelatedFieldListFilter), "kind"]
    list_select_related = ["territory__model"]
    search_fields = ["territory__name", "territory__slug", "note"]
    autocomplete_fields = ["territory"]
    fields = ["territory", "kind", "number", "include", "exclude", "note"]
    actions = ["renumber", "copy"]
    change_form_template = "admin/territories/rule_change_form.html"

    def parts_of(self, obj: Any) -> list[Any]:
        return []

    def remove(self, by: Any, obj: Any) -> None:
        editing.remove_rule(by=by, rule=obj)

    @admin.display(description=gettext_lazy("accounts with"))
    def asks(self, rule: Rule) -> str:
        return rule_in_words(rule)

    @admin.display(description=gettext_lazy("model"), ordering="territory__model")
    def model_name(self, rule: Rule) -> str:
        return rule.territory.model.name

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """To read, conditions are sentences."""
        if obj and not self.has_change_permission(request, obj):
            return ["territory", "kind", "number", "asks", "note"]
        return super().get_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        closed = obj and not self.has_change_permission(request, obj)
        return ["asks"] if closed else []

    # Several at once -----------------------------------------------------------------------------

    @admin.action(description=gettext_lazy("Number anew…"), permissions=["change"])
    def renumber(self, request: HttpRequest, queryset: QuerySet[Rule]) -> HttpResponse:
        """In the order in which they are tried now."""
        places = count()

        def act(rule: Rule, said: dict[str, Any]) -> None:
            number = said["start"] + next(places) * said["step"]
            editing.change_rule(by=request.user, rule=rule, number=number, reason=said["reason"])

        return ask(
            self,
            request,
            title=_("Number anew"),
            form_class=NumberForm,
            about=list(queryset.order_by("kind", "number", "pk")),
            act=act,
            done=_("%(n)s numbered."),
            hidden=self.again(request, "renumber"),
        )

    @admin.action(description=gettext_lazy("Copy to another territory…"), permissions=["change"])
    def copy(self, request: HttpRequest, queryset: QuerySet[Rule]) -> HttpResponse:
        return ask(
            self,
            request,
            title=_("Copy to another territory"),
            form_class=ToTerritoryForm,
            about=list(queryset),
            act=lambda rule, said: editing.copy_rules(by=request.user, rules=[rule], **said),
            done=_("%(n)s copied."),
            hidden=self.again(request, "copy"),
        )
