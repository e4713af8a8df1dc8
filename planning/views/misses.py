"""Reasonable goals, missed again and again: which teams, since when, and where it comes from."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning import miss_words as words
from planning.core.misses import Period
from planning.facts import misses as facts
from planning.facts.misses import Team
from planning.views import frame
from teams.access import LEADERS, requires
from ui import formats
from ui.charts import svg
from ui.components import Crumb, Empty, Status


@dataclass(frozen=True, slots=True)
class Cause:
    name: str
    about: str
    amount: str
    share: str
    bar: Any


@dataclass(frozen=True, slots=True)
class Shown:
    """A team that missed in a row, with the quarters and the causes of what lacks."""

    slug: str
    name: str
    said: str
    quarters: list[tuple[str, str, str, str]]
    causes: list[Cause]
    note: str


@dataclass(frozen=True, slots=True)
class Ratio:
    slug: str
    name: str
    ratio: str
    status: Status
    missed: str


@requires(*LEADERS)
def misses(request: HttpRequest) -> HttpResponse:
    """A manager sees the own teams."""
    found = facts.seen(request.access.team_ids)  # type: ignore[attr-defined]
    again = [team for team in found if team.run.again]
    context = {
        "title": _("Goals missed again and again"),
        "lede": _lede(len(again)),
        "crumbs": frame.crumbs(Crumb(_("Missed again and again"))),
        "again": [_shown(team) for team in again],
        "ratios": [_ratio(team) for team in found],
        "empty": Empty(_("No team has a goal yet"), icon="target"),
    }
    return render(request, "planning/misses.html", context)


def _lede(n: int) -> str:
    if not n:
        return _("No team missed three quarters running.")
    text = ngettext(
        "%(n)s team missed three quarters running or more.",
        "%(n)s teams missed three quarters running or more.",
        n,
    )
    return text % {"n": formats.count(n)}


def _shown(team: Team) -> Shown:
    causes, run = team.run.causes, team.run
    said = ngettext("%(n)s quarter running", "%(n)s quarters running", len(run.periods))
    note = ""
    if run.explained < len(run.periods):
        said_of = {"n": formats.count(run.explained), "all": formats.count(len(run.periods))}
        note = _("Causes are known of %(n)s of %(all)s quarters.") % said_of
    return Shown(
        team.slug,
        team.name,
        said % {"n": formats.count(len(run.periods))},
        [_quarter(one) for one in run.periods],
        [
            _cause(slug, getattr(causes, slug), causes.missed)
            for slug in words.CAUSES
            if causes is not None
        ],
        note,
    )


def _quarter(one: Period) -> tuple[str, str, str, str]:
    attained = one.result / one.goal if one.goal and one.result is not None else None
    return (
        one.name,
        formats.money(one.goal),
        formats.money(one.result),
        formats.percent(attained),
    )


def _cause(slug: str, amount: Decimal, missed: Decimal) -> Cause:
    share = amount / missed if missed else Decimal(0)
    label = f"{words.cause(slug)}: {formats.percent(share)}"
    return Cause(
        words.cause(slug),
        str(words.ABOUT[slug]),
        formats.money(amount),
        formats.percent(share),
        svg.Bullet(share, label),
    )


def _ratio(team: Team) -> Ratio:
    if team.ratio is None:
        status = Status("none", _("Not known"))
    elif team.ratio < 1:
        status = Status("warn", _("Below what is asked"))
    else:
        status = Status("done", _("Enough"))
    n = len(team.run.periods)
    return Ratio(team.slug, team.name, formats.times(team.ratio, 2), status, formats.count(n))
