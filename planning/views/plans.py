"""All quota plans, the published one first; and a new one."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Case, Count, DateField, Value, When
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import teams.facts
import territories.facts.models as models
from planning import words
from planning.facts import plans as facts
from planning.forms.plans import EMPTY, LAST, TEAMS, NewPlanForm
from planning.services import plans as services
from planning.tables.plans import PlanTable
from planning.views import frame
from teams.access import LEADERS, OPERATORS, requires
from teams.services.refused import Refused
from ui.components import Action, Crumb, Empty
from ui.pages import ListPage
from versions.core import states

ORDER = (states.ACTIVE, states.APPROVED, states.IN_REVIEW, states.DRAFT, states.ARCHIVED)
PLACE = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(ORDER)))


class Plans(ListPage):
    """What is published, what comes next, what is being worked on, what was."""

    name = "planning:plans"
    title = gettext_lazy("Quotas")
    table = PlanTable

    def rows(self, request: HttpRequest) -> Any:
        rows = facts.plans(request.access)  # type: ignore[attr-defined]
        rows = rows.annotate(n_goals=Count("goals"), made_on=Cast("at", DateField()))
        return rows.order_by(PLACE, "-days", "-pk")

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(name__icontains=text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        may_plan = request.access.may("plan")  # type: ignore[attr-defined]
        new = Action(_("New plan"), reverse("planning:new"), "plus", "primary")
        return {"lede": _lede(), "actions": (new,) if may_plan else (), "empty": _empty(may_plan)}


plans = requires(*LEADERS)(Plans.as_view())


def _lede() -> str:
    now = facts.published(teams.facts.today())
    if now is None:
        return _("No plan is published for today: quotas are those that were loaded or typed.")
    return _("“%(name)s” is published for %(days)s.") % {"name": now.name, "days": words.span(now)}


def _empty(may_plan: bool) -> Empty:
    href = reverse("planning:new")
    last = Action(_("Start from last year's quotas"), f"{href}?begins={LAST}")
    blank = Action(_("Start with an empty plan"), f"{href}?begins={EMPTY}")
    return Empty(
        _("No quota plan yet"),
        _("A plan says what the company, its teams and its people are to reach in a year. It is "
          "shared out, proposed against, reviewed and approved before anybody is told."),
        "target",
        (last, blank) if may_plan else (),
    )  # fmt: skip


@requires(*OPERATORS)
def new(request: HttpRequest) -> HttpResponse:
    """A plan from last year's quotas, from another plan, or from nothing."""
    form = NewPlanForm(
        request.POST or None,
        calendar=teams.facts.company().calendar,
        today=teams.facts.today(),
        plans=facts.plans().values_list("pk", "name"),
        models=models.models().values_list("pk", "name"),
        initial={"begins": request.GET.get("begins", LAST)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            plan = _made(request, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The draft is made."))
            return redirect("planning:plan", plan.pk)
    crumbs = frame.crumbs(Crumb(_("New plan")))
    context = {"title": _("New plan"), "crumbs": crumbs, "form": form, "page_class": "narrow"}
    return render(request, "planning/new.html", context)


def _made(
    request: HttpRequest, *, begins: str, year: Any, growth: Any, rests_on: str, **given: Any
) -> Any:
    given |= {"by": request.user, "start": year.start, "end": year.end}
    if begins not in (EMPTY, LAST):
        return services.copy(plan=facts.plans().get(pk=begins), **given)
    model = None if rests_on == TEAMS else models.models().get(pk=rests_on)
    if begins == EMPTY:
        return services.create(territory_model=model, **given)
    return services.from_last_year(
        growth=Decimal(growth or 0) / 100, territory_model=model, **given
    )
