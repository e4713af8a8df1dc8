"""The lines of a goal with what follows from them: read in one question, however many people.

`planning.core.cascade` has the meaning of each figure; here are names, and who may see which line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from planning.core.cascade import Node, Row, cascade
from planning.models import LineChange, PlanGoal, QuotaLine, QuotaPlan

type Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A line as rows are drawn from it. `key`: ("team", 3), ("rep", 12), ("", 0) for the company;
    `slug`: what the CRM calls the holder."""

    id: int
    key: Key
    name: str
    slug: str
    locked: bool
    version: int
    closing: str
    closing_why: str
    proposed_why: str
    method: str
    row: Row


@dataclass(frozen=True)
class Cascade:
    """Parents before children. `parents`: line → the line above, for all lines of the goal."""

    lines: tuple[Line, ...]
    parents: Mapping[int, int | None]

    def of(self, pk: int) -> Line | None:
        return next((one for one in self.lines if one.id == pk), None)

    def children(self, pk: int | None) -> list[Line]:
        return [one for one in self.lines if one.row.parent == pk]

    def above(self, pk: int) -> list[int]:
        """The lines above one, nearest first."""
        found, here = [], self.parents.get(pk)
        while here is not None:
            found.append(here)
            here = self.parents.get(here)
        return found

    def tops(self) -> list[Line]:
        """Those of which no parent is shown."""
        shown = {one.id for one in self.lines}
        return [one for one in self.lines if one.row.parent not in shown]


def rows(goal_id: int) -> QuerySet[QuotaLine]:
    """The lines of a goal with their holders, the company first, siblings by name."""
    found = QuotaLine.objects.filter(goal=goal_id).select_related("team", "territory", "rep")
    return found.order_by("rep__name", "team__name", "territory__name", "pk")


def lines(plan: QuotaPlan, access: Any = None) -> QuerySet[QuotaLine]:
    """All lines of a plan, or those that somebody sees: of their people and teams in its days."""
    found = QuotaLine.objects.filter(goal__plan=plan).select_related("team", "territory", "rep")
    return found if access is None else found.filter(seen(plan, access))


def seen(plan: QuotaPlan, access: Any) -> Q:
    """Which lines somebody sees: their people and teams on some day of the plan."""
    days = (plan.days.lower, plan.days.upper)
    people, teams = access.rep_ids_on(*days), access.team_ids_on(*days)
    if people is None:
        return Q()
    return Q(rep__in=people) | Q(team__in=teams)


def cascade_of(plan: QuotaPlan, goal: PlanGoal, access: Any = None) -> Cascade:
    """The goal's tree; with `access` only the lines that it sees. Sums count everybody below."""
    known = {row.pk: row for row in rows(goal.pk)}
    found = cascade(nodes(known.values()))
    shown = (_line(known[int(str(row.id))], row) for row in found)
    if access is not None and not access.sees_all:
        days = (plan.days.lower, plan.days.upper)
        people, teams = access.rep_ids_on(*days), access.team_ids_on(*days)
        mine = {("rep", pk) for pk in people or ()} | {("team", pk) for pk in teams or ()}
        shown = (line for line in shown if line.key in mine)
    return Cascade(tuple(shown), {row.pk: row.parent_id for row in known.values()})


def nodes(found: Iterable[QuotaLine]) -> list[Node]:
    return [Node(row.pk, row.parent_id, row.planned, row.proposed) for row in found]


def line(plan: QuotaPlan, pk: int, access: Any = None) -> QuotaLine | None:
    """One line with its goal, if one may see it."""
    return lines(plan, access).filter(pk=pk).select_related("goal", "proposed_by").first()


def built(row: QuotaLine) -> Decimal | None:
    """What is proposed for a line: its own proposal, else the sum below once all have spoken."""
    found = cascade(nodes(QuotaLine.objects.filter(goal=row.goal_id)))
    mine = next(one for one in found if one.id == row.pk)
    return None if mine.waiting else mine.bottom_up


def children(row: QuotaLine) -> list[QuotaLine]:
    """The lines below one, teams before people, by name."""
    return list(
        rows(row.goal_id)
        .filter(parent=row.pk)
        .order_by("team__name", "territory__name", "rep__name")
    )


def changes(line_id: int) -> QuerySet[LineChange]:
    """Every figure that was said of a line, latest first, with who said it."""
    return LineChange.objects.filter(line=line_id).select_related("by")


def key_of(row: QuotaLine) -> Key:
    """Whose line it is."""
    for kind in ("team", "territory", "rep"):
        if pk := getattr(row, f"{kind}_id"):
            return kind, pk
    return "", 0


def name_of(row: QuotaLine) -> str:
    """ "" for the company: its name is the page's to say."""
    holder = row.team or row.territory or row.rep
    return holder.name if holder else ""


def slug_of(row: QuotaLine) -> str:
    """What the CRM, or the territory model, calls the holder."""
    if row.rep:
        return row.rep.external_id
    holder = row.team or row.territory
    return holder.slug if holder else ""


def _line(row: QuotaLine, found: Row) -> Line:
    return Line(
        row.pk,
        key_of(row),
        name_of(row),
        slug_of(row),
        row.locked,
        row.version,
        row.closing,
        row.closing_why,
        row.proposed_why,
        row.method,
        found,
    )


def said(plan: QuotaPlan, access: Any = None) -> QuerySet[LineChange]:
    """Every figure that was said in a plan, latest first; of lines that somebody sees.

    Columns: line (with its goal and holder), column, before, after, why, by, at.
    """
    found = LineChange.objects.filter(line__goal__plan=plan).select_related(
        "by", "line__goal", "line__team", "line__territory", "line__rep"
    )
    return found if access is None else found.filter(line__in=lines(plan, access).values("pk"))


def named(text: str) -> Q:
    """Changes whose holder or reason has the text."""
    parts = ("line__rep__name", "line__team__name", "line__territory__name", "why")
    found = Q()
    for part in parts:
        found |= Q(**{f"{part}__icontains": text})
    return found


def amount(text: str) -> Decimal | None:
    """A figure as the log and an allocation keep it; "" is not known."""
    return Decimal(text) if text else None
