"""Moves that the rules ask for in the plan in force: commit or decline, and ask again on demand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from teams.access import OPERATORS, requires
from teams.services.refused import Refused
from territories import tasks
from territories.facts import listed
from territories.facts.moves import asked
from territories.models.alignment import Won
from territories.services import routing as services
from territories.views import frame
from ui import formats
from ui.components import Crumb

FIRST = 500  # on the page; the next ones come when these are decided


@dataclass(frozen=True, slots=True)
class MoveRow:
    id: int
    name: str
    href: str
    source: str
    target: str
    by: str
    potential: str
    at: str


@requires(*OPERATORS)
def routing(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing moves before it is committed."""
    model = frame.model_or_404(request, pk)
    found = asked(pk)
    rows = [_row(move, pk) for move in found[:FIRST]]
    heading = frame.heading(request, model, "accounts")
    crumbs = (*heading["crumbs"][:-1], Crumb(_("Moves that the rules ask for")))
    context = heading | {"crumbs": crumbs, "rows": rows, "lede": _lede(found.count(), rows),
                         "finding": _finding(rows), "money_unit": formats.money_unit()}  # fmt: skip
    return render(request, "territories/routing.html", context)


def _lede(n: int, rows: Sequence[MoveRow]) -> str:
    text = _(
        "New accounts find their territory at once. Where an account changed so that the rules put "
        "it elsewhere, it stays until you commit the move."
    )
    if n <= len(rows):
        return text
    more = _("%(first)s of %(n)s are shown.") % {
        "first": formats.count(len(rows)),
        "n": formats.count(n),
    }
    return f"{text} {more}"


def _finding(rows: Sequence[MoveRow]) -> str:
    if not rows:
        return _("The rules ask for no move")
    n = len(rows)
    said = ngettext("The rules ask for %(n)s move", "The rules ask for %(n)s moves", n)
    return said % {"n": formats.count(n)}


def _row(move: Any, pk: int) -> MoveRow:
    nobody = _("No territory")
    return MoveRow(
        move.pk,
        move.account.name,
        f"{reverse('territories:why', args=[move.account_id])}?model={pk}",
        move.source.name if move.source else nobody,
        move.target.name if move.target else nobody,
        str(Won(move.level).label) if move.level else "",
        formats.thousands(move.account.potential),
        formats.moment(move.at),
    )


@require_POST
@requires(*OPERATORS)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Commit or decline the ticked moves."""
    frame.model_or_404(request, pk)
    ids = [int(one) for one in request.POST.getlist("move") if one.isdecimal()]
    known = list(asked(pk).filter(pk__in=ids).values_list("pk", flat=True))
    try:
        if request.POST.get("act") == "commit":
            n = services.commit(known, by=request.user)
            said = ngettext("%(n)s move is in force from today.",
                            "%(n)s moves are in force from today.", n)  # fmt: skip
        else:
            n = services.decline(known, by=request.user)
            said = ngettext("%(n)s move was declined.", "%(n)s moves were declined.", n)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said % {"n": formats.count(n)})
    return redirect("territories:routing", pk)


@require_POST
@requires(*OPERATORS)
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the rules about all accounts now; very many in the background."""
    frame.model_or_404(request, pk)
    if listed.is_long():
        tasks.ask_rules.delay()
        messages.info(
            request, _("The rules are being run; with so many accounts it takes a minute.")
        )
    elif services.after_load(None, by=request.user, run_id=None) is None:
        messages.error(request, _("This plan is not in force."))
    else:
        messages.success(request, _("The rules were asked about all accounts."))
    return redirect("territories:routing", pk)
