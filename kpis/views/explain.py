"""Why a number is what it is: a page, a dialog's content, or a file of the rows behind it."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kpis import facts, services, words
from kpis.core.metrics import METRICS
from kpis.facts import Explanation
from kpis.printing import is_money
from kpis.views.story import HALVES, Story
from teams import facts as teams
from teams.access import EVERYONE, requires
from teams.core.scope import Scope
from teams.web import period_of, scope_of
from ui import exports
from ui.components import Crumb
from ui.freshness import Freshness
from ui.period_picker import PeriodPicker, title

EXPORTS = ("csv", "xlsx")


@requires(*EVERYONE)
def explain(request: HttpRequest, kpi: str) -> HttpResponse:
    """Definition, halves, period, as of when, and the rows of each half."""
    if kpi not in METRICS:
        raise Http404(_("There is no KPI called “%(slug)s”.") % {"slug": kpi[:60]})
    period = period_of(request)
    scope = scope_of(request, period, totals=True)
    told = services.explained(scope, period, kpi)
    sees = request.access.sees_scope(scope, period.start, period.end)  # type: ignore[attr-defined]
    if sees and (kind := request.GET.get("export")) in EXPORTS:
        name = f"{words.label(told.metric)} {scope} {period.slug}"
        return exports.respond(kind, name, heads(), lines(told))  # type: ignore[return-value]
    story = Story(told, request.GET, rows_shown=sees)
    page = frame(request, told, scope) | {"story": story}
    part = "#story" if request.headers.get("HX-Request") else ""
    return render(request, f"kpis/explain.html{part}", page)


def frame(request: HttpRequest, told: Explanation, scope: Scope) -> dict[str, Any]:
    """What surrounds the story on a page of its own."""
    period = told.value.period
    label = words.label(told.metric)
    return {
        "title": label,
        "lede": _("%(scope)s, %(period)s") % {"scope": scope, "period": title(period)},
        "crumbs": (Crumb(str(scope)), Crumb(label)),
        "picker": PeriodPicker.of(request, period, teams.company().calendar, compares=False),
        "page_class": "narrow wide",
        "freshness": Freshness.of(request, computing=facts.computing()),
    }


def heads() -> list[str]:
    return [
        _("Half"), _("Kind"), _("Id"), _("Name"), _("Detail"), _("Day"), _("Share"), _("Amount")
    ]  # fmt: skip


def lines(told: Explanation) -> Iterator[list[Any]]:
    """Every row of both halves; their amounts add up to the halves."""
    for half in HALVES:
        part = told.half(half)
        money = part is not None and is_money(part.measures)
        for row in told.rows(half):
            share = exports.figure(row.share, "percent")
            amount = (
                exports.row_amount(row.amount) if money else exports.figure(row.amount, "number")
            )
            yield [
                words.half(half),
                words.row(row.kind),
                row.id,
                row.label,
                row.detail,
                row.day,
                share,
                amount,
            ]
