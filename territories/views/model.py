"""One model: its tree with seats, where it stands, what people say, and the next step."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teams.access import LEADERS, OPERATORS, requires
from teams.services.refused import Refused
from territories.facts import models as facts
from territories.facts.otherwise import deals_otherwise, otherwise
from territories.forms.plans import PlanForm
from territories.models import ModelEvent
from territories.services import plans
from territories.told import told
from territories.views import frame, model_page
from ui import formats
from ui.answering import answered
from ui.components import Fact
from versions import steps
from versions.core import states
from versions.words import who

STEPS: steps.Services = {
    "submit": plans.submit,
    "send_back": plans.send_back,
    "approve": plans.approve,
    "revoke": plans.revoke,
}


@requires(*LEADERS)
def model(request: HttpRequest, pk: int) -> HttpResponse:
    """The tree on a day (`?as_of=` for a model that is or was in force)."""
    row = frame.model_or_404(request, pk)
    day = frame.as_of(request, row)
    tree = model_page.tree(row, day)
    context = (
        frame.heading(request, row, "model")
        | {
            "lede": model_page.lede(row, tree),
            "tree": tree,
            "day": day,
            "day_said": formats.day_long(day),
            "acts": model_page.acts(row, request.access),  # type: ignore[attr-defined]
            "told": [told(event) for event in facts.events(row.pk)[: steps.LATEST]],
            "stances": [
                Fact(who(one.by), one.get_stance_display()) for one in facts.stances(row.pk)
            ],
            "differ": _differ(request, row),
            "may_stand": row.state == states.IN_REVIEW,
            "may_edit": row.state == states.DRAFT and request.access.may("plan"),  # type: ignore[attr-defined]
            "money_unit": formats.money_unit(),
        }
    )
    return render(request, "territories/model.html", context)


def _differ(request: HttpRequest, row: Any) -> dict[str, int]:
    """How many accounts, and deals, the CRM states otherwise than the plan in force."""
    if row.state != states.ACTIVE:
        return {}
    access: Any = request.access  # type: ignore[attr-defined]
    return {"accounts": otherwise(access).count(), "deals": deals_otherwise(access).count()}


@requires(*LEADERS)
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step in the life of the model."""
    row = frame.model_or_404(request, pk)
    steps.take(request, STEPS, model=row)
    return redirect("territories:model", pk)


@requires(*LEADERS)
@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something; in review, also whether one agrees."""
    row = frame.model_or_404(request, pk)
    stance = request.POST.get("stance", "")
    if stance not in ("", *ModelEvent.Stance.values):
        raise PermissionDenied(_("This is not yours to do now."))
    text = request.POST.get("words", "")
    with answered(request, _("Saved.")):
        plans.comment(by=request.user, model=row, words=text, stance=stance)
    return redirect("territories:model", pk)


@requires(*OPERATORS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The name, the first day and the purpose of a draft."""
    row = frame.model_or_404(request, pk)
    known = {"name": row.name, "starts_on": row.starts_on, "note": row.note}
    form = PlanForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            plans.rename(by=request.user, model=row, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("territories:model", pk)
    context = frame.heading(request, row, "model") | {"form": form, "page_class": "narrow"}
    return render(request, "territories/new.html", context)
