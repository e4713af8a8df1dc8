"""Tabs of pages that a person opens about themselves: a rep reads no model, but what it changes."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from teams.core.access import REP
from territories.models import TerritoryModel
from territories.views import frame
from ui.components import Tab


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
