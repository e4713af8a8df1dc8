"""Gaps and overlaps of a model, each with what is at stake and the way to close it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from teams.access import OPERATORS, requires
from teams.core.access import ADMINISTRATOR, EXECUTIVE, FINANCE, OPERATIONS
from teams.services.refused import Refused
from territories.facts import gaps as facts
from territories.services import giving
from territories.views import frame, gaps_page
from ui import formats
from versions.core import states

# Money of accounts of everybody: not for managers.
READERS = (OPERATIONS, FINANCE, EXECUTIVE, ADMINISTRATOR)


@requires(*READERS)
def gaps(request: HttpRequest, pk: int) -> HttpResponse:
    """What the rules say, as they were run last."""
    model = frame.model_or_404(request, pk)
    page = gaps_page.page(model, frame.as_of(request, model))
    may_give = model.state == states.DRAFT and request.access.may("plan")  # type: ignore[attr-defined]
    context = frame.heading(request, model, "gaps") | {
        "lede": page.lede,
        "page": page,
        "may_give": may_give,
        "given": gaps_page.given(model, request.GET.get("given", "")) if may_give else None,
        "money_unit": formats.money_unit(),
    }
    return render(request, "territories/gaps.html", context)


@require_POST
@requires(*OPERATORS)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Accounts, or those of a place, go to the nearest territory by name."""
    model = frame.model_or_404(request, pk)
    post = request.POST
    ids = [int(one) for one in post.getlist("account") if one.isdecimal()]
    if not ids and post.get("country"):
        ids = facts.ids_of_place(model, post["country"], post.get("state", ""))
    territory = post.get("territory", "")
    here = reverse("territories:gaps", args=[pk])
    try:
        made = giving.give(
            pk,
            int(territory) if territory.isdecimal() else 0,
            ids,
            why=_("Given to the nearest territory"),
            by=request.user,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(here)
    return redirect(f"{here}?given={','.join(map(str, made[: gaps_page.MOST_GIVEN]))}")


@require_POST
@requires(*OPERATORS)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo of giving."""
    frame.model_or_404(request, pk)
    ids = gaps_page.numbers(request.POST.get("given", ""))
    try:
        n = giving.take_back(pk, ids, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        said = ngettext("%(n)s account was taken back.", "%(n)s accounts were taken back.", n)
        messages.success(request, said % {"n": formats.count(n)})
    return redirect("territories:gaps", pk)
