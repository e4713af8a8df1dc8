"""What happened to a plan, and every figure that was said in it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from planning.facts import lines, plans
from planning.tables.changes import ChangeTable
from planning.views import frame
from teams.access import LEADERS, requires
from ui.components import Empty
from ui.pages import ListPage
from versions.words import told


class History(ListPage):
    """Figures, latest first; managers read those of their people."""

    name = "planning:history"
    title = gettext_lazy("Every figure")
    table = ChangeTable
    search_label = gettext_lazy("Name or reason")
    empty = Empty(gettext_lazy("No figure was said yet"), icon="history")  # type: ignore[arg-type]
    template = "planning/history.html"
    pk: int

    def rows(self, request: HttpRequest) -> Any:
        plan = frame.plan_or_404(request, self.pk)
        return lines.said(plan, request.access)  # type: ignore[attr-defined]

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(lines.named(text))

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        plan = frame.plan_or_404(request, self.pk)
        heading = frame.heading(request, plan, "history")
        return heading | {"told": [told(event) for event in plans.events(self.pk)]}


history = requires(*LEADERS)(History.as_view())
