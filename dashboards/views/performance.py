"""Company, team and rep: the same numbers, one step further down each time."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

import teams.facts
from dashboards import asked, goal_words, setup, words
from dashboards.facts import Question
from dashboards.facts.goals import goals as read_goals
from dashboards.panel import show, shown
from dashboards.panels import attainment
from dashboards.tables.attainment import export_rows, heads
from kernel.periods import Period
from teams.access import EVERYONE, LEADERS, requires
from teams.core.scope import Scope
from teams.web import period_of
from ui import exports
from ui.period_picker import title

TEAM_PAGE = (
    ("key_figures",),
    ("pacing", "attention"),
    ("attainment",),
    ("team_goal", "history"),
    ("pipeline",),
)
GOALS_PAGE = (("team_goal", "goal_changes"), ("attainment_bands",))
REP_FIRST = ("quota_progress", "pacing", "closers")
REP_SECOND = ("goals", "chances", "do_next", "goal_changes", "activities")
REP_WIDE = ("coaching", "run_chart")
# Two columns on a wide window, one on a phone, where the order is by need.
REP_ORDER = {
    "quota_progress": "o1",
    "goals": "o2",
    "pacing": "o2",
    "chances": "o2",
    "closers": "o3",
    "do_next": "o3",
    "goal_changes": "o4",
    "activities": "o4",
}


@requires(*LEADERS)
def company(request: HttpRequest) -> HttpResponseBase:
    """The company at a glance; a manager sees its totals and their own teams."""
    return _overview(request, "company")


@requires(*LEADERS)
def team(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A team at a glance, of those that the reader leads or may see."""
    return _overview(request, f"team:{slug}")


def _overview(request: HttpRequest, key: str) -> HttpResponseBase:
    period = period_of(request)
    scope = _scope(request, key, period)
    ask = asked.question(request, scope, period)
    if request.GET.get("rows"):
        return _rows(request, ask)
    if kind := _export_kind(request):
        return exports.respond(kind, _("Attainment"), heads(), export_rows(ask))
    if not ask.has_numbers and setup.is_empty():
        return setup.nothing_yet(request, _("Performance"))
    return render(
        request,
        "dashboards/performance.html",
        {
            "title": _("Performance") if scope.kind == "company" else scope.name,
            "lede": words.lede(ask),
            "rows": shown(TEAM_PAGE, ask),
            "tabs": asked.tabs(ask, "overview"),
            "exports": asked.exports(ask),
            "reviewed": _reviewed(ask),
            **asked.frame(request, ask),
        },
    )


def _reviewed(ask: Question) -> Scope | None:
    """Of whom a quarterly review can be made here: of a past quarter, by who sees its rows."""
    over = ask.period.kind == "quarter" and ask.is_over and ask.has_numbers
    sees = over and ask.access.sees_scope(ask.scope, ask.period.start, ask.period.end)
    return ask.scope if sees else None


def _scope(request: HttpRequest, key: str, period: Period) -> Scope:
    """The company or a team that the page has read anyway; what is not theirs is 404."""
    known = {
        f"team:{t.slug}": Scope("team", t.id, t.slug, t.name) for t in teams.facts.team_facts()
    }
    scope = teams.facts.company_scope() if key == "company" else known.get(key)
    access: Any = request.access  # type: ignore[attr-defined]
    if scope is None or not access.sees_totals(scope, period.start, period.end):
        raise Http404(_("There is no such page for you."))
    return scope


def _rows(request: HttpRequest, ask: Question) -> HttpResponse:
    """The reps of one team of the table, asked for when its row is opened."""
    found = attainment.rows_below(ask, request.GET["rows"])
    if found is None:
        raise Http404
    context = {"rows": found, "runs": not ask.is_over}
    return render(request, "dashboards/panels/_attainment_rows.html", context)


@requires(*LEADERS)
def goals(request: HttpRequest) -> HttpResponse:
    """Do the goals below fit together, how is attainment spread, and which goals changed?"""
    period = period_of(request)
    scope = _scope(request, request.GET.get("scope", "company"), period)
    ask = asked.question(request, scope, period)
    missing = goal_words.todos(ask, read_goals(ask)) if ask.tree.children else []
    return render(
        request,
        "dashboards/goals.html",
        {
            "title": _("Goals"),
            "lede": _("Goals of %(name)s and of everybody below, in %(period)s.")
            % {"name": scope.name, "period": title(period)},
            "rows": shown(GOALS_PAGE, ask),
            "missing": missing,
            "tabs": asked.tabs(ask, "goals"),
            **asked.frame(request, ask),
        },
    )


def _export_kind(request: HttpRequest) -> str:
    kind = request.GET.get("export", "")
    return kind if kind in ("csv", "xlsx") else ""


@requires(*EVERYONE)
def rep(request: HttpRequest, pk: int) -> HttpResponse:
    """A rep, for themselves and those who lead them on some day of the period."""
    period = period_of(request)
    scope = teams.facts.scopes_of("rep", [pk]).get(pk)
    access: Any = request.access  # type: ignore[attr-defined]
    if scope is None or not access.sees_scope(scope, period.start, period.end):
        raise Http404(_("There is no such page for you."))
    return _rep_page(request, scope)


@requires(*EVERYONE)
def me(request: HttpRequest) -> HttpResponse:
    """One's own quarter; who does not sell goes to where they start."""
    scope = request.access.rep  # type: ignore[attr-defined]
    if scope is None:
        return redirect("dashboards:home")
    return _rep_page(request, scope)


def _rep_page(request: HttpRequest, scope: Scope) -> HttpResponse:
    ask = asked.question(request, scope)

    def parts(slugs: tuple[str, ...]) -> list[Any]:
        found = ((REP_ORDER[slug], show(slug, ask)) for slug in slugs)
        return [(order, one) for order, one in found if one is not None]

    return render(
        request,
        "dashboards/rep.html",
        {
            "title": words.my_period(ask.period) if ask.yours else scope.name,
            "lede": words.lede(ask, yours=ask.yours),
            "page_class": "narrow",
            "first": parts(REP_FIRST),
            "second": parts(REP_SECOND),
            "strip": show("rep_figures", ask),
            "wide": [one for one in (show(slug, ask) for slug in REP_WIDE) if one is not None],
            "kinds": asked.kinds(ask),
            "actions": (*asked.letters(ask), asked.beside_peers(ask)),
            **asked.frame(request, ask),
        },
    )
