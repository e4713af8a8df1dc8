"""Where deals get stuck: the list of findings, one of them with its actions, and its deals."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

import teams.facts
from kpis.facts import bottlenecks as facts
from operations import leak_words as words
from operations.facts import actions
from operations.forms.actions import ActionForm
from operations.services.actions import open_action
from operations.tables.leaks import LeakDealsTable, columns, exported, line
from operations.views.frame import tabs
from teams.access import LEADERS, requires
from ui import exports, formats, links
from ui.components import Action, Crumb, Empty
from ui.pages import ListPage


def seen(request: HttpRequest, rows: Any = facts.known) -> QuerySet[Any]:
    """Of the teams that one leads today; whoever sees everybody also sees the company's."""
    access: Any = request.access  # type: ignore[attr-defined]
    return rows(None if access.sees_all else access.team_ids)


def one_or_404(request: HttpRequest, pk: int) -> Any:
    if (found := seen(request).filter(pk=pk).first()) is None:
        raise Http404(_("There is no such page for you."))
    return found


@requires(*LEADERS)
def leaks(request: HttpRequest) -> HttpResponseBase:
    """What is clearly worse than before, the dearest at the cautious end first."""
    found = list(seen(request, facts.bottlenecks))
    kind = request.GET.get("export", "")
    if kind in ("csv", "xlsx"):
        return exports.respond(kind, _("Bottlenecks"), columns(), exported(found))
    doing: dict[int, list[Any]] = {}
    for action in actions.actions_of(one.pk for one in found):
        doing.setdefault(action.bottleneck_id, []).append(action)
    context = {
        "title": _("Bottlenecks"),
        "lede": lede(found),
        "crumbs": (Crumb(_("Pipeline"), reverse("forecasting:movement")), Crumb(_("Bottlenecks"))),
        "tabs": tabs(request, "leaks"),
        "rows": [line(one, doing.get(one.pk, [])) for one in found],
        "empty": Empty(
            _("No bottleneck"),
            _("No stage of any team and segment is clearly worse than in its last four quarters."),
            "circle-check",
        ),
        "exports": [
            Action(text, links.changed(request.GET, export=key), "download")
            for key, text in (("csv", _("CSV")), ("xlsx", _("Excel")))
        ],
    }
    return render(request, "operations/leaks.html", context)


def lede(found: list[Any]) -> str:
    if not found:
        return _("Each stage of each team and segment against its own past, looked at each night.")
    said = {
        "n": formats.count(len(found)),
        "where": words.where(found[0]),
        "what": words.kinds()[found[0].kind].lower(),
    }
    text = ngettext(
        "%(n)s stage is clearly worse than in its last four quarters.",
        "%(n)s stages are clearly worse than in their last four quarters.",
        len(found),
    )
    return text % said


@requires(*LEADERS)
def leak(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = one_or_404(request, pk)
    return detail(request, found, ActionForm(initial=proposed(request, found)))


def proposed(request: HttpRequest, found: Any) -> dict[str, Any]:
    """The usual first step, oneself, and the day by which one can tell."""
    soonest = teams.facts.today() + timedelta(1)
    return {
        "what": words.suggestion(found),
        "owner": request.user.pk,
        "check_on": max(found.check_on, soonest),
    }


def detail(request: HttpRequest, found: Any, form: ActionForm, status: int = 200) -> HttpResponse:
    list_href = reverse("operations:leaks")
    context = {
        "title": words.where(found),
        "lede": words.kinds()[found.kind] + ". " + words.change(found),
        "crumbs": (Crumb(_("Bottlenecks"), list_href), Crumb(found.stage.name)),
        "tabs": tabs(request, "leaks"),
        "found": found,
        "money": words.money(found),
        "cause": words.cause(found),
        "suggestion": words.suggestion(found),
        "days": words.days(found),
        "actions": [_action(one) for one in actions.actions_of([found.pk])],
        "form": form,
    }
    return render(request, "operations/leak.html", context, status=status)


def _action(one: Any) -> dict[str, Any]:
    found = actions.effect_of(one)
    return {
        "what": one.what,
        "href": reverse("operations:action", args=[one.pk]),
        "note": one.note,
        "owner": one.owner,
        "opened": one.opened_on,
        "check": one.check_on,
        "verdict": words.verdict(one, found),
        "range": words.verdict_range(one, found),
    }


@require_POST
@requires(*LEADERS)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an action; its effect is looked at on the check date."""
    found = one_or_404(request, pk)
    form = ActionForm(request.POST)
    if not form.is_valid():
        return detail(request, found, form, status=422)
    open_action(bottleneck=found, by=request.user, **form.cleaned_data)
    return redirect("operations:leak", pk=pk)


class LeakDeals(ListPage):
    """The deals behind a finding: lost, waiting, gone back, or with the stage skipped."""

    name = "operations:leak_deals"
    title = gettext_lazy("Deals behind the bottleneck")
    table = LeakDealsTable
    order = "-value"
    hidden = ("number",)
    search_label = gettext_lazy("Deal name or CRM id")
    empty = Empty(
        gettext_lazy("No deals"),  # type: ignore[arg-type]
        gettext_lazy("These deals have moved since the last night."),  # type: ignore[arg-type]
        "funnel",
    )
    pk: int
    request: Any

    def rows(self, request: HttpRequest) -> Any:
        self.found = one_or_404(request, self.pk)
        return facts.deals(self.found).select_related("account", "owner", "stage")

    def search(self, rows: Any, text: str) -> Any:
        return rows.named(text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        here = reverse("operations:leak", args=[self.pk])
        return {
            "lede": f"{words.where(self.found)}: {words.change(self.found)}",
            "crumbs": (Crumb(_("Bottlenecks"), here), Crumb(self.found.stage.name)),
            "tabs": tabs(request, "leaks"),
        }


deals = requires(*LEADERS)(LeakDeals.as_view())
