"""One field for everything with a name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.facts import found
from teams.access import EVERYONE, requires
from ui import formats
from ui.components import Crumb, Empty

LONGEST = 100


@requires(*EVERYONE)
def search(request: HttpRequest) -> HttpResponse:
    """Reps, teams, deals and accounts by the beginnings of words; suggestions while typing."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    groups = found.search(text, request.access)  # type: ignore[attr-defined]
    n = sum(len(group.hits) for group in groups)
    said = ngettext("%(n)s result", "%(n)s results", n) % {"n": formats.count(n)}
    context = {
        "title": _("Search"),
        "crumbs": (Crumb(_("Search")),),
        "page_class": "narrow",
        "q": text,
        "groups": groups,
        "found": said if text else "",
        "empty": Empty(
            _("Nothing found for “%(text)s”") % {"text": text},
            _("Names are found by the beginnings of their words; CRM ids only when complete."),
        ),
    }
    part = "#results" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"dashboards/search.html{part}", context)
