"""Does a plan ask alike of all: quota against potential, and what attainment went with."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planning.core.attainment import Attainment
from planning.core.fairness import ENOUGH, Correlation
from planning.facts import fairness as facts
from planning.facts.fairness import Fairness
from planning.models import QuotaPlan
from planning.tables.fairness import FairnessTable
from planning.views import frame
from planning.views.realism import READERS
from teams.access import requires
from ui import formats
from ui.charts import svg
from ui.components import Empty, Status, Tile
from ui.pages import ListPage

TRAITS = {
    "prior": gettext_lazy("Result of the year before"),
    "potential": gettext_lazy("Size of the territory (potential)"),
    "tenure": gettext_lazy("Time in the company"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """Attainment against a trait."""

    name: str
    r: str
    bar: Any
    people: str
    status: Status


@dataclass(frozen=True, slots=True)
class Band:
    span: str
    people: str
    bar: Any


class FairnessPage(ListPage):
    """The plan's people; above them what stands out of all of them together."""

    name = "planning:fairness"
    title = gettext_lazy("Fairness")
    table = FairnessTable
    order = "-burden"
    template = "planning/fairness.html"
    search_label = gettext_lazy("Search people")
    request: HttpRequest
    pk: int

    @cached_property
    def plan(self) -> QuotaPlan:
        return frame.plan_or_404(self.request, self.pk)

    @cached_property
    def found(self) -> Fairness:
        return facts.of_plan(self.plan)

    def respond(self, request: HttpRequest) -> HttpResponseBase:
        self.request = request
        return super().respond(request)

    def rows(self, request: HttpRequest) -> Any:
        return list(self.found.lines) if self.plan else []

    def search(self, rows: Any, text: str) -> Any:
        return [one for one in rows if text.casefold() in one.name.casefold()]

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        return frame.heading(request, self.plan, "fairness") | {
            "title": _("Fairness of %(plan)s") % {"plan": self.plan.name},
            "lede": _lede(self.found),
            "tiles": _tiles(self.found) if self.found.lines else [],
            "correlations": [_row(one) for one in self.found.correlations],
            "bands": _bands(self.found.distribution),
            "flags": _flags(self.found),
            "empty": Empty(_("No person has a quota for revenue in this plan"), icon="scale"),
        }


@requires(*READERS)
def fairness(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Whoever "missed" may have taken twice the share of their market."""
    return FairnessPage.as_view(pk=pk)(request)


def _lede(found: Fairness) -> str:
    said = {"first": formats.day_long(found.since), "last": formats.day_long(found.until)}
    return _("Attainment is that of %(first)s to %(last)s.") % said


def _tiles(found: Fairness) -> list[Tile]:
    spread, past = found.spread, found.distribution
    times = spread.times if spread else None
    sub = _("the most that is asked of a territory ÷ the least")
    tiles = [Tile(_("Quota ÷ potential, furthest apart"), formats.times(times), sub=sub)]
    if past is not None:
        people = ngettext("of %(n)s person", "of %(n)s people", past.people)
        people %= {"n": formats.count(past.people)}
        tiles += [
            Tile(_("Reached the quota"), formats.percent(past.at_quota), sub=people),
            Tile(_("At 80% or more"), formats.percent(past.near), sub=people),
            Tile(
                _("Best two carry"),
                formats.percent(past.top_two),
                sub=_("of what all sold"),
            ),
        ]
    return tiles


def _row(one: Correlation) -> Row:
    name = str(TRAITS[one.trait])
    if one.n < ENOUGH:
        status = Status("few")
    elif one.r is None:
        status = Status("none", _("All alike"))
    elif one.flagged:
        status = Status("warn", _("Goes together"))
    else:
        status = Status("done", _("Says nothing"))
    bar = None if one.r is None else svg.Diverge(one.r, 1, f"{name}: {formats.count(one.r, 2)}")
    return Row(name, formats.count(one.r, 2), bar, formats.count(one.n), status)


def _bands(past: Attainment | None) -> list[Band]:
    if past is None:
        return []
    found = []
    for band in past.bands:
        low, high = formats.percent(band.low), formats.percent(min(band.high, 9))
        if band.high > 9:
            span = _("%(low)s and more") % {"low": low}
        elif band.low <= 0:
            span = _("below %(high)s") % {"high": high}
        else:
            span = f"{low}–{high}"
        share = band.people / past.people
        bar = svg.Bullet(share, f"{span}: {formats.count(band.people)}")
        found.append(Band(span, formats.count(band.people), bar))
    return found


def _flags(found: Fairness) -> list[str]:
    """What stands out, in sentences; nothing where all is as it should be."""
    past, said = found.distribution, []
    for one in found.correlations:
        if one.flagged:
            trait = {"trait": str(TRAITS[one.trait]), "r": formats.count(one.r, 2)}
            text = _("Attainment goes with: %(trait)s (r = %(r)s). Fair quotas would not show it.")
            said.append(text % trait)
    if past is not None and past.bimodal:
        said.append(_("People fall into two groups: those who reach it and those far from it."))
    if past is not None and past.concentrated:
        said.append(_("Two people carry more than half of what all sold."))
    return said
