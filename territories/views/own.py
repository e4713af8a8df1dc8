"""Pages about what a plan changes for people. A rep reads no model, but what it changes."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from teams.core.access import REP
from territories.facts import books
from territories.models import TerritoryModel
from territories.views import frame
from ui.components import Crumb, Tab
from ui.pages import ListPage


def plan_or_404(pk: int) -> TerritoryModel:
    """A plan whose consequences people may read."""
    found = books.readable(pk)
    if found is None:
        raise Http404(_("Nothing is handed over before a plan is approved."))
    return found


class OfPlan(ListPage):
    """A list in one of the rooms of a plan, searched by the person that each row is about."""

    room: ClassVar[str]
    pk: int
    model: TerritoryModel

    def rows(self, request: HttpRequest) -> Any:
        self.model = plan_or_404(self.pk)
        return self.of_plan(request.access)  # type: ignore[attr-defined]

    def of_plan(self, access: Any) -> Any:
        """The rows of `self.model` that this person may see."""
        raise NotImplementedError

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(rep__name__icontains=text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        return {
            "lede": self.lede(),
            "crumbs": crumbs(request, self.model, Crumb(str(self.title))),
            "tabs": tabs(request, self.model, self.room),
        }

    def lede(self) -> str:
        raise NotImplementedError


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
