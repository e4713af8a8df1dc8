"""What a request asks for, as a Question; and the frame that these pages share."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

import kpis.facts
import teams.facts
from dashboards import words
from dashboards.facts import Question
from dashboards.links import scope_page
from teams.core.scope import Scope
from teams.web import compared_with, period_of
from ui import formats, links
from ui.components import Action, Crumb, Link, Note, Tab
from ui.freshness import Freshness
from ui.period_picker import PeriodPicker, title

# A weekend and a day: older data is worth a word.
STALE_AFTER = timedelta(days=4)


def question(request: HttpRequest, scope: Scope, period: Any = None) -> Question:
    """The scope over the period of the URL."""
    asked = period or period_of(request)
    return Question(
        access=request.access,  # type: ignore[attr-defined]
        scope=scope,
        period=asked,
        against=compared_with(request, asked),
        company=teams.facts.company(),
        today=teams.facts.today(),
        query=links.kept(request),
        params=request.GET,
    )


def scopes(ask: Question) -> list[Scope]:
    """What one may choose: the company, where one sees it, and the teams one sees."""
    start, end = ask.period.start, ask.period.end
    company = teams.facts.company_scope()
    found = [company] if ask.access.sees_totals(company, start, end) else []
    seen = ask.access.team_ids_on(start, end)
    found += [
        Scope("team", team.id, team.slug, team.name)
        for team in teams.facts.team_facts()
        if seen is None or team.id in seen
    ]
    return found


def frame(request: HttpRequest, asked: Question) -> dict[str, Any]:
    """Crumbs, picker and the one note of a performance page."""
    return {
        "crumbs": crumbs(asked),
        "picker": PeriodPicker.of(request, asked.period, asked.calendar),
        "note": note(asked),
        "freshness": freshness(request),
    }


def freshness(request: HttpRequest) -> Freshness:
    """Whether newer figures come."""
    return Freshness.of(request, computing=kpis.facts.computing())


def crumbs(asked: Question) -> tuple[Crumb, ...]:
    """Performance / company / region / team / rep, as far as the reader sees them."""
    start = reverse("dashboards:company") + asked.query
    found = [Crumb(_("Performance"), start if asked.access.may("see_company") else "")]
    if asked.access.may("see_company"):
        found.append(Crumb(asked.company.name, start))
    if asked.scope.kind == "company":
        return tuple(found)
    if asked.yours:
        return (*found, Crumb(words.my_period(asked.period)))
    return (*found, *_above(asked), Crumb(asked.scope.name))


def _above(asked: Question) -> list[Crumb]:
    known = {team.id: team for team in teams.facts.team_facts()}
    path = team_path(asked)
    return [
        Crumb(one.name, scope_page(one, asked.query))
        for one in (Scope("team", known[id].id, known[id].slug, known[id].name) for id in path)
        if asked.access.sees_scope(one, asked.period.start, asked.period.end)
    ]


def team_path(asked: Question) -> list[int]:
    """The teams above the scope, outermost first; a rep's home on the last day so far."""
    tree = teams.facts.team_tree()
    if asked.scope.kind == "team":
        return tree.above(asked.scope.id)[::-1]
    home = (
        teams.facts.reps()
        .filter(
            pk=asked.scope.id,
            memberships__leads=False,
            memberships__valid__contains=max(asked.period.start, asked.last_day),
        )
        .values_list("memberships__team", flat=True)
        .first()
    )
    return [] if home is None else [*tree.above(home)[::-1], home]


def note(asked: Question) -> Note | None:
    """One thing at a time: old data first, then a missing goal."""
    age = asked.company.data_as_of
    if age and timezone.now() - age > STALE_AFTER and asked.is_running:
        said = {"when": formats.moment(age)}
        return Note(
            _("The CRM data is from %(when)s. What happened since is not in these numbers.") % said,
            "warn",
            _imports(asked, _("Import")),
        )
    if asked.value("won_value") is not None and asked.value("quota") is None and not asked.is_over:
        words = {"name": asked.scope.name, "period": title(asked.period)}
        return Note(
            _("%(name)s has no quota for %(period)s: attainment and pace need one.") % words,
            "warn",
            _imports(asked, _("Import quotas")),
        )
    return None


def _imports(asked: Question, text: str) -> Link | None:
    return Link(text, reverse("intake:list")) if asked.access.may("load") else None


def tabs(asked: Question, here: str) -> tuple[Tab, ...]:
    """Overview, teams, reps, comparison, trends and reviews of a company or team."""
    scope = asked.scope
    narrowed = {} if scope.kind == "company" else {"scope": scope.key}
    team = {} if scope.kind == "company" else {"team": scope.slug}
    found = {
        "overview": (_("Overview"), scope_page(scope, asked.query)),
        "teams": (_("Teams"), _to("dashboards:teams", asked, {})),
        "reps": (_("Reps"), _to("dashboards:reps", asked, team)),
        "compare": (_("Compare reps"), _to("dashboards:compare", asked, narrowed)),
        "goals": (_("Goals"), _to("dashboards:goals", asked, narrowed)),
        "trends": (_("Trends"), _to("dashboards:trends", asked, narrowed)),
        "reviews": (_("Quarterly reviews"), reverse("reports:reports")),
    }
    if asked.access.may("coach"):
        found["coaching"] = (_("Follow-ups"), reverse("dashboards:coaching"))
    return tuple(Tab(text, href, key == here) for key, (text, href) in found.items())


def _to(name: str, asked: Question, more: dict[str, str]) -> str:
    kept = {k: asked.params[k] for k in links.KEPT if asked.params and asked.params.get(k)}
    query = "&".join(f"{k}={v}" for k, v in (kept | more).items())
    return reverse(name) + (f"?{query}" if query else "")


def kinds(asked: Question) -> tuple[Tab, ...]:
    """The month, quarter and year around the asked period."""
    words = {"month": _("Month"), "quarter": _("Quarter"), "year": _("Year")}
    return tuple(
        Tab(words[one.kind], asked.changed(p=one.slug), one.kind == asked.period.kind)
        for one in asked.goal_periods
    )


def beside_peers(asked: Question) -> Action:
    """From a person's page to their place among their peers."""
    kept = {k: asked.params[k] for k in links.KEPT if asked.params and asked.params.get(k)}
    query = urlencode(kept | {"scope": asked.scope.key})
    return Action(_("Compare with peers"), f"{reverse('dashboards:compare')}?{query}", "users")


def letters(asked: Question) -> tuple[Action, ...]:
    """From one's own page to one's own quota letters."""
    return (Action(_("Quota letters"), reverse("planning:my_letter"), "mail"),) * asked.yours


def exports(asked: Question) -> tuple[Action, ...]:
    """The page's table as a file."""
    return tuple(
        Action(text, asked.changed(export=kind), "download")
        for kind, text in (("csv", _("CSV")), ("xlsx", _("Excel")))
    )
