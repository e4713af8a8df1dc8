"""What happened to a model, who did it, and the days on which something inside it changes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teams.access import LEADERS, requires
from territories.facts import models as facts
from territories.facts.otherwise import otherwise
from territories.facts.turns import Turn, turns
from territories.tables.moves import OtherwiseTable
from territories.told import told
from territories.views import frame
from ui import formats
from ui.components import Crumb, Empty
from ui.pages import ListPage

MOST = 200  # so many dated changes stand on the page


@requires(*LEADERS)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Steps and comments; seats and exceptions by day."""
    model = frame.model_or_404(request, pk)
    dated = turns(model.pk)
    context = frame.heading(request, model, "history") | {
        "told": [told(event) for event in facts.events(model.pk)],
        "turns": [_line(turn) for turn in dated[:MOST]],
        "more": max(0, len(dated) - MOST),
    }
    return render(request, "territories/history.html", context)


def _line(turn: Turn) -> dict[str, str]:
    texts = {
        ("seat", True): _("%(who)s sits in %(territory)s from this day"),
        ("seat", False): _("%(who)s sat in %(territory)s until the day before"),
        ("exception", True): _("%(who)s belongs to %(territory)s by exception from this day"),
        ("exception", False): _("The exception of %(who)s in %(territory)s is over"),
    }
    who = turn.who or _("Nobody")
    text = texts[turn.what, turn.begins] % {"who": who, "territory": turn.territory}
    return {"day": formats.day_long(turn.day), "text": text, "note": turn.note}


class Otherwise(ListPage):
    """Accounts of which the CRM still says something else than the plan; to load into the CRM."""

    name = "territories:otherwise"
    title = gettext_lazy("The CRM still says otherwise")
    table = OtherwiseTable
    order = "name"
    search_label = gettext_lazy("Account name")
    empty = Empty(
        gettext_lazy("The CRM says the same"),  # type: ignore[arg-type]
        gettext_lazy("Owners and territories in the CRM are those of the plan in force."),  # type: ignore[arg-type]
        "circle-check",
    )

    def rows(self, request: HttpRequest) -> Any:
        return otherwise(request.access)  # type: ignore[attr-defined]

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(name__icontains=text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        lede = _(
            "Download the list and load it into the CRM: owner and territory are those in force."
        )
        return {"crumbs": frame.crumbs(Crumb(str(self.title))), "lede": lede}


otherwise_list = requires(*LEADERS)(Otherwise.as_view())
