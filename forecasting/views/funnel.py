"""The funnel: how many deals enter each stage, move on, are lost or wait, and how long it takes."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

import teams.facts
from forecasting.tables import funnel as lines
from forecasting.tables import funnel_file, funnel_parts
from forecasting.views.asked import Asked, asked, frame, period_words, scopes
from kpis.core.funnel.parts import DIMS
from kpis.facts import funnel as facts
from teams.access import EVERYONE, requires
from ui import exports, formats, links
from ui.components import Action, Empty, Explained, Tab

BASES = ("cohort", "period")
MEASURES = ("count", "value")


@requires(*EVERYONE)
def page(request: HttpRequest) -> HttpResponseBase:
    """The stages with their numbers, and the same for parts; totals are for whoever sees them."""
    ask = asked(request, totals=True)
    view = lines.View(
        ask,
        chosen(request, "by", BASES),
        chosen(request, "in", MEASURES) == "value",
        chosen(request, "of", ("", *below(ask))),
    )
    steps = facts.funnel(ask.scope, ask.period, view.basis)
    parts = funnel_parts.parts(view)
    kind = request.GET.get("export", "")
    if kind in ("csv", "xlsx"):
        name = f"{_('Funnel')} {ask.scope.key} {ask.period.slug}"
        return exports.respond(
            kind, name, funnel_file.heads(), funnel_file.exported(view, steps, parts)
        )
    context = frame(request, ask, "funnel") | {
        "title": _("Funnel"),
        "lede": lede(view, steps),
        "ask": ask,
        "view": view,
        "rows": [] if is_empty(steps) else lines.rows(view, steps),
        "won": lines.won(view, steps),
        "parts": funnel_parts.part_rows(view, parts),
        "stages": [stage.name for stage in lines.stages()],
        "unit": formats.money_unit() if view.by_value else "",
        "money": formats.money_unit(),
        "scopes": scopes(ask),
        "bases": tabs(ask, "by", view.basis, lines.bases()),
        "measures": tabs(ask, "in", MEASURES[view.by_value], lines.measures()),
        "dims": [(key, word, key == view.dim) for key, word in dims(ask)],
        "foot": Explained(lines.meaning(view)),
        "empty": nothing(ask),
        "exports": [
            Action(text, links.changed(request.GET, export=key), "download")
            for key, text in (("csv", _("CSV")), ("xlsx", _("Excel")))
        ],
    }
    return render(request, "forecasting/funnel.html", context)


def chosen(request: HttpRequest, name: str, known: tuple[str, ...]) -> str:
    """One of the known words; the first, unless asked otherwise; others are 404."""
    text = request.GET.get(name, known[0])
    if text not in known:
        raise Http404(_("There is no such view of the funnel."))
    return text


def below(ask: Asked) -> tuple[str, ...]:
    """What the scope can be broken down by."""
    known = {"company": ("who", *DIMS), "team": ("who", *DIMS), "rep": DIMS}
    return known.get(ask.scope.kind, ())


def dims(ask: Asked) -> list[tuple[str, str]]:
    words = {
        "": _("Not broken down"),
        "who": _("By team") if ask.scope.kind == "company" else _("By team and person"),
        "segment": _("By segment"),
        "source": _("By source"),
        "product": _("By product"),
    }
    return [(key, words[key]) for key in ("", *below(ask))] if below(ask) else []


def tabs(ask: Asked, name: str, now: str, words: dict[str, str]) -> list[Tab]:
    return [
        Tab(word, links.changed(ask.params, **{name: key}), key == now)
        for key, word in words.items()
    ]


def is_empty(steps: list[facts.Step]) -> bool:
    return not any(step.entered or step.leaks for step in steps)


def lede(view: lines.View, steps: list[facts.Step]) -> str:
    """The finding: how many came through, and where most was lost."""
    said: dict[str, Any] = period_words(view.ask)
    if is_empty(steps):
        return _("The way of deals of %(scope)s through the stages in %(period)s.") % said
    first, last = steps[0], steps[-1]
    worst = max(steps, key=lambda step: step.leak_value)
    names = {stage.id: stage.name for stage in lines.stages()}
    said |= {
        "entered": formats.count(first.entered),
        "first": names[first.stage_id],
        "won": formats.count(last.passed),
        "stage": names[worst.stage_id],
        "money": formats.money(worst.leak_value),
    }
    if view.basis == "cohort":
        text = _(
            "Of %(entered)s deals created in %(period)s that entered %(first)s, %(won)s are won so "
            "far."
        )
    else:
        text = _("In %(period)s, %(entered)s deals entered %(first)s.")
    found = text % said
    if worst.leak_value:
        found += " " + _("Most was lost from %(stage)s: %(money)s.") % said
    return found


def nothing(ask: Asked) -> Empty:
    if ask.period.kind not in ("month", "quarter", "year"):
        text = _("Funnels are kept for months, quarters and years. Choose one of them.")
        return Empty(_("Not kept for these days"), text, "funnel")
    text = _("No deal of %(scope)s entered a stage in %(period)s.") % period_words(ask)
    last = teams.facts.company().data_as_of
    if last is None:
        text = _("Import deals with the history of their stages first.")
    return Empty(_("No deals on their way"), text, "funnel")
