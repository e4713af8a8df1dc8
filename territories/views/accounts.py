"""The accounts of a model: who gets what, filtered and exported; a model in force on any day."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teams.access import LEADERS, requires
from territories.facts import listed
from territories.filters.accounts import AccountFilters
from territories.tables import accounts as columns
from territories.views import frame
from ui import formats
from ui.components import Action, Empty
from ui.pages import ListPage
from ui.tables import Table
from versions.core import states

MOST_OF_MANY = 1_000  # rows that are counted and paged where there are very many


class Accounts(ListPage):
    name = "territories:accounts"
    title = gettext_lazy("Accounts")
    table = columns.AccountTable
    order = "account"
    hidden = columns.HIDDEN
    template = "territories/accounts.html"
    search_label = gettext_lazy("Account name or CRM id")
    request: HttpRequest
    pk: int

    @cached_property
    def model(self) -> Any:
        return frame.model_or_404(self.request, self.pk)

    @cached_property
    def day(self) -> Any:
        return frame.as_of(self.request, self.model)

    @cached_property
    def is_long(self) -> bool:
        return listed.is_long()

    @property
    def filters(self) -> Any:  # type: ignore[override]
        return AccountFilters.of(self.pk, is_planned=self.model.active is None)

    @property
    def most(self) -> int | None:  # type: ignore[override]
        return MOST_OF_MANY if self.is_long else None

    def rows(self, request: HttpRequest) -> Any:
        return listed.accounts(self.model, self.day, request.access)  # type: ignore[attr-defined]

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(account__in=listed.named(text))

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        lede = _("Where the rules put each account, as they were run last.")
        if self.model.active is not None:
            day = {"day": formats.day_long(self.day)}
            lede = _("Where each account belongs, as of %(day)s.") % day
        heading = frame.heading(request, self.model, "accounts")
        return heading | {"lede": lede, "day": self.day, "actions": self._actions()}

    def _actions(self) -> tuple[Action, ...]:
        """What the rules ask for, while the plan is in force."""
        may_plan = self.request.access.may("plan")  # type: ignore[attr-defined]
        if self.model.state != states.ACTIVE or not may_plan:
            return ()
        return (
            Action(_("Moves that the rules ask for"), frame.ROOMS.address(self.model, "routing")),
        )

    @property
    def empty(self) -> Empty:  # type: ignore[override]
        text = _("Accounts get a place when the rules of the model are run.")
        return Empty(_("No accounts"), text, "inbox")

    def _sort(self, request: HttpRequest) -> list[str]:
        asked = super()._sort(request)
        known = [name for name in asked if name.lstrip("-") in columns.INDEXED]
        return (known or [self.order]) if self.is_long else asked

    def _table(self, request: HttpRequest, rows: Any) -> Table:
        found = super()._table(request, rows)
        for name, column in found.columns.items():
            column.column.orderable = not self.is_long or name in columns.INDEXED
        return found


@requires(*LEADERS)
def accounts(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A manager sees the accounts of their people."""
    return Accounts.as_view(request=request)(request, pk=pk)
