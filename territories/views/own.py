"""Tabs and the way back of pages about oneself: a rep reads no model, but what it changes."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from teams.core.access import REP
from territories.models import TerritoryModel
from territories.views import frame
from ui.components import Crumb, Tab


def tabs(request: HttpRequest, model: TerritoryModel, here: str) -> tuple[Tab, ...]:
    """A rep has their book and their hand-overs; the others the rooms of the model."""
    if request.access.role != REP:  # type: ignore[attr-defined]
        return frame.tabs(request, model, here)
    mine = reverse("territories:book")
    theirs = reverse("territories:hand_overs", args=[model.pk])
    return (
        Tab(_("My book"), mine, here == "books"),
        Tab(_("Hand-overs"), theirs, here == "hand_overs"),
    )


def crumbs(request: HttpRequest, model: TerritoryModel, *more: Crumb) -> tuple[Crumb, ...]:
    """Models are no place for a rep."""
    if request.access.role == REP:  # type: ignore[attr-defined]
        return (Crumb(model.name), *more)
    here = Crumb(model.name, reverse("territories:model", args=[model.pk]))
    return frame.crumbs(here, *more)
