"""Two models beside each other: what each territory gains and loses, and how even they are."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import teams.facts
from teams.access import LEADERS, requires
from territories.facts import comparing
from territories.facts import models as facts
from territories.models import TerritoryModel
from territories.tables.moves import MovedTable
from territories.views import compare_page, frame
from ui.components import Crumb, Empty
from ui.pages import ListPage


@requires(*LEADERS)
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """`?with=` is the model before; without it, the one that this was copied from, or in force."""
    model = frame.model_or_404(request, pk)
    others = list(facts.models(request.access).exclude(pk=pk))  # type: ignore[attr-defined]
    before = _before(request, model, others)
    context = frame.heading(request, model, "compare") | {"others": others, "before": before}
    if before is not None:
        found = comparing.compare(before, model, teams.facts.today())
        context |= compare_page.shown(found, before, model)
    return render(request, "territories/compare.html", context)


def _before(
    request: HttpRequest, model: TerritoryModel, others: list[TerritoryModel]
) -> TerritoryModel | None:
    if text := request.GET.get("with", ""):
        return frame.model_or_404(request, int(text) if text.isdigit() else 0)
    today = teams.facts.today()
    known = {one.pk: one for one in others}
    now = facts.in_force(today)
    likely = (model.based_on_id, now.pk if now else None)
    return next((known[pk] for pk in likely if pk in known), None)


class Moved(ListPage):
    """The accounts that one model puts elsewhere than another; managers read those of their
    people."""

    name = "territories:moved"
    title = gettext_lazy("Accounts that move")
    table = MovedTable
    order = "-pipeline"
    search_label = gettext_lazy("Account name")
    empty = Empty(
        gettext_lazy("No account moves"),  # type: ignore[arg-type]
        gettext_lazy("Both models put every account in the same territory."),  # type: ignore[arg-type]
        "equal",
    )
    pk: int
    other: int

    def rows(self, request: HttpRequest) -> Any:
        before, after = (frame.model_or_404(request, pk) for pk in (self.other, self.pk))
        return comparing.moved(before, after, request.access)  # type: ignore[attr-defined]

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(account__name__icontains=text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        before, after = (frame.model_or_404(request, pk) for pk in (self.other, self.pk))
        heading = frame.heading(request, after, "compare")
        href = reverse("territories:compare", args=(after.pk,)) + f"?with={before.pk}"
        crumbs = (*heading["crumbs"][:-1], Crumb(_("Compare"), href), Crumb(str(self.title)))
        lede = _("From “%(before)s” to “%(after)s”.") % {"before": before.name, "after": after.name}
        return {"crumbs": crumbs, "lede": lede, "tabs": heading["tabs"]}


moved = requires(*LEADERS)(Moved.as_view())
