"""What people were told: as published on any day, and the feed of changes of goals."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import teams.facts
from planning.core.figures import Goal
from planning.facts import changes, published
from planning.facts.checklist import names_of
from planning.models import QuotaPlan
from planning.tables.changes_of_goals import ChangeTable, PublishedTable
from planning.views import frame
from teams.access import EVERYONE, LEADERS, requires
from teams.core.access import REP
from teams.web import day_of
from ui import formats
from ui.components import Crumb, Empty
from ui.pages import ListPage


@dataclass(slots=True)
class Row:
    """A holder's whole, as it was published, and as it is published today."""

    name: str
    goal: Goal
    first: str = ""
    last: str = ""
    amount: Decimal | None = None
    now: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        if self.amount is None or self.now is None:
            return None
        return self.now - self.amount


class AsPublished(ListPage):
    """The figures of a plan as people knew them at the end of a day."""

    name = "planning:as_published"
    title = gettext_lazy("As published")
    table = PublishedTable
    template = "planning/as_published.html"
    order = "name"
    search_label = gettext_lazy("Name")
    empty = Empty(
        gettext_lazy("Nothing was published by that day"),  # type: ignore[arg-type]
        gettext_lazy("Choose a later day, or publish the plan."),  # type: ignore[arg-type]
        "calendar",
    )
    pk: int

    def rows(self, request: HttpRequest) -> list[Row]:
        self.plan = frame.plan_or_404(request, self.pk)
        self.day = _day(request)
        return rows(request.access, self.plan, self.day)  # type: ignore[attr-defined]

    def search(self, rows: list[Row], text: str) -> list[Row]:
        return [row for row in rows if text.casefold() in row.name.casefold()]

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        heading = frame.heading(request, self.plan, "as_published")
        last = published.last_on(self.day, self.plan)
        said = {
            "day": formats.day_long(self.day),
            "n": formats.count(last.number) if last else "",
            "when": formats.day_long(published.day_of(last)) if last else "",
        }
        text = _("At the end of %(day)s publication %(n)s of %(when)s held.") if last else ""
        return {
            "lede": text and text % said,
            "day": self.day,
            "crumbs": heading["crumbs"],
            "tabs": heading["tabs"],
        }


as_published = requires(*LEADERS)(AsPublished.as_view())


def rows(access: Any, plan: QuotaPlan, day: date) -> list[Row]:
    """Of people and teams that one sees; those of that day, and those of today beside them."""
    then = published.as_published(day, plan)
    now = published.standing(plan.publications.all())
    found: dict[tuple[str, int, Goal], Row] = {}
    months: dict[tuple[str, int, Goal], list[date]] = defaultdict(list)
    holders = {(s.kind, s.holder_id) for s in then if changes.sees(access, s.kind, s.holder_id)}
    names = names_of(holders)
    for side, figures in (("amount", then), ("now", now)):
        for slot, amount in figures.items():
            if (slot.kind, slot.holder_id) not in holders or amount is None:
                continue
            key = slot.kind, slot.holder_id, slot.goal
            row = found.setdefault(key, Row(names.get(key[:2], ""), slot.goal))
            setattr(row, side, (getattr(row, side) or Decimal(0)) + amount)
            months[key].append(slot.start + (slot.end - slot.start) / 2)
    for key, row in found.items():
        row.first, row.last = (date_format(edge(months[key]), "F Y") for edge in (min, max))
    return list(found.values())


def _day(request: HttpRequest) -> date:
    text = request.GET.get("on", "").strip()
    try:
        return day_of(text) if text else teams.facts.today()
    except ValueError as problem:
        raise Http404(
            _("“%(text)s” is no day. Write it like 2026-05-01.") % {"text": text[:40]}
        ) from problem


class Changes(ListPage):
    """What became of goals: publications, adjustments, changes by hand; one's own for a rep."""

    name = "planning:changes"
    title = gettext_lazy("Changes of goals")
    table = ChangeTable
    order = "-at"
    search_label = gettext_lazy("Name")
    empty = Empty(
        gettext_lazy("No goal has changed"),  # type: ignore[arg-type]
        gettext_lazy("Publications, adjustments and changes by hand are told here."),  # type: ignore[arg-type]
        "target",
    )

    def rows(self, request: HttpRequest) -> Any:
        return changes.changes(request.access)  # type: ignore[attr-defined]

    def search(self, rows: Any, text: str) -> Any:
        return [row for row in rows if text.casefold() in row.name.casefold()]

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        own = request.access.role == REP  # type: ignore[attr-defined]
        way = () if own else (Crumb(_("Quotas"), reverse("planning:plans")),)
        return {
            "lede": _("Each with the difference that it makes."),
            "crumbs": (*way, Crumb(str(self.title))),
        }


feed = requires(*EVERYONE)(Changes.as_view())
