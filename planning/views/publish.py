"""Publishing a plan: the check list, what changes for whom, and the button."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRedirect

import audit.facts
import teams.facts
from kernel.dated import Days
from planning import chance_words, letter_words, words
from planning.facts.checklist import Changed, Checklist, Relieved, checklist
from planning.facts.limits import Beyond
from planning.forms.publishing import PublishForm
from planning.models import QuotaPlan
from planning.services import publishing_runs
from planning.services.publishing import days_of, publish
from planning.views import frame
from teams.access import LEADERS, OPERATORS, requires
from teams.services.refused import Refused
from teams.web import day_of
from ui import formats
from ui.components import Fact, Progress, Status
from versions.core import states

# Lines that are unfolded at once.
MOST = 60


@requires(*LEADERS)
def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Whoever reads the plan reads what publishing does; operations do it."""
    plan = frame.plan_or_404(request, pk)
    found = checklist(plan, _days(request, plan))
    form = PublishForm(request.POST or None, asked=bool(found.beyond))
    may = may_publish(request, plan)
    if request.method == "POST" and may and form.is_valid():
        if publishing_runs.is_many(plan):
            reason = form.cleaned_data["reason"]
            run = publishing_runs.ask(plan, request.user, reason, found.days.start)
            return redirect("planning:publishing", plan.pk, run.pk)
        if _done(request, plan, form, found.days.start):
            return redirect("planning:letters", plan.pk)
    status = 422 if request.method == "POST" else 200
    context = _context(request, plan, found) | {"form": form if may and not found.same else None}
    return render(request, "planning/publish.html", context, status=status)


@requires(*OPERATORS)
def publishing(request: HttpRequest, pk: int, run: int) -> HttpResponseBase:
    """How far it is; leads to the letters as soon as they are there."""
    plan, found = frame.plan_or_404(request, pk), audit.facts.run(run)
    if found is None or found.kind != publishing_runs.PUBLISH or found.params["plan"] != pk:
        raise Http404(_("There is no such run."))
    is_part = request.headers.get("HX-Request")
    if found.state == "done":
        address = reverse("planning:letters", args=[pk])
        return HttpResponseClientRedirect(address) if is_part else redirect(address)
    context = frame.heading(request, plan, "publish") | {
        "title": _("The plan is being published"),
        "lede": _("You can leave this page; it goes on."),
        "page_class": "narrow",
        "is_busy": found.state in publishing_runs.OPEN,
        "error": found.error.splitlines()[0] if found.error else "",
        "progress": Progress(None, _("Quotas and letters are written")),
    }
    template = "planning/publishing.html" + ("#progress" if is_part else "")
    return render(request, template, context)


def may_publish(request: HttpRequest, plan: QuotaPlan) -> bool:
    ready = plan.state in (states.APPROVED, states.ACTIVE)
    return ready and bool(request.access.may("plan"))  # type: ignore[attr-defined]


def _days(request: HttpRequest, plan: QuotaPlan) -> Days:
    """From the month that stands in the address on, if one does; all of a plan that is over."""
    text = request.GET.get("from", "").strip()
    try:
        return days_of(plan, day_of(text) if text else None)
    except (ValueError, Refused) as problem:
        if not text:
            return Days(plan.days.lower, plan.days.upper)
        raise Http404(
            _("“%(text)s” is no day of the plan. Write it like 2026-05-01.") % {"text": text[:40]}
        ) from problem


def _done(request: HttpRequest, plan: QuotaPlan, form: PublishForm, start: date | None) -> bool:
    try:
        made = publish(plan, request.user, form.cleaned_data["reason"], start)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    n = made.letters.count()
    text = ngettext(
        "Published. %(n)s person has a letter.", "Published. %(n)s people have a letter.", n
    )
    messages.success(request, text % {"n": formats.count(n)})
    return True


