"""Asking the optimiser, waiting for it, and deciding about the moves that it proposes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

import audit.facts
import audit.services
from teams.access import LEADERS, OPERATORS, requires
from teams.services.refused import Refused
from territories import balance_links as links
from territories import balance_parts as parts
from territories import balancing, blocked_words, move_rows, place_words
from territories import proposal_words as told
from territories.balancing import Shown
from territories.core.frontier import Point
from territories.core.question import at_point
from territories.facts import ways
from territories.facts.loads import loads_of
from territories.facts.parts import part_of
from territories.forms.balance import QuestionForm
from territories.models import Proposal, TerritoryModel
from territories.services import deciding, proposing
from territories.views import balance_frame as below
from territories.views import frame
from territories.views.balance import page
from ui import exports
from ui.components import Note, Progress
from ui.pages import EXPORTS


@requires(*OPERATORS)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a new proposal."""
    model = frame.model_or_404(request, pk)
    form = _form(request, model)
    if form.is_bound and form.is_valid():
        try:
            run = proposing.ask(model.pk, form.question, by=request.user)
            return redirect("territories:proposing", model.pk, run.pk)
        except Refused as why:
            form.add_error(None, str(why))
    context = below.heading(request, model, _("New proposal")) | {
        "title": _("New proposal"),
        "lede": _("Which accounts should move so that territories carry what they should."),
        "page_class": "narrow",
        "form": form,
        "ready": _ready(request, model),
    }
    return render(request, "territories/propose.html", context)


def _point(request: HttpRequest, model: TerritoryModel) -> tuple[Proposal, Point] | None:
    """The point of a frontier that the address names, with its proposal."""
    after, moves = request.GET.get("after", ""), request.GET.get("point", "")
    found = model.proposals.filter(number=int(after)).first() if after.isdecimal() else None
    points = [Point(**one) for one in found.frontier] if found else []
    at = next((one for one in points if str(one.moves) == moves), None)
    return None if found is None or at is None else (found, at)


def _ready(request: HttpRequest, model: TerritoryModel) -> str:
    """What the point comes to."""
    asked = _point(request, model)
    return told.point(asked[1], asked[0].result["accounts"]) if asked else ""


def _form(request: HttpRequest, model: TerritoryModel) -> QuestionForm:
    """Filled in from the address: part, aim and moves, or all that a point of a frontier takes."""
    part = part_of(model, below.within_of(request, model))
    given = ("objective", "within", "max_moves", "time_limit", "units", "connected")
    said = {name: value for name in given if (value := request.GET.get(name))}
    return QuestionForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(request, model) | said,
        goals={goal.metric: goal.tolerance for goal in model.goals.all()},
        parts=part.choices,
        protected=loads_of(part).total.protected,
        known=ways.known(part),
    )


def _initial(request: HttpRequest, model: TerritoryModel) -> dict[str, Any]:
    asked = _point(request, model)
    if asked is None:
        return {}
    proposal, point = asked
    return QuestionForm.filled(at_point(proposal.params, point.moves, point.worst))


@requires(*OPERATORS)
def progress(request: HttpRequest, pk: int, run_pk: int) -> HttpResponseBase:
    """How far the optimiser is; leads on to the proposal as soon as there is one."""
    model, run = frame.model_or_404(request, pk), _run_or_404(pk, run_pk)
    if number := run.result.get("proposal"):
        if run.result.get("again"):
            messages.info(request, _("Nothing changed since this question was answered."))
        address = links.proposal(model.pk, number)
        htmx = request.headers.get("HX-Request")
        return HttpResponseClientRedirect(address) if htmx else redirect(address)
    context = below.heading(request, model, _("New proposal")) | {
        "title": _("The optimiser is at work"),
        "lede": _("You can leave this page; it goes on."),
        "page_class": "narrow",
        "run": run,
        "is_busy": run.state in proposing.OPEN,
        "failed": run.state == "failed",
        "progress": Progress(run.progress / run.total, told.stage(run)),
        "stages": told.stages_of(run),
    }
    part = "#progress" if request.headers.get("HX-Request") else ""
    return render(request, f"territories/proposing.html{part}", context)


@requires(*OPERATORS)
@require_POST
def stop(request: HttpRequest, pk: int, run_pk: int) -> HttpResponse:
    """End the search; what was found until then is kept as a proposal."""
    run = _run_or_404(frame.model_or_404(request, pk).pk, run_pk)
    if audit.services.stop(run):
        audit.services.log(by=request.user, act="cancel", obj=run)
    return redirect("territories:proposing", pk, run_pk)


def _run_or_404(model: int, pk: int) -> Any:
    run = audit.facts.run(pk)
    if run is None or run.kind != proposing.PROPOSE or run.params["model"] != model:
        raise Http404(_("There is no such run."))
    return run


@requires(*LEADERS)
def proposal(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Balance before and with the proposal, its frontier, and its moves to decide about."""
    model = frame.model_or_404(request, pk)
    found = _proposal_or_404(model, number)
    shown = Shown(model, found.below, found)
    access: Any = request.access  # type: ignore[attr-defined]
    number_of_page = request.GET.get("page", "1")
    moves = move_rows.MoveRows(shown, access, below.holders(model), number_of_page)
    if (kind := request.GET.get("export")) in EXPORTS:
        if "moves" in request.GET:
            return exports.respond(kind, _("Moves"), *moves.sheet())
        return exports.respond(kind, _("Balance"), *balancing.sheet(shown, below.holders(model)))
    context = page(request, shown) | {
        "lede": told.lede(shown),
        "frontier": parts.frontier(shown),
        "aim": parts.aim(shown),
        "frontier_take": parts.takes(shown) if below.may_plan(request, model) else [],
        "moves": moves,
        "number": number,
        "outcome": told.outcome(found.status, found.gap),
        "places": place_words.told(found, shown.names),
        "blocked": blocked_words.all_blocked(found, shown.names, move_rows.account_names(found)),
        "asked": told.asked(found),
        "credit": told.credit(),
    }
    if not shown.solved:
        context["note"] = Note(told.outcome(found.status, None), "warn")
    return render(request, "territories/proposal.html", context)


def _proposal_or_404(model: TerritoryModel, number: int) -> Proposal:
    rows = model.proposals.select_related("below__role", "by", "run")
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404(_("There is no such proposal."))
    return found


@requires(*OPERATORS)
@require_POST
def decide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One move by its own button, those that are ticked, or all that are open."""
    found = _proposal_or_404(frame.model_or_404(request, pk), number)
    decision, moves = move_rows.picked(found, request.POST)
    try:
        done = deciding.decide(
            found, moves, decision, by=request.user, note=request.POST.get("note", "")
        )
    except Refused as why:
        messages.error(request, str(why))
    else:
        for tone, text in told.decided(decision, done):
            messages.add_message(request, tone, text)
    return redirect(f"{links.proposal(pk, number)}#moves")
