"""Why is this account here? The rules one by one, and its territories and owners so far."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

import crm.facts
import teams.facts
from teams.access import EVERYONE, requires
from teams.core.access import REP
from teams.web import day_of
from territories.facts import models as plans
from territories.facts.trace import trace
from territories.models import TerritoryModel
from territories.views import why_page
from ui.components import Crumb


@requires(*EVERYONE)
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """In the model in force, or `?model=`. A rep reads of the accounts that they own."""
    access = request.access  # type: ignore[attr-defined]
    seen = crm.facts.accounts(access).select_related("owner", "territory")
    if access.role == REP:
        seen = seen.filter(owner__in=access.rep_ids or ())
    account = get_object_or_404(seen, pk=pk)
    model, day = _model(request), _day(request)
    found = trace(pk, model.pk) if model else None
    context = {
        "title": _("Why is this account here?"),
        "lede": why_page.lede(account, model, found),
        "crumbs": (
            Crumb(_("Accounts"), reverse("crm:accounts")),
            Crumb(account.name, reverse("crm:account", args=[pk])),
            Crumb(_("Territory")),
        ),
        "model": model,
        "models": list(_models(request).values_list("pk", "name")),
        "roles": why_page.roles(found),
        "family": why_page.family(found, access),
        "territories": why_page.territories(pk, day),
        "owners": why_page.owners(pk, day),
        "day": day,
    }
    return render(request, "territories/why.html", context)


def _models(request: HttpRequest) -> Any:
    """Those that the reader may choose; a rep reads what is in force."""
    access = request.access  # type: ignore[attr-defined]
    if access.role == REP:
        return TerritoryModel.objects.filter(active__contains=teams.facts.today())
    return plans.models(access)


def _model(request: HttpRequest) -> TerritoryModel | None:
    """The asked one; else the one in force; else the latest that the reader may read."""
    asked, known = request.GET.get("model", ""), _models(request)
    if asked:
        return get_object_or_404(known, pk=asked if asked.isdecimal() else 0)
    return known.filter(active__contains=teams.facts.today()).first() or known.first()


def _day(request: HttpRequest) -> Any:
    """The day that is marked in the history."""
    text = request.GET.get("as_of", "").strip()
    try:
        return day_of(text) if text else teams.facts.today()
    except ValueError as problem:
        said = _("“%(text)s” is no day. Write it like 2026-05-01.") % {"text": text[:40]}
        raise Http404(said) from problem
