"""Holds: the list, holding an account or a deal, and letting it go early."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

import crm.facts
import teams.facts
from teams.access import LEADERS, OPERATORS, requires
from teams.core.access import MANAGER
from teams.services.refused import Refused
from territories import moving_words as words
from territories.facts import holds as facts
from territories.facts.policy import hold_limits, policy
from territories.filters.holds import HoldFilter
from territories.forms.holds import HoldForm
from territories.models import Hold
from territories.services import holds as services
from territories.tables.holds import HoldTable
from ui import formats
from ui.answering import answered
from ui.components import Action, Crumb, Empty, Fact
from ui.pages import ListPage

# Who holds something back for their people, or for anybody.
HOLDERS = (MANAGER, *OPERATORS)
FOUND = 12  # accounts and deals offered for a name


class Holds(ListPage):
    """Accounts and deals that stay with their owner for a while."""

    name = "territories:holds"
    title = gettext_lazy("Holds")
    table = HoldTable
    filters = HoldFilter
    order = "ends"
    search_label = gettext_lazy("Account, deal or person")
    empty = Empty(
        gettext_lazy("Nothing is held back"),  # type: ignore[arg-type]
        gettext_lazy("A hold keeps an account or a deal with its owner, for a reason and a while."),  # type: ignore[arg-type]
        "hand",
    )
    template = "territories/holds.html"

    def rows(self, request: HttpRequest) -> Any:
        self.access: Any = request.access  # type: ignore[attr-defined]
        return facts.holds(self.access)

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(name__icontains=text) | rows.filter(rep__name__icontains=text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        new = Action(_("Hold something back"), reverse("territories:hold_new"), "plus", "primary")
        return {
            "lede": _lede(self.access),
            "crumbs": (Crumb(str(self.title)),),
            "actions": (new,) if self.access.role in HOLDERS else (),
            "much_held": _much_held(self.access),
        }


holds = requires(*LEADERS)(Holds.as_view())


def _lede(access: Any) -> str:
    """How held deals ended so far: hoping for more is usual."""
    found = facts.outcome(access)
    text = _("What stays with its owner although a plan moves it.")
    if not found.closed:
        return text
    said = {"won": formats.count(found.won), "closed": formats.count(found.closed)}
    return f"{text} " + _("Of held deals that have closed, %(won)s of %(closed)s were won.") % said


def _much_held(access: Any) -> list[str]:
    """A sentence for each person of whom more is held than the company thinks healthy."""
    today, most = teams.facts.today(), policy().held_share
    running = facts.running(facts.holds(access), today).order_by()
    names = dict(running.values_list("rep", "rep__name").distinct())
    return [
        _warning(names[pk], held, most)
        for pk, held in facts.held_of(names, today).items()
        if held.share is not None and held.share > most
    ]


def _warning(name: str, held: facts.Held, most: Decimal) -> str:
    return _(
        "%(share)s of the open deals of %(name)s are held (%(held)s of %(whole)s); the company "
        "warns above %(most)s."
    ) % {
        "share": formats.percent(held.share),
        "name": name,
        "held": formats.money(held.held),
        "whole": formats.money(held.whole),
        "most": formats.percent(most),
    }


# Holding back ------------------------------------------------------------------------------------


@requires(*HOLDERS)
def hold_new(request: HttpRequest) -> HttpResponse:
    """What is held is named by `account` or `deal`; without either it is looked for."""
    kind, thing = _thing(request)
    if thing is None:
        return _look(request)
    form = HoldForm(request.POST or None, today=teams.facts.today(), limits=hold_limits())
    if request.method == "POST" and form.is_valid():
        try:
            hold = getattr(services, f"hold_{kind}")
            row = hold(**{kind: thing}, terms=form.terms, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Held back until %(day)s.") % {"day": _until(row)})
            return redirect("territories:holds")
    context = {
        "title": _("Hold back: %(name)s") % {"name": thing.name},
        "lede": _("It stays with %(name)s.") % {"name": thing.owner.name} if thing.owner else "",
        "crumbs": (Crumb(_("Holds"), reverse("territories:holds")), Crumb(thing.name)),
        "page_class": "narrow",
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "territories/hold_new.html", context, status=status)


def _thing(request: HttpRequest) -> tuple[str, Any]:
    """The account or open deal that is named, of a person whom the reader sees."""
    access: Any = request.access  # type: ignore[attr-defined]
    rows = {
        "account": crm.facts.accounts(access),
        "deal": crm.facts.opportunities(access, each=True).open(),
    }
    for kind, found in rows.items():
        if (text := request.GET.get(kind, "")).isdecimal():
            mine = found if access.rep_ids is None else found.filter(owner__in=access.rep_ids)
            return kind, get_object_or_404(mine.select_related("owner"), pk=int(text))
    return "", None


def _look(request: HttpRequest) -> HttpResponse:
    """Accounts and open deals of a name, to choose from."""
    access: Any = request.access  # type: ignore[attr-defined]
    text, found = request.GET.get("q", "").strip(), []
    if text:
        accounts = crm.facts.accounts(access).named(text).select_related("owner")[:FOUND]
        deals = crm.facts.opportunities(access).open().named(text)
        deals = deals.select_related("owner", "stage").order_by("close_date")[:FOUND]
        found = [("account", one) for one in accounts] + [("deal", one) for one in deals]
    seen = access.rep_ids
    context = {
        "title": _("Hold something back"),
        "crumbs": (Crumb(_("Holds"), reverse("territories:holds")), Crumb(_("New"))),
        "page_class": "narrow",
        "q": text,
        "found": [row for row in found if seen is None or row[1].owner_id in seen],
    }
    return render(request, "territories/hold_look.html", context)


def _until(row: Hold) -> str:
    return formats.day_long(row.valid.upper)


# One hold ----------------------------------------------------------------------------------------


@requires(*LEADERS)
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """What is held and why; whoever may hold also lets it go."""
    access: Any = request.access  # type: ignore[attr-defined]
    row: Any = get_object_or_404(facts.holds(access), pk=pk)
    today = teams.facts.today()
    context = {
        "title": row.name,
        "crumbs": (Crumb(_("Holds"), reverse("territories:holds")), Crumb(row.name)),
        "page_class": "narrow",
        "state": words.hold_state(row.starts, row.ends, today, today + timedelta(facts.SOON_DAYS)),
        "facts": _facts(row),
        "href": _href(row),
        "may_end": access.role in HOLDERS and row.ends > today,
        "row": row,
    }
    return render(request, "territories/hold.html", context)


def _facts(row: Any) -> list[Fact]:
    return [
        Fact(_("Stays with"), row.rep.name),
        Fact(_("Reason"), words.hold_reason(row)),
        Fact(_("First day"), formats.day_long(row.starts)),
        Fact(_("Until"), formats.day_long(row.ends)),
        Fact(_("Credit until"), formats.day_long(row.credit_until)),
        Fact(_("Open deals"), formats.money(row.value)),
        Fact(_("Held by"), row.by.name if row.by else ""),
    ]


def _href(row: Any) -> str:
    if row.account_id:
        return reverse("crm:account", args=[row.account_id])
    return reverse("crm:deal", args=[row.deal_id])


@require_POST
@requires(*HOLDERS)
def hold_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it go from today on."""
    access: Any = request.access  # type: ignore[attr-defined]
    row: Any = get_object_or_404(facts.holds(access), pk=pk)
    with answered(request, _("It is no longer held back.")):
        services.end_hold(hold=row, by=request.user, reason=request.POST.get("reason", "")[:250])
    return redirect("territories:holds")
