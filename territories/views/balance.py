"""How even a model is, the goals that were agreed, and the sums behind."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

import audit.facts
from teams.access import LEADERS, OPERATORS, requires
from teams.services.refused import Refused
from territories import balance_links as links
from territories import balance_parts as parts
from territories import balance_words as words
from territories import balancing
from territories.balancing import Shown
from territories.forms.balance import GoalsForm
from territories.services import goals as agreed
from territories.services import weighing
from territories.views import balance_frame as below
from territories.views import frame
from ui import exports, formats
from ui import links as addresses
from ui.components import Action, Empty, Key, Note, Tab
from ui.pages import EXPORTS

SHOWN_PROPOSALS = 3


@requires(*LEADERS)
def balance(request: HttpRequest, pk: int) -> HttpResponseBase:
    """As the model stands now."""
    model = frame.model_or_404(request, pk)
    shown = Shown(model, below.within_of(request, model))
    if (kind := request.GET.get("export")) in EXPORTS:
        return exports.respond(kind, _("Balance"), *balancing.sheet(shown, below.holders(model)))
    context = page(request, shown)
    metric = shown.metrics[0]
    context["lede"] = words.standing(metric, shown.now.balance[metric], shown.names)
    if shown.loads.at is None:
        context |= {"empty": _empty(shown), "lede": "", "may_weigh": shown.placed}
    return render(request, "territories/balance.html", context)


def page(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    """What the page shows with and without a proposal."""
    model, rows = shown.model, balancing.rows(shown, below.holders(shown.model))
    return below.heading(request, model) | {
        "title": _title(shown),
        "shown": shown,
        "views": _views(shown),
        "parts": [(p.slug, p.name, p == shown.within) for p in shown.part.choices],
        "ask": links.ask(model.pk, within=shown.within.slug if shown.within else ""),
        "tiles": parts.tiles(shown),
        "middle": parts.middle(shown, rows),
        "middle_title": parts.middle_title(shown),
        "middle_keys": _keys(shown)[:2],
        "heads": balancing.heads(shown),
        "rows": rows,
        "row_keys": _keys(shown),
        "measures": parts.measures(shown),
        "agreed": words.agreed(shown.goals),
        "gaps": words.gaps(shown.loads.gaps.accounts),
        "as_of": formats.moment(shown.loads.at),
        "exports": [(kind, addresses.changed(request.GET, export=kind)) for kind in EXPORTS],
        "note": None if shown.goals else Note(_("No goals were agreed on yet."), "warn"),
    }


def _title(shown: Shown) -> str:
    where = shown.within.name if shown.within else shown.model.name
    return _("Territory balance, %(where)s") % {"where": where}


def _views(shown: Shown) -> list[Tab]:
    """Today, and the latest proposals about the same part."""
    model, here = shown.model, shown.proposal
    within = shown.within.slug if shown.within else ""
    made = list(model.proposals.filter(below=shown.within).order_by("-number")[:SHOWN_PROPOSALS])
    if here and here not in made:
        made = [*made[: SHOWN_PROPOSALS - 1], here]
    tabs = [Tab(_("Today"), links.balance(model.pk, within), here is None)]
    for one in reversed(made):
        name = _("Proposal %(number)s") % {"number": one.number}
        tabs.append(Tab(name, links.proposal(model.pk, one.number), one == here))
    return tabs


def _keys(shown: Shown) -> tuple[Key, ...]:
    target = Key(_("Target"), "kl")
    if shown.was is None:
        return Key(_("Today"), "kd"), target
    return Key(_("Before"), "ko"), Key(_("Proposal"), "kd"), target


def _empty(shown: Shown) -> Empty:
    """Nothing was worked out: no territories, or no rules run."""
    if not shown.part.leaves:
        return Empty(_("No territories here yet"), _("Draw the territories first."), "map")
    text = _("Run the rules, so that accounts lie in territories. Then this page compares them.")
    rules = frame.ROOMS.address(shown.model, "rules")
    actions = (Action(_("Run the rules"), rules, "list-checks"),) if rules else ()
    return Empty(_("No account lies in a territory yet"), text, "map", actions)


@requires(*LEADERS)
def goals(request: HttpRequest, pk: int) -> HttpResponse:
    """What was agreed, by whom and since when; in a draft, the form to agree."""
    model = frame.model_or_404(request, pk)
    before = {goal.metric: goal.tolerance for goal in model.goals.all()}
    may = below.may_plan(request, model)
    form = GoalsForm(request.POST if may and request.method == "POST" else None, before=before)
    if form.is_bound and form.is_valid() and _agree(form, model.pk, request):
        messages.success(request, _("The goals are agreed on."))
        return redirect("territories:balance", pk)
    context = below.heading(request, model, _("Goals")) | {
        "title": _("Goals of %(model)s") % {"model": model.name},
        "lede": _("Say how even territories should be, before anybody carves."),
        "form": form if may else None,
        "goals": [words.goal(goal) for goal in model.goals.select_related("by")],
        "log": [words.change(one) for one in audit.facts.acts_on([model]).filter(act="goals")[:20]],
    }
    return render(request, "territories/goals.html", context)


def _agree(form: GoalsForm, pk: int, request: HttpRequest) -> bool:
    reason = form.cleaned_data.get("reason", "")
    try:
        agreed.agree(pk, form.tolerances, by=request.user, reason=reason)
    except Refused as why:
        form.add_error("reason" if form.before and form.tolerances else None, str(why))
        return False
    return True


@requires(*OPERATORS)
@require_POST
def weigh(request: HttpRequest, pk: int) -> HttpResponse:
    """Work the sums out again now, instead of within the hour."""
    model = frame.model_or_404(request, pk)
    weighing.weigh(model.pk)
    messages.success(request, _("The sums were worked out again."))
    within = below.within_of(request, model)
    return redirect(links.balance(model.pk, within.slug if within else ""))
