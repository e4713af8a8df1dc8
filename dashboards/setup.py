"""The first-run checklist, and what pages say while there is no data."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import teams.facts
from dashboards.facts.setup import SetupFacts, has_deals, setup_facts
from ui import formats
from ui.components import Action, Crumb, Empty, Link, SetupStep
from ui.period_picker import title


def is_empty() -> bool:
    """No deal was ever loaded: pages have nothing to show and say how to begin."""
    return not has_deals()


def nothing_yet(request: HttpRequest, name: str) -> HttpResponse:
    """A page of results before there are any; who may load sees the checklist below."""
    access: Any = request.access  # type: ignore[attr-defined]
    may_load = access.may("load")
    context = {
        "title": name,
        "lede": _("Nothing to show yet."),
        "crumbs": (Crumb(name),),
        "empty": empty(may_load=may_load),
        "steps": steps(setup_facts()) if may_load else (),
    }
    return render(request, "dashboards/nothing_yet.html", context)


def no_rep(request: HttpRequest) -> HttpResponse:
    """A rep's sign-in to which nobody has tied a rep yet."""
    context = {
        "title": _("Welcome"),
        "empty": Empty(
            _("Your sign-in is not tied to a rep yet"),
            _("Ask your administrator to tie it; then your quarter stands here."),
            icon="user",
        ),
    }
    return render(request, "dashboards/nothing_yet.html", context)


def empty(*, may_load: bool) -> Empty:
    if not may_load:
        return Empty(
            _("No data yet"),
            _("Sales operations can load deals; then your results stand here."),
            icon="gauge",
        )
    return Empty(
        _("No data yet"),
        _("Load your CRM's export: people, deals and quotas, in any order."),
        icon="gauge",
        actions=(
            Action(_("Import deals"), reverse("intake:list"), "upload", "primary"),
            Action(_("First steps"), reverse("dashboards:start"), "list-checks"),
        ),
    )


def steps(found: SetupFacts) -> tuple[SetupStep, ...]:
    """What to do, in order, each with its state and the way there."""
    imports = reverse("intake:list")
    return (
        _company(found),
        SetupStep(
            _("Reps and teams"),
            _people(found) if found.reps else _("Who sells, who they report to, since when"),
            bool(found.reps),
            Link(_("Import or add"), imports),
        ),
        SetupStep(
            _("Deals"),
            _("Loaded") if found.deals else _("Won, lost and open, two years if you have them"),
            found.deals,
            Link(_("Import"), imports),
        ),
        SetupStep(
            _("Quotas"),
            _("Loaded") if found.quotas else _("By rep and quarter; can follow later"),
            found.quotas,
            Link(_("Import"), imports),
        ),
        SetupStep(
            _("First calculation"),
            _("Done; it runs again each night and after each import")
            if found.computed
            else _("Starts by itself after the first import"),
            found.computed,
            Link(_("Runs"), reverse("dashboards:runs")),
        ),
        _invite(found),
    )


def _company(found: SetupFacts) -> SetupStep:
    known = teams.facts.company()
    year = known.calendar.year_of(teams.facts.today())
    said = {
        "year": title(year),
        "day": formats.day_long(year.start),
        "currency": known.currency,
    }
    return SetupStep(
        _("Company and fiscal year"),
        _("%(year)s starts on %(day)s, amounts in %(currency)s") % said
        if found.company
        else _("Name, currency, time zone, first month of the year"),
        found.company,
        Link(_("Change") if found.company else _("Set"), reverse("teams:company")),
    )


def _people(found: SetupFacts) -> str:
    reps = ngettext("%(n)s rep", "%(n)s reps", found.reps) % {"n": formats.count(found.reps)}
    if not found.teams:
        return reps
    teams_said = ngettext("%(n)s team", "%(n)s teams", found.teams)
    said = {"reps": reps, "teams": teams_said % {"n": formats.count(found.teams)}}
    return _("%(reps)s in %(teams)s") % said


def _invite(found: SetupFacts) -> SetupStep:
    said = ngettext("%(n)s more person signs in", "%(n)s more people sign in", found.people)
    return SetupStep(
        _("Invite people"),
        said % {"n": formats.count(found.people)}
        if found.people
        else _("A sign-in for each rep, manager and executive"),
        found.people > 0,
        Link(_("Add"), reverse("admin:teams_user_changelist")),
    )
