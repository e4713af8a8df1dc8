"""Open deals that moved with their account and still belong to the old owner in the CRM."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teams.access import LEADERS, requires
from territories.facts.otherwise import deals_otherwise
from territories.tables.moves import DealsOtherwiseTable
from territories.views import frame
from ui.components import Crumb, Empty
from ui.pages import ListPage


class DealsOtherwise(ListPage):
    """As the hand-overs say; to load into the CRM, which alone changes the owner of a deal."""

    name = "territories:otherwise_deals"
    title = gettext_lazy("Deals to move in the CRM")
    table = DealsOtherwiseTable
    order = "name"
    search_label = gettext_lazy("Deal name")
    empty = Empty(
        gettext_lazy("No deal is left behind"),  # type: ignore[arg-type]
        gettext_lazy("Open deals that moved with their account are the next owner's in the CRM."),  # type: ignore[arg-type]
        "circle-check",
    )

    def rows(self, request: HttpRequest) -> Any:
        return deals_otherwise(request.access)  # type: ignore[attr-defined]

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(name__icontains=text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        above = Crumb(_("The CRM still says otherwise"), reverse("territories:otherwise"))
        lede = _(
            "By their hand-overs these deals go along with the account. Download the list and load "
            "it into the CRM."
        )
        return {"crumbs": frame.crumbs(above, Crumb(str(self.title))), "lede": lede}


deals = requires(*LEADERS)(DealsOtherwise.as_view())
