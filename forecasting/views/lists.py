"""The deals behind the pipeline's numbers: behind a bar, slipped, changed."""

from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Count, F, Max, Sum
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

import teams.facts
from crm import facts as crm
from forecasting import facts, services, words
from forecasting.core.buckets import BUCKETS, TAKING
from forecasting.filters import ChangeFilters
from forecasting.tables.deals import ChangesTable, MovedTable, SlippedTable
from forecasting.views.asked import (
    Asked,
    asked,
    frame,
    period_words,
    presets,
    scopes,
    sees_days,
    week_ago,
)
from forecasting.views.tiles import moving
from forecasting.views.waiting import patient
from kpis.facts.kept import Kept
from teams.access import EVERYONE, requires
from ui import formats
from ui.components import Empty
from ui.pages import ListPage


class Deals(ListPage):
    """What the lists share: the two days and the scope in the address."""

    template = "forecasting/list.html"
    search_label = gettext_lazy("Deal name or CRM id")
    keys_first: ClassVar[bool] = True
    here: ClassVar[str]
    ask: Asked

    def rows(self, request: HttpRequest) -> Any:
        self.ask = asked(request)
        return self.found().select_related("account", "owner", "stage")

    def found(self) -> Any:
        raise NotImplementedError

    def search(self, rows: Any, text: str) -> Any:
        return rows.named(text)

    @cached_property
    def movement(self) -> facts.Movement:
        return services.movement(self.ask.scope, self.ask.period, self.ask.start, self.ask.end)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        carried = [(n, request.GET[n]) for n in ("from", "to") if request.GET.get(n)]
        context = frame(request, self.ask, self.here) | {"ask": self.ask, "lede": self.lede()}
        context |= {"scopes": scopes(self.ask), "presets": presets(self.ask)}
        kept = [
            (n, v)
            for n in ("p", "vs", "scope", "sort", "cols", "view")
            for v in request.GET.getlist(n)
            if v
        ]
        return context | {"carried": [*kept, *carried]}

    def lede(self) -> str:
        raise NotImplementedError


class Moved(Deals):
    """The deals of one bar; they add up to it."""

    name = "forecasting:moved"
    table = MovedTable
    hidden = ("number",)
    here = "movement"
    bucket: str

    @property
    def order(self) -> str:  # type: ignore[override]
        """The most money first, also where it goes away."""
        return "moved" if self.bucket in TAKING else "-moved"

    @property
    def title(self) -> str:
        return str(words.BUCKETS[self.bucket])

    def found(self) -> Any:
        if self.bucket not in BUCKETS:
            raise Http404(_("There is no such page for you."))
        rows = facts.movement_deals(self.movement.walk, self.ask.scope, self.bucket)
        return rows.annotate(moved_on=Max("moves__day"))

    def known(self) -> int:
        return self.movement[self.bucket].deals

    def lede(self) -> str:
        bucket = self.movement[self.bucket]
        said = period_words(self.ask) | {
            "deals": ngettext("%(n)s deal", "%(n)s deals", bucket.deals)
            % {"n": formats.count(bucket.deals)},
            "money": formats.money_exact(bucket.value),
            "from": formats.day_long(self.ask.since),
            "to": formats.day_long(self.ask.until),
        }
        sums = _("%(deals)s, %(money)s in all: %(scope)s, %(period)s, from %(from)s to %(to)s.")
        return f"{words.MEANINGS[self.bucket]} {sums % said}"

    @property
    def empty(self) -> Empty:  # type: ignore[override]
        return Empty(_("Nothing moved"), str(words.MEANINGS[self.bucket]), "waypoints")


