"""The chances that are kept: of a plan's lines, of quotas in force, and what became of old ones."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from kernel.dated import Days
from kpis.facts import won
from planning.core.calibration import Calibration, calibration
from planning.core.weighing import VIEWS
from planning.facts.asked import key_of, of_plan, revenue
from planning.facts.weighed import answers, span_of
from planning.models import Chance, QuotaLine, QuotaPlan
from teams import facts as teams


@dataclass(frozen=True, slots=True)
class Seen:
    """One view of a chance, 0 to 1; None: `inputs["why"]` says why not."""

    chance: Decimal | None
    inputs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan with the three views by name; empty when it was not weighed as it is."""

    id: int
    key: won.Key
    name: str
    team: str
    amount: Decimal
    views: Mapping[str, Seen] = field(default_factory=dict)

    @property
    def is_person(self) -> bool:
        return self.key[0] == "rep"


@dataclass(frozen=True)
class Weighed:
    """A plan with its chances; `as_of` None: nobody weighed it. `behind`: lines whose figure has
    changed since, or that are new."""

    as_of: date | None
    lines: tuple[Line, ...]

    @property
    def people(self) -> list[Line]:
        return [one for one in self.lines if one.is_person]

    @property
    def company(self) -> Line | None:
        return next((one for one in self.lines if one.key == won.COMPANY), None)

    @property
    def behind(self) -> int:
        return sum(not one.views for one in self.lines)

    def middle(self, view: str) -> float | None:
        """The chance of the person in the middle, of those with one."""
        return middle(self.people, view)


def middle(lines: Iterable[Line], view: str) -> float | None:
    seen = [one.views[view].chance for one in lines if view in one.views]
    known = [float(chance) for chance in seen if chance is not None]
    return median(known) if known else None


def weighed(plan: QuotaPlan) -> Weighed:
    """As kept last. Lines whose figure has changed since have no views. Two queries."""
    chances, as_of = Chance.objects.filter(line__goal__in=revenue(plan)), None
    last = chances.order_by("-as_of").values("as_of")[:1]
    found: dict[int, dict[str, Chance]] = defaultdict(dict)
    for row in chances.filter(as_of=Subquery(last)):
        found[row.line_id or 0][row.view] = row
        as_of = row.as_of
    return Weighed(as_of, tuple(_line(plan, row, found.get(row.pk, {})) for row in _lines(plan)))


def now(plan: QuotaPlan) -> Weighed:
    """As the figures are: what is not kept is worked out on the spot, and not kept."""
    kept = weighed(plan)
    if kept.as_of is not None and not kept.behind:
        return kept
    day = kept.as_of or teams.today()
    fresh = {
        asked.line_id: {each.view: _seen(each.chance, each.inputs) for each in found}
        for asked, found in answers(span_of(plan, day), of_plan(plan, day))
    }
    lines = (
        Line(one.id, one.key, one.name, one.team, one.amount, one.views or fresh.get(one.id, {}))
        for one in kept.lines
    )
    return Weighed(day, tuple(lines))


def standing(rep_ids: Iterable[int], days: Days) -> dict[int, dict[str, Seen]]:
    """The latest kept views of people's quotas in force over exactly these days, by rep."""
    rows = Chance.objects.filter(line=None, rep__in=list(rep_ids), days=(days.start, days.end))
    last = rows.order_by("-as_of").values("as_of")[:1]
    found: dict[int, dict[str, Seen]] = defaultdict(dict)
    for row in rows.filter(as_of=Subquery(last)):
        found[row.rep_id or 0][row.view] = Seen(row.chance, row.inputs)
    return dict(found)


def rows(plan: QuotaPlan) -> QuerySet[QuotaLine]:
    """People's lines with a column for each view, as kept last and as the figure is now; to sort,
    filter and page. NULL where nothing can be said."""
    goals = revenue(plan).values("pk")
    last = Chance.objects.filter(line__goal__in=goals).order_by("-as_of").values("as_of")[:1]
    kept = Chance.objects.filter(line=OuterRef("pk"), amount=OuterRef("planned"), as_of=last)
    found = QuotaLine.objects.filter(goal__in=goals, planned__gt=0, rep__isnull=False)
    columns = {view: Subquery(kept.filter(view=view).values("chance")[:1]) for view in VIEWS}
    return found.select_related("rep", "parent__team", "parent__territory").annotate(**columns)


def _lines(plan: QuotaPlan) -> Iterable[QuotaLine]:
    rows = QuotaLine.objects.filter(goal__in=revenue(plan), planned__gt=0)
    return rows.select_related("rep", "team", "parent__team", "parent__territory").order_by("pk")


def _line(plan: QuotaPlan, row: QuotaLine, kept: Mapping[str, Chance]) -> Line:
    key = key_of(row.parent_id, row.rep_id, row.team_id, row.territory_id)
    holder = row.rep or row.team
    above = row.parent and (row.parent.team or row.parent.territory)
    views = {view: Seen(one.chance, one.inputs) for view, one in kept.items()}
    fresh = views and all(one.amount == row.planned for one in kept.values())
    return Line(
        row.pk,
        key or ("territory", row.territory_id or 0),
        holder.name if holder else "",
        above.name if above else "",
        row.planned or Decimal(0),
        views if fresh else {},
    )


def _seen(chance: float | None, inputs: Mapping[str, Any]) -> Seen:
    return Seen(None if chance is None else Decimal(chance), inputs)


# What became of them -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """A chance that was said of a person's quota in force, and whether it was reached."""

    view: str
    said: float
    reached: bool


def cases() -> list[Case]:
    """Of ended periods. Who had reached it when it was said is left out: that was no forecast. Two
    queries, however many periods."""
    rows = Chance.objects.filter(
        line=None, rep__isnull=False, chance__isnull=False, days__endswith__lte=teams.today()
    ).exclude(inputs__contains={"why": "reached"})
    said = [
        (rep, (days.lower, days.upper), view, amount, chance)
        for rep, days, view, amount, chance in rows.values_list(
            "rep", "days", "view", "amount", "chance"
        )
    ]
    sold = won.by_rep_between(days for _rep, days, *_rest in said)
    return [
        Case(view, float(chance or 0), sold[days].get(rep, Decimal(0)) >= amount)
        for rep, days, view, amount, chance in said
    ]


def calibrations(found: Sequence[Case], bins: int = 5) -> dict[str, Calibration | None]:
    """By view, whether what was said came true."""
    by_view = {view: [one for one in found if one.view == view] for view in VIEWS}
    return {
        view: calibration([one.said for one in each], [one.reached for one in each], bins)
        for view, each in by_view.items()
    }
