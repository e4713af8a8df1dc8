"""Hand-overs of a plan: the list, one pack, and signing it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import crm.facts
from teams.access import EVERYONE, LEADERS, requires
from territories.core.signing import SIDES
from territories.facts import handovers as facts
from territories.filters.hand_overs import HandOverFilter
from territories.services import handovers as services
from territories.tables.hand_overs import HandOverTable
from territories.views.hand_over_page import HandOverPage
from territories.views.own import OfPlan, plan_or_404
from ui import formats
from ui.answering import answered
from ui.components import Action, Empty


class HandOvers(OfPlan):
    """Accounts that change hands, with who has signed; one's own for a rep."""

    room = "hand_overs"
    name = "territories:hand_overs"
    title = gettext_lazy("Hand-overs")
    table = HandOverTable
    filters = HandOverFilter
    order = "-value"
    search_label = gettext_lazy("Account or person")
    empty = Empty(
        gettext_lazy("Nothing changes hands"),  # type: ignore[arg-type]
        gettext_lazy("Hand-overs are prepared as soon as a plan is approved."),  # type: ignore[arg-type]
        "arrow-right-left",
    )

    def of_plan(self, access: Any) -> Any:
        self.seen = facts.hand_overs(access).filter(model=self.pk)
        return facts.with_state(self.seen)

    def search(self, rows: Any, text: str) -> Any:
        named = crm.facts.accounts().named(text).order_by().values("pk")
        by_person = Q(giver__name__icontains=text) | Q(taker__name__icontains=text)
        return rows.filter(Q(account__in=named) | by_person)

    def lede(self) -> str:
        found = facts.progress(self.seen)
        said = {
            "done": formats.count(found.signed),
            "all": formats.count(found.rows),
            "money": formats.money(found.value),
            "day": formats.day_long(self.model.starts_on),
        }
        text = _("%(done)s of %(all)s signed; open deals worth %(money)s move on %(day)s.")
        return text % said if found.rows else ""

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        return super().frame(request) | {"actions": self.actions(request)}

    def actions(self, request: HttpRequest) -> tuple[Action, ...]:
        """What stays behind belongs to what moves."""
        leads = request.access.role in LEADERS  # type: ignore[attr-defined]
        return (Action(_("Holds"), reverse("territories:holds"), "hand"),) if leads else ()


hand_overs = requires(*EVERYONE)(HandOvers.as_view())


@requires(*EVERYONE)
def hand_over(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One pack: both owners, those who lead them, and operations; the two sign."""
    access: Any = request.access  # type: ignore[attr-defined]
    row = get_object_or_404(facts.hand_overs(access).filter(model=plan_or_404(pk)), pk=number)
    page = HandOverPage(row, access, request.POST or None)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in page.acts:
            raise PermissionDenied(_("This is not yours to do now."))
        form = page.acts[act]
        if form is None or form.is_valid():
            _do(request, act, page)
            return redirect("territories:hand_over", pk, number)
    status = 422 if request.method == "POST" else 200
    return render(request, "territories/hand_over.html", page.context(request), status=status)


def _do(request: HttpRequest, act: str, page: HandOverPage) -> None:
    form, by = page.acts[act], request.user
    said = form.cleaned_data if form else {}
    with answered(request, _("Saved.")):
        if act in SIDES:
            services.sign(hand_over=page.row, side=act, by=by, **said)
        elif act == "reopen":
            services.reopen(hand_over=page.row, by=by, **said)
        else:
            services.undo(hand_over=page.row, side=act.removeprefix("undo_"), by=by)