def _context(request: HttpRequest, plan: QuotaPlan, found: Checklist) -> dict[str, Any]:
    seen = _seen(request, found.changes)
    return {
        **frame.heading(request, plan, "publish"),
        "checks": list(_checks(plan, found)),
        "facts": _facts(found),
        "starts": _starts(plan),
        "first": found.days.start,
        "changes": [change_row(one) for one in seen[:MOST]],
        "more": len(seen) - MOST,
        "relieved": [_relief_row(one) for one in found.relieved],
        "publications": [
            (one, [_said(limit) for limit in one.beyond]) for one in found.publications
        ],
        "same": found.same,
    }


def _starts(plan: QuotaPlan) -> list[tuple[date, str]]:
    """The months from which a plan may begin to count; none once it is published."""
    if plan.active is not None:
        return []
    months = teams.facts.company().calendar.months(plan.days.lower, plan.days.upper)
    return [(month.start, date_format(month.middle, "F Y")) for month in months]


def _seen(request: HttpRequest, rows: list[Changed]) -> list[Changed]:
    """A manager reads of their own people and teams."""
    access: Any = request.access  # type: ignore[attr-defined]
    if access.sees_all:
        return rows
    seen = {"rep": access.rep_ids or (), "team": access.team_ids or ()}
    return [one for one in rows if one.holder_id in seen[one.kind]]


def _facts(found: Checklist) -> list[Fact]:
    assert found.days.start is not None
    assert found.days.end is not None
    return [
        Fact(_("Published for"), letter_words.span(found.days.start, found.days.end)),
        Fact(_("People"), formats.count(found.people)),
        Fact(_("Quotas that change"), formats.count(len(found.changes))),
    ]


def _checks(plan: QuotaPlan, found: Checklist) -> Any:
    """(judgement, sentence) in the order in which one looks."""
    approved = plan.state in (states.APPROVED, states.ACTIVE)
    yield _check(approved, _("The plan is approved."), _("The plan is not approved yet."))
    n = len(found.unknown)
    text = ngettext(
        "%(n)s person has no amount and gets no quota: %(names)s.",
        "%(n)s people have no amount and get no quota: %(names)s.",
        n,
    )
    names = ", ".join(found.unknown[:5]) + (" …" if n > 5 else "")
    missing = text % {"n": formats.count(n), "names": names}
    yield _check(not n, _("Every person has an amount."), missing, "warn")
    limits = _("It goes beyond the company's limits: publishing takes a reason.")
    yield _check(not found.beyond, _("It stays within the company's limits."), limits, "warn")
    n = found.unweighed
    text = ngettext(
        "%(n)s chance is not worked out as its figure is now. Publishing does that; Realism shows "
        "it before.",
        "%(n)s chances are not worked out as their figures are now. Publishing does that; Realism "
        "shows them before.",
        n,
    )
    yield _check(not n, _("All chances are worked out."), text % {"n": formats.count(n)}, "warn")
    for one in found.beyond:
        yield Status("warn", _("Beyond the limits")), chance_words.beyond(one)


def _said(limit: dict[str, Any]) -> str:
    """As it was kept with a publication."""
    value, most = Decimal(limit["value"]), Decimal(limit["limit"])
    return chance_words.beyond(Beyond(limit["kind"], value, most, limit["view"]))


def _check(good: bool, text: str, otherwise: str, kind: str = "bad") -> tuple[Status, str]:
    if good:
        return Status("done"), text
    return Status(kind), otherwise


def change_row(one: Changed) -> dict[str, Any]:
    write = words.amount(one.goal.measure)
    known = one.before is not None and one.after is not None
    return {
        "name": one.name,
        "is_team": one.kind == "team",
        "goal": letter_words.name_of(one.goal.measure, one.goal.product_family, one.goal.segment),
        "before": write(one.before),
        "after": write(one.after),
        "change": formats.signed(one.after - one.before) if known else "",  # type: ignore[operator]
    }


def _relief_row(one: Relieved) -> dict[str, Any]:
    write = words.amount(one.goal.measure)
    goal = letter_words.name_of(one.goal.measure, one.goal.product_family, one.goal.segment)
    lost = one.relief
    causes = (lost.not_there, lost.ramp, lost.away, lost.share, lost.total)
    return {
        "name": one.name or _("The company"),
        "goal": goal,
        "planned": write(one.planned),
        "causes": [write(part) if part else "" for part in causes],
    }
