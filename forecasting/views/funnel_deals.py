"""The deals behind one number of the funnel; as many as it says, with its value in all."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm import facts as crm
from forecasting.tables.deals import FunnelTable
from forecasting.views.asked import Asked, asked, frame, period_words
from kpis.core.funnel.parts import DIMS
from kpis.facts import funnel as facts
from teams.access import EVERYONE, requires
from ui import formats
from ui.components import Empty
from ui.pages import ListPage

KEPT = ("p", "scope", "by", "stage", "kind", "of", "part", "sort", "cols", "view")


class Deals(ListPage):
    """What the address names: a stage, what became of the deals, and perhaps a part."""

    name = "forecasting:funnel_deals"
    title = gettext_lazy("Deals in the funnel")
    table = FunnelTable
    template = "ui/list_page.html"
    order = "-value"
    hidden = ("number", "reason")
    search_label = gettext_lazy("Deal name or CRM id")
    keys_first = True
    empty = Empty(
        gettext_lazy("No deals"),  # type: ignore[arg-type]
        gettext_lazy("No deal is behind this number."),  # type: ignore[arg-type]
        "funnel",
    )
    ask: Asked
    behind: facts.Behind
    stage: str

    def rows(self, request: HttpRequest) -> Any:
        self.ask = asked(request)
        self.behind, self.stage = _behind(request, self.ask)
        return facts.funnel_deals(self.behind).select_related("account", "owner", "stage")

    def search(self, rows: Any, text: str) -> Any:
        return rows.named(text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        kept = [(name, request.GET[name]) for name in KEPT if request.GET.get(name)]
        found = frame(request, self.ask, "funnel")
        return found | {"lede": self.lede(), "carried": kept}

    @cached_property
    def sums(self) -> tuple[int, Decimal]:
        return facts.funnel_sums(self.behind)

    def known(self) -> int:
        return self.sums[0]

    def lede(self) -> str:
        n, value = self.sums
        said = period_words(self.ask) | {
            "deals": ngettext("%(n)s deal", "%(n)s deals", n) % {"n": formats.count(n)},
            "money": formats.money_exact(value),
            "what": kinds()[self.behind.kind] % {"stage": self.stage},
        }
        text = _("%(what)s: %(deals)s, %(money)s in all; %(scope)s, %(period)s.") % said
        return f"{text} {self.behind.key}".strip()


def kinds() -> dict[str, str]:
    """What became of the deals."""
    return {
        "entered": _("Entered %(stage)s"),
        "passed": _("Moved on from %(stage)s"),
        "lost": _("Entered %(stage)s, later lost without moving on"),
        "open": _("Entered %(stage)s, still under way"),
        "skipped": _("Skipped %(stage)s"),
        "leaked": _("Lost from %(stage)s"),
        "back": _("Went back from %(stage)s"),
    }


def _behind(request: HttpRequest, ask: Asked) -> tuple[facts.Behind, str]:
    given = request.GET
    basis, kind, dim = given.get("by", "cohort"), given.get("kind", "entered"), given.get("of", "")
    stage = next((s for s in crm.stages() if str(s.id) == given.get("stage")), None)
    known = basis in ("cohort", "period") and kind in kinds() and dim in ("", *DIMS)
    if stage is None or not known or ask.scope.kind == "territory":
        raise Http404(_("There is no such page for you."))
    part = given.get("part", "")
    return facts.Behind(ask.scope, ask.period, basis, stage.id, kind, dim, part), stage.name


deals = requires(*EVERYONE)(Deals.as_view())
