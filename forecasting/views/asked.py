"""What a request asks for: period, scope and two days; and the frame that the pages share."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

import kpis.facts
import teams.facts
from forecasting.core.rooms import ROOMS
from kernel.periods import Period
from teams.core.access import REP
from teams.core.scope import Scope
from teams.web import day_of, period_of, scope_of
from ui import links
from ui.components import Crumb, Tab
from ui.freshness import Freshness
from ui.period_picker import PeriodPicker, title

DAY = timedelta(1)
# What a link between the tabs takes along.
KEPT = ("p", "scope", "from", "to")
# Pages that also show totals whose deals the reader may not see.
TOTALS = ("movement", "funnel")


@dataclass(frozen=True)
class Asked:
    """Movement of a period's pipeline from the end of the day `since` to the end of `until`."""

    access: Any
    params: QueryDict
    period: Period
    scope: Scope
    since: date
    until: date
    today: date
    sees_rows: bool

    @property
    def start(self) -> date:
        return self.since + DAY

    @property
    def end(self) -> date:
        return self.until + DAY

    @property
    def query(self) -> str:
        kept = QueryDict(mutable=True)
        for name in KEPT:
            if given := self.params.get(name):
                kept[name] = str(given)
        return f"?{kept.urlencode()}" if kept else ""

    def href(self, name: str, *args: str) -> str:
        return reverse(f"forecasting:{name}", args=args) + self.query


def asked(request: HttpRequest, *, totals: bool = False) -> Asked:
    """From the address. Days that make no sense are 404, as other texts that name nothing."""
    period = period_of(request)
    scope = scope_of(request, period, totals=totals)
    access: Any = request.access  # type: ignore[attr-defined]
    today = teams.facts.today()
    since = _day(request, "from") or first_day(period, today) - DAY
    until = min(_day(request, "to") or period.end - DAY, today)
    if until < since:
        raise Http404(_("The first day must not be after the last."))
    sees = access.sees_scope(scope, period.start, period.end)
    found = Asked(access, request.GET, period, scope, since, until, today, sees)
    if not sees_days(found, since, until, totals=totals):
        raise Http404(_("There is no such page for you."))
    return found


def sees_days(ask: Asked, since: date, until: date, *, totals: bool = False) -> bool:
    """Days beyond the period are for those who see the scope on some of them: who led a team in a
    past period does not see what becomes of its deals today."""
    sees = ask.access.sees_totals if totals else ask.access.sees_scope
    start, end = since + DAY, until + DAY
    early = start >= ask.period.start or sees(ask.scope, start, min(ask.period.start, end))
    late = end <= ask.period.end or sees(ask.scope, min(max(ask.period.end, start), until), end)
    return bool(early and late)


def first_day(period: Period, today: date) -> date:
    """Of the period; a later one is followed since the start of the current one of its kind."""
    if period.start <= today:
        return period.start
    calendar = teams.facts.company().calendar
    return min(today, calendar.of(period.kind, today).start) if _is_named(period) else today


def _is_named(period: Period) -> bool:
    return period.kind in ("month", "quarter", "year")


def _day(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        return day_of(text)
    except ValueError as problem:
        words = {"text": text[:40]}
        raise Http404(_("“%(text)s” is no day. Write it like 2026-05-31.") % words) from problem


def week_ago(ask: Asked) -> date:
    """Since when changes are listed, unless asked otherwise."""
    return ask.today - timedelta(7)


def presets(ask: Asked) -> tuple[Tab, ...]:
    """From where one usually looks, up to the last day of the period so far."""
    last = min(ask.period.end - DAY, ask.today)
    starts = (
        (_("Start of period"), first_day(ask.period, ask.today) - DAY),
        (_("Last 7 days"), ask.today - timedelta(7)),
        (_("Last 30 days"), ask.today - timedelta(30)),
    )
    return tuple(
        Tab(word, links.changed(ask.params, **{"from": since, "to": None}), ask.since == since)
        for word, since in starts
        if since < last and sees_days(ask, since, last, totals=not ask.sees_rows)
    )


def frame(request: HttpRequest, ask: Asked, here: str) -> dict[str, Any]:
    """Crumbs, tabs, freshness and the period picker; another period begins with its own days."""
    calendar = teams.facts.company().calendar
    free = ask.params.copy()
    for name in ("from", "to", "sort", "q"):
        free.pop(name, None)
    offered = set(TOTALS) | ({"slipped"} if ask.sees_rows else set())
    if ask.sees_rows and sees_days(ask, week_ago(ask), ask.today):
        offered.add("changes")
    above = {"leaks": _("Bottlenecks"), "hygiene": _("Hygiene"), "plans": _("Plans")}
    if ask.access.role == REP:
        del above["leaks"]
    return {
        "crumbs": (Crumb(_("Pipeline"), ask.href("movement")), Crumb(ask.scope.name)),
        "tabs": (
            *(
                Tab(_(text), ask.href(name), name == here)
                for name, text in ROOMS.items()
                if name == here or name in offered
            ),
            *(Tab(text, _above(ask, name)) for name, text in above.items()),
        ),
        "picker": PeriodPicker(ask.period, calendar, free, compares=False),
        "freshness": Freshness.of(request, computing=kpis.facts.computing()),
    }


def _above(ask: Asked, name: str) -> str:
    """A page of the app above; of the same people where one sees their deals today."""
    now = ask.access.sees_scope(ask.scope, ask.today, ask.today + DAY)
    kept = {"p": ask.params.get("p", "")}
    kept["scope"] = ask.scope.key if now and ask.scope.kind != "territory" else ""
    query = urlencode({name: text for name, text in kept.items() if text})
    return reverse(f"operations:{name}") + (f"?{query}" if query else "")


def scopes(ask: Asked) -> list[tuple[str, str]]:
    """What one may choose: the company, the teams one sees, and what is asked for now."""
    start, end = ask.period.start, ask.period.end
    company = teams.facts.company_scope()
    found = [company] if ask.access.sees_totals(company, start, end) else []
    seen = ask.access.team_ids_on(start, end)
    known = {team.id: team for team in teams.facts.team_facts()}
    found += [
        Scope("team", pk, known[pk].slug, known[pk].name)
        for pk in teams.facts.team_tree().walk()
        if seen is None or pk in seen
    ]
    if ask.scope.key not in {one.key for one in found}:
        found.append(ask.scope)
    return [(one.key, one.name) for one in found]


def period_words(ask: Asked) -> dict[str, str]:
    return {"scope": ask.scope.name, "period": title(ask.period)}
