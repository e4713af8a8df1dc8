"""Where people begin: a rep with their quarter, a manager with the team, others with the company,
operations with what needs attention."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

import audit.facts
import teams.facts
from dashboards import asked, machine_words, run_words, setup
from dashboards.facts.machine import findings
from dashboards.facts.setup import setup_facts
from dashboards.links import scope_page
from teams.access import EVERYONE, OPERATORS, requires
from teams.web import period_of
from ui.asks import asked_of
from ui.components import Crumb, Progress

LAST_RUNS = 6
MOST_ASKED = 6


@requires(*EVERYONE)
def home(request: HttpRequest) -> HttpResponse:
    """One address for everyone; what it opens depends on the role."""
    access = request.access  # type: ignore[attr-defined]
    if access.may("load"):
        return _operations(request)
    scope = access.home_scope()
    if scope.kind == "rep" and scope.id == access.rep_id:
        return redirect("dashboards:me")
    if access.may("see_company"):
        return redirect(scope_page(scope))
    return setup.no_rep(request)


def _operations(request: HttpRequest) -> HttpResponse:
    if setup.is_empty():
        return redirect("dashboards:start")
    period, today = period_of(request), teams.facts.today()
    last = list(audit.facts.runs()[:LAST_RUNS])
    found = findings(period, today)
    context = {
        "title": _("Operations"),
        "lede": machine_words.lede(teams.facts.company(), last),
        "crumbs": (Crumb(_("Operations")),),
        "todos": (
            *asked_of(request.access, MOST_ASKED),  # type: ignore[attr-defined]
            *machine_words.todos(found, last, period, today),
        ),
        "runs": [(r, run_words.name(r), run_words.status(r)) for r in last],
        "facts": machine_words.freshness(teams.facts.company()),
        "freshness": asked.freshness(request),
    }
    return render(request, "dashboards/home.html", context)


@requires(*OPERATORS)
def start(request: HttpRequest) -> HttpResponse:
    """The first-run checklist: what is there, what is missing, and the way to it."""
    steps = setup.steps(setup_facts())
    done = sum(step.done for step in steps)
    said = {"done": done, "all": len(steps)}
    context = {
        "title": _("First steps"),
        "lede": _("Everything is there.")
        if done == len(steps)
        else _("From a CRM export to results that everyone sees."),
        "crumbs": (Crumb(_("First steps")),),
        "page_class": "narrow",
        "steps": steps,
        "progress": Progress(done / len(steps), _("%(done)s of %(all)s done") % said),
    }
    return render(request, "dashboards/start.html", context)
