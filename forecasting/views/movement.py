"""Why the open pipeline of a period is not what it was: a bar for each reason."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from forecasting import services, words
from forecasting.core.buckets import BUCKETS, END, START, WON
from forecasting.facts import Movement
from forecasting.views.asked import Asked, asked, frame, period_words, presets, scopes
from forecasting.views.below import lines as lines_below
from forecasting.views.tiles import standing
from forecasting.views.waiting import note, patient
from teams.access import EVERYONE, requires
from ui import exports, formats
from ui.charts.waterfall import Step, waterfall
from ui.components import Action, Empty, Explained
from ui.links import changed

ALWAYS = {START, "created", "pulled_in", "increased", "decreased", "pushed_out", WON, "lost", END}


@dataclass(frozen=True, slots=True)
class Row:
    """A bucket in the table, ready to print."""

    name: str
    meaning: str
    deals: str
    value: str
    href: str
    total: bool


@requires(*EVERYONE)
@patient
def page(request: HttpRequest) -> HttpResponseBase:
    """The waterfall with its table; a manager sees the company's totals, not the deals behind."""
    ask = asked(request, totals=True)
    found = services.movement(ask.scope, ask.period, ask.start, ask.end)
    kind = request.GET.get("export", "")
    if kind in ("csv", "xlsx"):
        name = f"{_('Movement')} {ask.scope.key} {ask.period.slug}"
        return exports.respond(kind, name, heads(), lines(found))
    context = frame(request, ask, "movement") | {
        "title": _("Pipeline"),
        "lede": lede(ask, found),
        "tiles": standing(ask),
        "plot": None if found.is_empty else plot(ask, found),
        "rows": rows(ask, found),
        "unit": formats.money_unit(),
        "below": lines_below(ask, found),
        "foot": Explained(_("Start and everything between add up to the end, to the cent.")),
        "empty": nothing(ask),
        "note": note(found.walk.is_behind),
        "ask": ask,
        "scopes": scopes(ask),
        "presets": presets(ask),
        "exports": [
            Action(text, changed(request.GET, export=key), "download")
            for key, text in (("csv", _("CSV")), ("xlsx", _("Excel")))
        ],
    }
    return render(request, "forecasting/movement.html", context)


def lede(ask: Asked, found: Movement) -> str:
    said = period_words(ask) | {
        "start": formats.money(found[START].value),
        "end": formats.money(found[END].value),
        "from": formats.day_long(ask.since),
        "to": formats.day_long(ask.until),
    }
    if found.is_empty:
        return _("Open deals of %(scope)s that are expected in %(period)s.") % said
    return (
        _(
            "The open pipeline of %(scope)s for %(period)s went from %(start)s on %(from)s "
            "to %(end)s on %(to)s."
        )
        % said
    )


def shown(found: Movement) -> list[str]:
    """Rare buckets stand there only with something in them."""
    return [slug for slug in BUCKETS if slug in ALWAYS or found[slug].deals]


def rows(ask: Asked, found: Movement) -> list[Row]:
    return [
        Row(
            str(words.BUCKETS[slug]),
            str(words.MEANINGS[slug]),
            formats.count(found[slug].deals),
            formats.thousands(found[slug].value),
            _href(ask, found, slug),
            slug in (START, END),
        )
        for slug in shown(found)
    ]


def plot(ask: Asked, found: Movement) -> Any:
    steps = [
        Step(
            str(words.BUCKETS[slug]), found[slug].value, _kind(found, slug), _href(ask, found, slug)
        )
        for slug in shown(found)
    ]
    said = {
        "created": formats.money(found["created"].value),
        "won": formats.money(-found[WON].value),
        "out": formats.money(-found["pushed_out"].value),
        "lost": formats.money(-found["lost"].value),
    }
    label = _("%(created)s created, %(won)s won, %(lost)s lost, %(out)s pushed out") % said
    return waterfall("movement", label, steps, formats.money)


def _kind(found: Movement, slug: str) -> str:
    if slug in (START, END):
        return "total"
    if slug == WON:
        return "won"
    return "up" if found[slug].value >= 0 else "down"


def _href(ask: Asked, found: Movement, slug: str) -> str:
    return ask.href("moved", slug) if ask.sees_rows and found[slug].deals else ""


def nothing(ask: Asked) -> Empty:
    text = _("No open deal was expected in %(period)s between these days.") % period_words(ask)
    return Empty(_("Nothing moved"), text, "waypoints")


def heads() -> list[str]:
    return [_("Bucket"), _("Deals"), _("Value")]


def lines(found: Movement) -> list[list[Any]]:
    return [[str(words.BUCKETS[s]), found[s].deals, found[s].value] for s in BUCKETS]
