"""The rules of a model: what each asks, what it wins, and those that win nothing. Running them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from teams.access import LEADERS, OPERATORS, requires
from teams.services.refused import Refused
from territories import tasks
from territories.facts import listed
from territories.facts.rule_list import rule_rows
from territories.services.placing import place
from territories.tables.rules import RuleTable
from territories.views import frame
from ui import formats
from ui.components import Empty
from ui.pages import ListPage


class Rules(ListPage):
    name = "territories:rules"
    title = gettext_lazy("Rules")
    table = RuleTable
    order = "kind"
    hidden = ("role", "note")
    template = "territories/rules.html"
    request: HttpRequest
    pk: int

    def rows(self, request: HttpRequest) -> Any:
        self.model = frame.model_or_404(request, self.pk)
        return rule_rows(self.pk)

    def search(self, rows: Any, text: str) -> Any:
        wanted = text.casefold()
        return [row for row in rows if wanted in f"{row.territory} {row.include}".casefold()]

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        lede = _(
            "Tried in this order: exceptions and named accounts first, then rules about kinds of "
            "customers, about places, and for everything else; the lower number first."
        )
        is_open = self.model.active is None
        may_run = is_open and request.access.may("plan")  # type: ignore[attr-defined]
        heading = frame.heading(request, self.model, "rules")
        return heading | {"lede": lede, "may_run": may_run}

    @property
    def empty(self) -> Empty:  # type: ignore[override]
        text = _("Without rules only named accounts and exceptions have a territory.")
        return Empty(_("No rules yet"), text, "inbox")


@requires(*LEADERS)
def rules(request: HttpRequest, pk: int) -> HttpResponseBase:
    return Rules.as_view(request=request)(request, pk=pk)


@require_POST
@requires(*OPERATORS)
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Place all accounts of a draft; very many in the background."""
    model = frame.model_or_404(request, pk)
    if listed.is_long():
        tasks.place_all.delay(model.pk, request.user.pk)
        messages.info(
            request, _("The rules are being run; with so many accounts it takes a minute.")
        )
        return redirect("territories:rules", model.pk)
    try:
        placed = place(model.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        said = ngettext("The rules put %(n)s account elsewhere.",
                        "The rules put %(n)s accounts elsewhere.", placed.changed)  # fmt: skip
        messages.success(request, said % {"n": formats.count(placed.changed)})
    return redirect("territories:rules", model.pk)
