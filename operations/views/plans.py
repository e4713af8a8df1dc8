"""Plans for deals that slipped or are overdue: who was asked, what they answered, and asking."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm import facts as crm
from operations.facts import plans as facts
from operations.filters.plans import PlanFilter
from operations.services import plans as services
from operations.tables.plans import PlanTable
from operations.views.frame import tabs
from operations.views.plan_page import PlanPage
from teams.access import EVERYONE, requires
from ui.answering import answered
from ui.components import Empty
from ui.pages import ListPage


class Plans(ListPage):
    """Plans that are open, the most urgent first."""

    name = "operations:plans"
    title = gettext_lazy("Plans for deals")
    table = PlanTable
    filters = PlanFilter
    order = "due_on"
    search_label = gettext_lazy("Deal name")
    empty = Empty(
        gettext_lazy("No open plans"),  # type: ignore[arg-type]
        gettext_lazy("Managers ask for a plan where a deal slipped or is overdue."),  # type: ignore[arg-type]
        "clipboard-list",
    )

    def rows(self, request: HttpRequest) -> Any:
        return facts.plans(request.access)  # type: ignore[attr-defined]

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(deal__in=crm.opportunities().named(text).order_by().values("pk"))

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        lede = _("What managers asked owners of deals, and what they answered.")
        return {"lede": lede, "tabs": tabs(request, "plans")}


plans = requires(*EVERYONE)(Plans.as_view())


@requires(*EVERYONE)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said about one deal; a manager asks and closes, the owner answers."""
    access: Any = request.access  # type: ignore[attr-defined]
    deals = crm.opportunities(access, each=True).select_related("owner", "account", "stage")
    page = PlanPage(get_object_or_404(deals, pk=pk), access, request.POST or None)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in page.acts:
            raise PermissionDenied(_("This is not yours to do now."))
        if page.forms[act].is_valid():
            with answered(request, _("Saved.")):
                _do(act, page, request.user)
            return redirect("operations:plan", pk)
    return render(request, "operations/plan.html", page.context(request))


def _do(act: str, page: PlanPage, user: Any) -> None:
    said, deal = page.forms[act].cleaned_data, page.deal
    if page.plan is None:
        services.ask(deal_id=deal.pk, rep_id=deal.owner_id, by=user, **said)
    elif act == "answer":
        services.answer(plan=page.plan, by=user, **said)
    else:
        services.close(plan=page.plan, by=user, **said)
