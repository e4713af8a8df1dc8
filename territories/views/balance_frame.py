"""What the pages about balance share besides the frame of a model: the part that is asked for."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

import teams.facts
from territories import balance_links as links
from territories.facts import models as facts
from territories.models import PlannedTerritory, TerritoryModel
from territories.views import frame
from ui.components import Crumb
from versions.core.states import DRAFT


def within_of(request: HttpRequest, model: TerritoryModel) -> PlannedTerritory | None:
    """The territory below which is looked at; None: the whole plan."""
    slug = request.GET.get("within") or request.POST.get("within")
    if not slug:
        return None
    found = model.territories.select_related("role").filter(slug=slug).first()
    if found is None:
        raise Http404(_("This model has no such territory."))
    return found


def holders(model: TerritoryModel) -> dict[str, str]:
    """By territory, id as text, who holds it on the day on which the model is looked at."""
    day: date = facts.day_of(model, teams.facts.today())
    return {
        str(pk): get_text_list([one.name for one in held if one.name], _("and"))
        for pk, held in facts.holders(model.pk, day).items()
    }


def may_plan(request: HttpRequest, model: TerritoryModel) -> bool:
    access: Any = request.access  # type: ignore[attr-defined]
    return bool(access.may("plan")) and model.state == DRAFT


def heading(request: HttpRequest, model: TerritoryModel, here: str = "") -> dict[str, Any]:
    """As all pages of a model; `here` names a page below the balance."""
    found = frame.heading(request, model, "balance")
    *way, last = found["crumbs"]
    if here:
        found |= {"crumbs": (*way, Crumb(last.text, links.balance(model.pk)), Crumb(here))}
    return found | {"may_plan": may_plan(request, model)}
