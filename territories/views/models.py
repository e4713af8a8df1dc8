"""All models of the territory plan, the one in force first; and a new one."""

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
from teams.access import LEADERS, OPERATORS, requires
from teams.services.refused import Refused
from territories.facts import models as facts
from territories.facts.checks import some
from territories.forms.plans import EMPTY, STATED, ModelForm
from territories.services import plans
from territories.tables.models import ModelTable
from territories.views import frame
from ui import formats
from ui.components import Action, Crumb, Empty
from ui.pages import ListPage
from versions.core import states

ORDER = (states.ACTIVE, states.APPROVED, states.IN_REVIEW, states.DRAFT, states.ARCHIVED)
PLACE = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(ORDER)))


class Models(ListPage):
    """What is in force, what comes next, what is being worked on, what was."""

    name = "territories:models"
    title = gettext_lazy("Territories")
    table = ModelTable

    def rows(self, request: HttpRequest) -> Any:
        rows = facts.models(request.access)  # type: ignore[attr-defined]
        return rows.annotate(parts=Count("territories"), made_on=Cast("at", DateField())).order_by(
            PLACE, "-starts_on", "-pk"
        )

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(name__icontains=text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        plans_ = request.access.may("plan")  # type: ignore[attr-defined]
        new = Action(_("New model"), reverse("territories:new"), "plus", "primary")
        return {"lede": _lede(), "actions": (new,) if plans_ else (), "empty": _empty(plans_)}


models = requires(*LEADERS)(Models.as_view())


def _lede() -> str:
    today = teams.facts.today()
    now, following = facts.in_force(today), facts.next_one(today)
    said = []
    if now is None:
        said.append(_("No plan is in force: what there is, is what the CRM states."))
    else:
        day = formats.day_long(now.active.lower)
        said.append(_("“%(name)s” is in force since %(day)s.") % {"name": now.name, "day": day})
    if following is not None:
        day = formats.day_long(following.starts_on)
        said.append(_("“%(name)s” starts on %(day)s.") % {"name": following.name, "day": day})
    return " ".join(said)


def _empty(may_plan: bool) -> Empty:
    href = reverse("territories:new")
    start = Action(_("Start a plan from what the CRM states"), f"{href}?begins={STATED}")
    blank = Action(_("Start with an empty plan"), f"{href}?begins={EMPTY}")
    return Empty(
        _("No territory plan yet"),
        _("A plan says who covers which accounts from when. It is drawn, compared and approved "
          "before anything changes."),
        "map",
        (start, blank) if may_plan else (),
    )  # fmt: skip


@requires(*OPERATORS)
def new(request: HttpRequest) -> HttpResponse:
    """A model from what the CRM states, from another model, or from nothing."""
    today, known = teams.facts.today(), facts.models().values_list("pk", "name")
    wanted = {"begins": request.GET.get("begins", STATED)}
    form = ModelForm(request.POST or None, models=known, today=today, initial=wanted)
    if request.method == "POST" and form.is_valid():
        try:
            model = _made(request, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("territories:model", model.pk)
    crumbs = frame.crumbs(Crumb(_("New model")))
    context = {"title": _("New model"), "crumbs": crumbs, "form": form, "page_class": "narrow"}
    return render(request, "territories/new.html", context)


def _made(request: HttpRequest, *, begins: str, **given: Any) -> Any:
    """The new model; what should be looked at is said beside it."""
    if begins == EMPTY:
        return plans.create(by=request.user, **given)
    if begins != STATED:
        source = facts.models().get(pk=begins)
        return plans.copy(by=request.user, model=source, **given)
    stated = plans.from_stated(by=request.user, **given)
    shared = _("The CRM states several people for %(names)s: they share evenly for now.")
    vacant = _("Nobody covers %(names)s: there is an open seat.")
    for text, names in ((shared, stated.shared), (vacant, stated.open)):
        if names:
            messages.warning(request, text % {"names": some(names)})
    return stated.model
