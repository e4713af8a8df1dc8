"""What the CRM states about who covers what, and where that does not hold together, on a day."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

import teams.facts
from teams.access import LEADERS, requires
from teams.web import day_of
from territories.facts.stated import Stated, Territory, stated
from territories.views import frame
from ui import exports, formats, links
from ui.components import Action, Crumb, Empty


@requires(*LEADERS)
def page(request: HttpRequest) -> HttpResponseBase:
    """Gaps, overlaps, contradictions and names twice, as of a day; an export holds all of them."""
    day = _day(request)
    found = stated(day)
    kind = request.GET.get("export", "")
    if kind in ("csv", "xlsx"):
        lines = [[head, *cells] for head, _more, rows in sections(found) for cells in rows]
        return exports.respond(kind, f"{_('Coverage')} {day:%Y-%m-%d}", columns(), lines)
    context = {
        "title": _("Coverage in the CRM"),
        "crumbs": frame.crumbs(Crumb(_("Coverage in the CRM"))),
        "lede": _("What the CRM states about who covers what on %(day)s. Plans don't change it.")
        % {"day": formats.day_long(day)},
        "day": day,
        "sections": sections(found),
        "empty": nothing(),
        "any": found.territories,
        "exports": [
            Action(text, links.changed(request.GET, export=key), "download")
            for key, text in (("csv", _("CSV")), ("xlsx", _("Excel")))
        ],
    }
    return render(request, "territories/stated.html", context)


def columns() -> list[str]:
    return [_("What"), _("Territory or person"), _("People or territories")]


def sections(found: Stated) -> list[tuple[str, str, list[list[str]]]]:
    """Heading, what it means, and rows of two cells."""
    return [
        (
            _("Nobody covers them"),
            _("Neither they nor a territory above them has somebody on this day."),
            [[named(one), ""] for one in found.gaps],
        ),
        (
            _("Several people cover them"),
            _("Somebody should have the lead, or the work is divided by a plan."),
            [[named(one.territory), _and(one.people)] for one in found.overlaps],
        ),
        (
            _("The person's record says otherwise"),
            _("The territory on their own record is not among those that they cover."),
            [
                [f"{one.name}: {named(one.stated)}", _and([named(t) for t in one.covers])]
                for one in found.disagreements
            ],
        ),
        (
            _("Names that occur twice"),
            _("Easily mixed up: give them different names in the CRM."),
            [[same[0].name, _and([one.external_id or one.slug for one in same])]
             for same in found.twins],
        ),
    ]  # fmt: skip


def named(one: Territory) -> str:
    """The name, with the id when it says more."""
    return one.name if one.external_id in ("", one.name) else f"{one.name} ({one.external_id})"


def nothing() -> Empty:
    return Empty(
        _("The CRM states no territories"),
        _("Load territories and who covers them when, or start a plan."),
        "map",
    )


def _and(words: Any) -> str:
    return get_text_list(list(words), _("and"))


def _day(request: HttpRequest) -> Any:
    text = request.GET.get("as_of", "").strip()
    if not text:
        return teams.facts.today()
    try:
        return day_of(text)
    except ValueError as problem:
        raise Http404(
            _("“%(text)s” is no day. Write it like 2026-05-01.") % {"text": text[:40]}
        ) from problem
