"""Is the CRM in order: the score, the rules, who has nothing to fix, and the deals to fix."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import kpis.facts
import teams.facts
from operations.asks.plans import plans_of
from operations.facts import hygiene as facts
from operations.facts.plans import open_state
from operations.filters.hygiene import RuleFilter
from operations.services import hygiene as services
from operations.tables.hygiene import ToFixTable
from operations.views import hygiene_parts as parts
from operations.views.frame import scopes, tabs
from teams.access import EVERYONE, requires, scope_or_404
from teams.core.scope import Scope
from ui import formats
from ui.components import Crumb, Empty
from ui.freshness import Freshness
from ui.pages import ListPage

MOST_PLANS = 6


class Hygiene(ListPage):
    """The deals to fix of a company, team or person; above them what they are together."""

    name = "operations:hygiene"
    title = gettext_lazy("CRM hygiene")
    table = ToFixTable
    filters = RuleFilter
    order = "-at_stake"
    hidden = ("fix",)
    most = 2_000
    template = "operations/hygiene.html"
    search_label = gettext_lazy("Deal name or CRM id")
    request: Any

    @cached_property
    def scope(self) -> Scope:
        """Rows are listed as they are today, so whose rows one sees today decides."""
        today, access = teams.facts.today(), self.request.access
        days = (today, today + timedelta(1))
        key, home = self.request.GET.get("scope", "").strip(), access.home_scope()
        if not key and access.sees_scope(home, *days):
            return home
        scope = scope_or_404(self.request, key or home.key, *days)
        if scope.kind == "territory":
            raise Http404(_("Upkeep is not told by territory."))
        return scope

    @cached_property
    def check(self) -> Any:
        return services.latest()

    @cached_property
    def page(self) -> parts.Page:
        return parts.page(self.request, self.scope, self.check)

    def rows(self, request: HttpRequest) -> Any:
        found = facts.to_fix(self.scope) if self.check else facts.to_fix(self.scope).none()
        found = found.annotate(plan_state=open_state())
        return found.select_related("account", "owner", "stage")

    def search(self, rows: Any, text: str) -> Any:
        return rows.named(text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        page, rules = self.page, parts.rules(self.page)
        return {
            "lede": parts.lede(page),
            "crumbs": (Crumb(str(self.title)), Crumb(self.scope.name)),
            "tabs": tabs(request, "hygiene"),
            "scope": self.scope,
            "unit": formats.money_unit(),
            "scopes": scopes(page.access, self.scope, page.standings.below),
            "tiles": parts.tiles(page),
            "rules": rules,
            "finding": parts.finding(rules),
            "below": parts.below(page),
            "zero_board": parts.zero_board(page),
            "note": parts.note(page),
            "plans": plans_of(page.access, MOST_PLANS),
            "freshness": Freshness.of(request, computing=kpis.facts.computing()),
            "foot": parts.foot(page),
        }

    def _table(self, request: HttpRequest, rows: Any) -> ToFixTable:
        """The rows of a scope and of a rule have been counted: not again."""
        table: Any = super()._table(request, rows)
        if not request.GET.get("q", "").strip():
            table.known = self.page.count(request.GET.get("rule", ""))
        return table

    @property
    def empty(self) -> Empty:  # type: ignore[override]
        text = _("No open deal of %(scope)s breaks a rule.") % {"scope": self.scope.name}
        return Empty(_("Nothing to fix"), text, "circle-check")


@requires(*EVERYONE)
def hygiene(request: HttpRequest) -> Any:
    """A rep sees their own deals, a manager those of their teams, the others everybody's."""
    return Hygiene.as_view(request=request)(request)