class Slipped(Deals):
    """Deals whose close date left the period, and that are still open beyond it."""

    name = "forecasting:slipped"
    title = gettext_lazy("Slipped")
    table = SlippedTable
    order = "-slipped"
    hidden = ("number",)
    here = "slipped"

    def found(self) -> Any:
        return self.plain.annotate(first_date=crm.first_close_date())

    @property
    def plain(self) -> Any:
        """Without what only a row needs."""
        rows = facts.movement_deals(self.movement.walk, self.ask.scope, "pushed_out")
        beyond = crm.opportunities().open().from_day(self.ask.period.end)
        return rows.filter(pk__in=beyond.values("pk")).annotate(slipped=-F("moved"))

    @cached_property
    def sums(self) -> dict[str, Any]:
        """As old as the walk, which the next recompute replaces."""
        walk = self.movement.walk
        kept = Kept(repr((walk.pk, walk.made_at)) if walk.basis else "")
        return kept.get(f"slipped of {self.ask.scope.key}", self._sums)

    def _sums(self) -> dict[str, Any]:
        return self.plain.order_by().aggregate(n=Count("pk"), value=Sum("slipped"))

    def known(self) -> int:
        return int(self.sums["n"])

    def lede(self) -> str:
        sums = self.sums
        said = period_words(self.ask) | {
            "n": formats.count(sums["n"]),
            "money": formats.money(sums["value"] or 0),
        }
        return (
            ngettext(
                "%(n)s deal worth %(money)s slipped out of %(period)s and is still open.",
                "%(n)s deals worth %(money)s slipped out of %(period)s and are still open.",
                sums["n"],
            )
            % said
        )

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        return super().frame(request) | {"tiles": moving(self.ask, self.movement)}

    @property
    def empty(self) -> Empty:  # type: ignore[override]
        text = _("No deal that was expected in %(period)s has moved past it.")
        return Empty(_("Nothing slipped"), text % period_words(self.ask), "calendar-check")


class Changes(Deals):
    """What is different about deals since a day; since a week ago, unless asked otherwise."""

    name = "forecasting:changes"
    title = gettext_lazy("Changes")
    table = ChangesTable
    filters = ChangeFilters
    order = "-value"
    hidden = ("number", "closing")
    here = "changes"

    def rows(self, request: HttpRequest) -> Any:
        """Today is not over: the last day with an end is yesterday."""
        ask = asked(request)
        since = ask.since if ask.params.get("from") else week_ago(ask)
        since = min(since, ask.today - timedelta(1))
        if not sees_days(ask, since, ask.today):
            raise Http404(_("There is no such page for you."))
        self.ask = replace(ask, since=since, until=ask.today)
        return self.found().select_related("account", "owner", "stage")

    def found(self) -> Any:
        services.asked_day(self.ask.since)
        kind = self.ask.params.get("kind", "")
        people = people_of(self.ask)
        kind = kind if kind in facts.KINDS else ""
        rows: Any = facts.changes_since(self.ask.since, reps=people, kind=kind)
        if self.ask.scope.kind == "territory":
            rows = rows.filter(territory__in=facts.territory_tree().below(self.ask.scope.id))
        return rows.visible_to(self.ask.access)  # they are shown as they are today

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        return super().frame(request) | {"up_to_now": True}

    def lede(self) -> str:
        said = {"scope": self.ask.scope.name, "day": formats.day_long(self.ask.since)}
        return _("What is different about the deals of %(scope)s since the end of %(day)s.") % said

    @property
    def empty(self) -> Empty:  # type: ignore[override]
        return Empty(_("No changes"), _("Deals stand as they stood on that day."), "equal")


def people_of(ask: Asked) -> list[int] | None:
    """Who counts in the scope on some day of the comparison; None is everybody."""
    if ask.scope.kind == "rep":
        return [ask.scope.id]
    if ask.scope.kind != "team":
        return None
    found = teams.facts.memberships(
        ask.start, ask.end, team_ids=teams.facts.sub_team_ids(ask.scope.id)
    )
    return sorted({one.rep_id for one in found})


moved = requires(*EVERYONE)(patient(Moved.as_view()))
slipped = requires(*EVERYONE)(patient(Slipped.as_view()))
changes = requires(*EVERYONE)(patient(Changes.as_view()))
