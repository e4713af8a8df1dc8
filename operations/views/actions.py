"""One action on a bottleneck: its effect, changing and cancelling it, and what was done to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

import audit.facts
from operations import action_words, leak_words
from operations.facts import actions as facts
from operations.forms.actions import ActionForm
from operations.models import Action
from operations.services.actions import cancel_action, change_action
from operations.views.frame import tabs
from operations.views.leaks import one_or_404
from teams.access import LEADERS, requires
from teams.services.refused import Refused
from ui.components import Crumb

FIELDS = ("what", "owner", "check_on", "note")


def action_or_404(request: HttpRequest, pk: int) -> Action:
    """Whoever may open an action on the bottleneck may change it."""
    if (found := facts.action(pk)) is None:
        raise Http404(_("There is no such page for you."))
    one_or_404(request, found.bottleneck_id)
    return found


@requires(*LEADERS)
def action(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What it is; a sent form changes it."""
    found = action_or_404(request, pk)
    initial = {name: getattr(found, name) for name in FIELDS}
    form = ActionForm(request.POST or None, initial=initial, is_change=True)
    if request.method != "POST":
        return page(request, found, form)
    if not form.is_valid():
        return page(request, found, form, status=422)
    try:
        change_action(action=found, by=request.user, **form.cleaned_data)
    except Refused as why:
        messages.warning(request, str(why))
    return redirect("operations:action", pk=pk)


@requires(*LEADERS)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = action_or_404(request, pk)
    try:
        cancel_action(action=found, because=request.POST.get("reason", ""), by=request.user)
    except Refused as why:
        messages.warning(request, str(why))
    return redirect("operations:action", pk=pk)


def page(request: HttpRequest, found: Action, form: ActionForm, status: int = 200) -> HttpResponse:
    effect = facts.effect_of(found)
    where = leak_words.where(found.bottleneck)
    context: dict[str, Any] = {
        "title": found.what,
        "lede": where,
        "crumbs": (
            Crumb(_("Bottlenecks"), reverse("operations:leaks")),
            Crumb(where, reverse("operations:leak", args=[found.bottleneck_id])),
            Crumb(_("Action")),
        ),
        "tabs": tabs(request, "leaks"),
        "page_class": "narrow",
        "action": found,
        "facts": action_words.facts(found),
        "verdict": leak_words.verdict(found, effect),
        "range": leak_words.verdict_range(found, effect),
        "form": form if found.is_open else None,
        "history": [action_words.act(entry) for entry in audit.facts.acts_on([found])],
    }
    return render(request, "operations/action.html", context, status=status)
