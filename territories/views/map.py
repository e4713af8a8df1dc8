"""A model on the map: whose each country and state mostly is, and where the accounts lie."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teams.access import LEADERS, requires
from territories.core.atlas import Atlas, Spot
from territories.core.colours import colours
from territories.core.places import places
from territories.facts import models as facts
from territories.facts.places import atlas_of
from territories.views import frame
from ui import exports, formats, links
from ui.charts.outlines import COLORS, Area, Dot, drawn
from ui.charts.plot import Plot
from ui.components import Action, Empty, Explained

NOBODY = len(COLORS)  # accounts that no territory claims


@requires(*LEADERS)
def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The drawing, and all of it as a table, which an export holds too."""
    model = frame.model_or_404(request, pk)
    found = atlas_of(model.pk, facts.owning_role().pk)
    if not request.access.sees_all:  # type: ignore[attr-defined]
        found = found.without_money()
    names = {one.id: one.name for one in facts.territories_of(model.pk)}
    kind = request.GET.get("export", "")
    if kind in ("csv", "xlsx"):
        lines = [line(one, names) for one in found.spots]
        return exports.respond(kind, f"{_('Map')} {model.name}", heads(), lines)
    context = frame.heading(request, model, "map") | {
        "lede": lede(found),
        "plot": plot(found, names) if found.spots else None,
        "rows": [row(one, names) for one in found.spots],
        "heads": heads(),
        "source": Explained(
            _(
                "Outlines: Natural Earth. A dot stands in the middle of its country or state, not "
                "at an address."
            )
        ),
        "unit": formats.money_unit(),
        "empty": Empty(
            _("No account has a place yet"),
            _("The map shows accounts whose country is known, once the rules of the model ran."),
            "map",
        ),
        "exports": [
            Action(text, links.changed(request.GET, export=key), "download")
            for key, text in (("csv", _("CSV")), ("xlsx", _("Excel")))
        ],
    }
    return render(request, "territories/map.html", context)


def heads() -> list[str]:
    return [_("Country"), _("Place"), _("Territory"), _("Accounts"), _("Potential")]


def line(spot: Spot, names: dict[int, str]) -> list[Any]:
    """As numbers, for an export."""
    place = spot.place
    land = places()[place.within].name if place.within else place.name
    owner = names.get(spot.territory or 0, _("No territory"))
    return [land, place.name if place.within else "", owner, spot.accounts, spot.potential]


def row(spot: Spot, names: dict[int, str]) -> list[str]:
    """As words, for the table."""
    land, place, owner, accounts, potential = line(spot, names)
    return [land, place, owner, formats.count(accounts), formats.thousands(potential)]


def lede(found: Atlas) -> str:
    shared = len(_shared(found))
    said = [
        ngettext(
            "%(n)s place has accounts.", "%(n)s places have accounts.", len(_ids(found))
        ) % {"n": formats.count(len(_ids(found)))}
    ]  # fmt: skip
    if shared:
        said.append(
            ngettext(
                "%(n)s is shared by several territories.",
                "%(n)s are shared by several territories.",
                shared,
            )
            % {"n": formats.count(shared)}
        )
    if found.unknown:
        said.append(
            ngettext(
                "%(n)s account lies where no map reaches: its country is empty or unknown.",
                "%(n)s accounts lie where no map reaches: their country is empty or unknown.",
                found.unknown,
            )
            % {"n": formats.count(found.unknown)}
        )
    return " ".join(said)


def _ids(found: Atlas) -> set[str]:
    return {spot.place.id for spot in found.spots}


def _shared(found: Atlas) -> set[str]:
    """Places in which several territories have accounts."""
    parts = Counter(spot.place.id for spot in found.spots)
    return {place for place, n in parts.items() if n > 1}


def plot(found: Atlas, names: dict[int, str]) -> Plot:
    """Areas in the colour of whose they mostly are; a dot for each territory's part of a place."""
    used = sorted({s.territory for s in found.spots if s.territory}, key=lambda t: names[t])
    shade = colours(used, found.near(), len(COLORS))
    shown = {places()[i].within or i for i in _ids(found)}
    around = [p for p in places().values() if p.within in shown or p.id in shown]
    areas = [Area(p.rings) for p in places().values() if not p.within and p.id not in shown]
    areas += [
        Area(
            p.rings,
            f"{p.name}: {names[found.mostly[p.id]]}" if p.id in found.mostly else p.name,
            shade[found.mostly[p.id]] if p.id in found.mostly else None,
        )
        for p in around
    ]
    largest = max(s.accounts for s in found.spots)
    dots = [
        Dot(
            *s.place.centre,
            size=s.accounts / largest,
            color=shade.get(s.territory or 0, 0),
            said=_said(s, names),
        )
        for s in found.spots
    ]
    label = _("Map of %(n)s territories") % {"n": formats.count(len(used))}
    return drawn("map", label, areas=areas, dots=dots)


def _said(spot: Spot, names: dict[int, str]) -> str:
    accounts = ngettext("%(n)s account", "%(n)s accounts", spot.accounts)
    owner = names.get(spot.territory or 0, _("No territory"))
    words = f"{spot.place.name} · {owner}: {accounts % {'n': formats.count(spot.accounts)}}"
    if spot.potential is None or spot.potential == Decimal(0):
        return words
    return f"{words}, {formats.money(spot.potential)}"
