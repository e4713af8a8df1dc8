"""Adjustments of a published plan: the list, asking for one, deciding one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning import answer_words, letter_words, words
from planning.facts import adjustments as facts
from planning.forms.publishing import AdjustForm, DecideForm
from planning.models import Adjustment, QuotaPlan
from planning.services import adjusting
from planning.tables.adjustments import AdjustmentTable
from planning.views import frame
from teams.access import ADMINISTRATORS, LEADERS, requires
from teams.core.access import EXECUTIVE, MANAGER, OPERATORS
from teams.services.refused import Refused
from ui import formats
from ui.components import Action, Crumb, Empty, Fact
from ui.pages import ListPage
from versions.core import states
from versions.words import who

ASK, DECIDE = (MANAGER, *OPERATORS), (EXECUTIVE, *ADMINISTRATORS)


class Adjustments(ListPage):
    """Planned + adjustments = revised, with who asked and who decided."""

    name = "planning:adjustments"
    title = gettext_lazy("Adjustments")
    table = AdjustmentTable
    order = "-at"
    search_label = gettext_lazy("Name")
    empty = Empty(
        gettext_lazy("No adjustment"),  # type: ignore[arg-type]
        gettext_lazy(  # type: ignore[arg-type]
            "A published quota is changed beside the plan: asked with a reason, then approved."
        ),
        "scale",
    )
    pk: int

    def rows(self, request: HttpRequest) -> Any:
        self.plan = frame.plan_or_404(request, self.pk)
        access: Any = request.access  # type: ignore[attr-defined]
        return facts.with_revised(facts.adjustments(access).filter(line__goal__plan=self.pk))

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(line__rep__name__icontains=text)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        heading = frame.heading(request, self.plan, "adjustments")
        new = reverse("planning:adjust", args=[self.pk])
        may = may_ask(request, self.plan)
        return {
            "lede": _("The plan's own figures never change; an adjustment stands beside them."),
            "crumbs": heading["crumbs"],
            "tabs": heading["tabs"],
            "actions": (Action(_("Ask for one"), new, "plus", "primary"),) if may else (),
        }


adjustments = requires(*LEADERS)(Adjustments.as_view())


def may_ask(request: HttpRequest, plan: QuotaPlan) -> bool:
    role = request.access.role  # type: ignore[attr-defined]
    return role in ASK and plan.state == states.ACTIVE


@requires(*ASK)
def adjust(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an adjustment of somebody whom one sees."""
    plan = frame.plan_or_404(request, pk)
    lines = facts.people(plan, request.access)  # type: ignore[attr-defined]
    form = AdjustForm(request.POST or None, lines=lines, initial={"line": request.GET.get("line")})
    if request.method == "POST" and form.is_valid() and _asked(request, form):
        return redirect("planning:adjustments", plan.pk)
    title = _("Ask for an adjustment")
    heading = frame.heading(request, plan, "adjustments", Crumb(title))
    context = {**heading, "title": title, "form": form, "page_class": "narrow"}
    status = 422 if request.method == "POST" else 200
    return render(request, "planning/adjust.html", context, status=status)


def _asked(request: HttpRequest, form: AdjustForm) -> bool:
    said = {n: form.cleaned_data[n] for n in ("line", "start", "end", "amount", "why")}
    try:
        adjusting.ask(by=request.user, **said)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Asked. It counts as soon as it is approved."))
    return True


@requires(*LEADERS)
def adjustment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One adjustment; who may approve decides it here."""
    plan = frame.plan_or_404(request, pk)
    access: Any = request.access  # type: ignore[attr-defined]
    row = get_object_or_404(facts.adjustments(access).filter(line__goal__plan=pk), pk=number)
    may = access.role in DECIDE and row.state == Adjustment.State.ASKED
    form = DecideForm(request.POST or None)
    if request.method == "POST":
        if not may:
            raise PermissionDenied(_("This is not yours to do now."))
        if form.is_valid() and _decided(request, row, form):
            return redirect("planning:adjustments", pk)
    context = _context(request, plan, row) | {"form": form if may else None}
    status = 422 if request.method == "POST" else 200
    return render(request, "planning/adjustment.html", context, status=status)


def _decided(request: HttpRequest, row: Adjustment, form: DecideForm) -> bool:
    act = adjusting.approve if request.POST.get("act") == "approve" else adjusting.refuse
    try:
        act(adjustment=row, by=request.user, words=form.cleaned_data["words"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Saved."))
    return True


def _context(request: HttpRequest, plan: QuotaPlan, row: Adjustment) -> dict[str, Any]:
    name = row.line.rep.name if row.line.rep else ""
    return {
        **frame.heading(request, plan, "adjustments", Crumb(name)),
        "title": name,
        "state": answer_words.adjustment(row),
        "page_class": "narrow",
        "row": row,
        "facts": _facts(row),
    }


def _facts(row: Adjustment) -> list[Fact]:
    goal = row.line.goal
    write, found = words.amount(goal.measure), facts.revised([row.line])[row.line_id]
    own = row.amount if row.state == Adjustment.State.ASKED else 0
    sign = "+" if row.amount > 0 else ""
    name = letter_words.name_of(goal.measure, goal.product_family, goal.segment)
    return [
        Fact(_("Goal"), name),
        Fact(_("Days"), letter_words.span(row.days.lower, row.days.upper)),
        Fact(_("Planned"), write(found.planned)),
        Fact(_("Adjusted so far"), write(found.adjusted)),
        Fact(_("This adjustment"), f"{sign}{write(row.amount)}"),
        Fact(_("Revised"), write(None if found.amount is None else found.amount + own), total=True),
        Fact(_("Asked by"), f"{who(row.by)}, {formats.moment(row.at)}"),
        Fact(_("Decided by"), f"{who(row.decided_by)}, {formats.moment(row.decided_at)}")
        if row.decided_at
        else Fact(_("Decided by"), _("nobody yet")),
    ]
