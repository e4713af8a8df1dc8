"""What a plan does to the book of each person: their own page, and the list for who leads them."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import teams.facts
from teams.access import EVERYONE, LEADERS, requires
from teams.core.scope import Scope
from territories.facts import appeals
from territories.facts import books as facts
from territories.filters.appeals import AppealFilter
from territories.models import TerritoryModel
from territories.services import appeals as services
from territories.tables.appeals import AppealTable
from territories.tables.books import BookTable
from territories.views.book_page import BookPage
from territories.views.own import OfPlan, plan_or_404
from ui.answering import answered
from ui.components import Action, Crumb, Empty


@requires(*EVERYONE)
def book(request: HttpRequest) -> HttpResponse:
    """One's own accounts before and after; who has none is shown those of others, if they may."""
    access: Any = request.access  # type: ignore[attr-defined]
    model = facts.published(teams.facts.today())
    if model is None:
        return _nothing(request)
    if access.rep is None:
        if access.may("see_company"):
            return redirect("territories:books", model.pk)
        raise Http404(_("There is no such page for you."))
    return _page(request, model, access.rep)


@requires(*EVERYONE)
def book_of(request: HttpRequest, pk: int, rep: int) -> HttpResponse:
    """The same page about somebody whom one sees today."""
    access: Any = request.access  # type: ignore[attr-defined]
    today = teams.facts.today()
    found = teams.facts.scopes_of("rep", [rep]).get(rep)
    if found is None or not access.sees_rep(rep, today, today + timedelta(1)):
        raise Http404(_("There is no such page for you."))
    return _page(request, plan_or_404(pk), found)


def _page(request: HttpRequest, model: TerritoryModel, rep: Scope) -> HttpResponse:
    access: Any = request.access  # type: ignore[attr-defined]
    page = BookPage(model, rep, access, request.POST or None)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in page.acts:
            raise PermissionDenied(_("This is not yours to do now."))
        form = page.acts[act]
        if form is None or form.is_valid():
            _do(request, act, page)
            return redirect(f"{request.path}#appeal")
    status = 422 if request.method == "POST" else 200
    return render(request, "territories/book.html", page.context(request), status=status)


def _do(request: HttpRequest, act: str, page: BookPage) -> None:
    form, by = page.acts[act], request.user
    said = form.cleaned_data if form else {}
    with answered(request, _("Saved.")):
        if act == "appeal":
            services.appeal(model=page.model, rep_id=page.rep.id, by=by, **said)
        elif act == "answer":
            services.answer(row=page.appeal, by=by, **said)
        else:
            services.withdraw(row=page.appeal, by=by)


def _nothing(request: HttpRequest) -> HttpResponse:
    mine = Action(_("My accounts"), reverse("crm:accounts"), "building-2")
    text = _("As soon as a new plan is approved, what it changes for you is told here.")
    context = {
        "title": _("My book"),
        "crumbs": (Crumb(_("My book")),),
        "empty": Empty(_("No change of territories is coming"), text, "map", (mine,)),
    }
    return render(request, "territories/no_book.html", context)


class Books(OfPlan):
    """Everybody's accounts before and after a plan, for who leads them."""

    room = "books"
    name = "territories:books"
    title = gettext_lazy("Books before and after")
    table = BookTable
    order = "rep"
    hidden = ("workload_before", "workload_after")
    search_label = gettext_lazy("Name")
    empty = Empty(
        gettext_lazy("No books yet"),  # type: ignore[arg-type]
        gettext_lazy("They are added up as soon as a plan is approved."),  # type: ignore[arg-type]
        "map",
    )

    def of_plan(self, access: Any) -> Any:
        return facts.books(access, self.pk)

    def lede(self) -> str:
        return _("What each person has today, and what they will have.")


class Appeals(OfPlan):
    """What people object to, and until when they get an answer."""

    room = "appeals"
    name = "territories:appeals"
    title = gettext_lazy("Appeals")
    table = AppealTable
    filters = AppealFilter
    order = "due_on"
    search_label = gettext_lazy("Name")
    empty = Empty(
        gettext_lazy("No appeal to answer"),  # type: ignore[arg-type]
        gettext_lazy("Everybody may object once to what a plan does to their book."),  # type: ignore[arg-type]
        "message-circle",
    )

    def of_plan(self, access: Any) -> Any:
        return appeals.appeals(access).filter(model=self.pk)

    def lede(self) -> str:
        return _("Agreed appeals are carried out in the plan: revoke it, or add an exception.")


books = requires(*LEADERS)(Books.as_view())
appeals_of = requires(*LEADERS)(Appeals.as_view())
