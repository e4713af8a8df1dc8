"""What the pages of one model share: whether one may read it, its tabs, heading and way back."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import teams.facts
from teams.web import day_of
from territories.facts import models as facts
from territories.models import TerritoryModel
from ui.components import Crumb, Tab
from versions.rooms import Rooms
from versions.words import badge

ROOMS = Rooms(
    "territories",
    named={
        "model": gettext_lazy("Territories"),
        "balance": gettext_lazy("Balance"),
        "accounts": gettext_lazy("Accounts"),
        "rules": gettext_lazy("Rules"),
        "gaps": gettext_lazy("Gaps and overlaps"),
        "map": gettext_lazy("Map"),
        "hand_overs": gettext_lazy("Hand-overs"),
        "books": gettext_lazy("Books"),
        "appeals": gettext_lazy("Appeals"),
        "compare": gettext_lazy("Compare"),
        "history": gettext_lazy("History"),
        "bulk": gettext_lazy("Import and export"),
    },
    rights={"bulk": "plan", "gaps": "see_all"},
)


def model_or_404(request: HttpRequest, pk: int) -> TerritoryModel:
    """The model, if one may read it."""
    model = facts.models(request.access).filter(pk=pk).first()  # type: ignore[attr-defined]
    if model is None:
        raise Http404(_("There is no such page for you."))
    return model


def tabs(request: HttpRequest, model: TerritoryModel, here: str) -> tuple[Tab, ...]:
    """The rooms of a model; `as_of` goes along."""
    day = request.GET.get("as_of", "")
    query = f"?as_of={day}" if day and model.active else ""
    return ROOMS.tabs(request, model, here, query)


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("Territories"), reverse("territories:models")), *more)


def heading(request: HttpRequest, model: TerritoryModel, here: str) -> dict[str, Any]:
    """What each page of a model gives its template: title, state, crumbs, tabs."""
    return {
        "title": model.name,
        "model": model,
        "state": badge(model),
        "crumbs": crumbs(*ROOMS.way(model, here)),
        "tabs": tabs(request, model, here),
    }


def as_of(request: HttpRequest, model: TerritoryModel) -> Any:
    """The day on which a model is looked at: `as_of`, kept inside the days on which it is or was in
    force, or the day that says most about it."""
    today = teams.facts.today()
    text = request.GET.get("as_of", "").strip()
    if not text or model.active is None:
        return facts.day_of(model, today)
    try:
        day = day_of(text)
    except ValueError as problem:
        raise Http404(
            _("“%(text)s” is no day. Write it like 2026-05-01.") % {"text": text[:40]}
        ) from problem
    return facts.kept_inside(model, day)
