"""The table of a goal, ready to print: what each is to reach, what is left over, what is proposed,
and what was reached and asked before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import teams.facts
from kernel.periods import Period
from planning import words
from planning.core.cascade import levels
from planning.facts import basis, counted, results
from planning.facts.lines import Cascade, Line
from planning.facts.policy import policy
from planning.facts.results import Before
from planning.models import PlanGoal, QuotaLine, QuotaPlan
from teams.memory import remembered
from ui import formats
from ui.components import Status, Tile

DEEPEST = 3  # rows are indented up to here
ROOM = 60  # beyond so many rows people come when their team is opened


@dataclass(frozen=True, slots=True)
class Cells:
    """What changes while figures are typed. `left` below 0 is over-assigned."""

    left: str
    is_over: bool
    padding: str
    cumulative: str
    is_beyond: bool
    gap: str
    growth: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line; `typed` is what stands in its field. `closed`: how the gap was closed."""

    id: int
    parent: int | None
    level: int
    name: str
    href: str
    version: int
    locked: bool
    typed: str
    planned: str
    proposed: str
    proposed_note: str
    closed: str
    result: str
    quota: str
    folds: bool
    open: bool
    lazy: bool
    cells: Cells


@dataclass(frozen=True)
class Sheet:
    """Everything that a table of one goal is drawn from."""

    plan: QuotaPlan
    goal: PlanGoal
    cascade: Cascade
    before: Mapping[tuple[str, int], Before]
    months: Sequence[Period]

    @property
    def missing(self) -> int:
        """How many deals leave a result before unknown."""
        return counted.unknown(self.goal, self.months[0].start, self.months[-1].end)

    @property
    def write(self) -> Callable[[Any], str]:
        return words.amount(self.goal.measure)


def sheet(plan: QuotaPlan, goal: PlanGoal, cascade: Cascade) -> Sheet:
    months = results.months_before(plan.days.lower, plan.days.upper)
    known = dict(results.before(goal, months))
    if not results.is_all_revenue(goal):
        known |= _above(cascade, known)
    elif plan.territory_model_id:
        known |= _of_territories(plan, known)
    return Sheet(plan, goal, cascade, known, months)


def _above(cascade: Cascade, known: Mapping[tuple[str, int], Before]) -> dict[Any, Before]:
    """Only people's results are counted: those of the lines above are their sums."""
    here = {one.id: known[one.key] for one in cascade.lines if one.key in known}
    found = basis.rolled(
        {one.id: one.row.parent for one in cascade.lines},  # type: ignore[misc]
        {pk: one.result for pk, one in here.items()},
        {pk for pk, one in here.items() if one.is_unknown},
    )
    return {one.key: Before(found[one.id]) for one in cascade.lines if one.key not in known}


def _of_territories(plan: QuotaPlan, known: Mapping[Any, Before]) -> dict[Any, Before]:
    """Results are kept by the territory that a planned one stands for."""
    places = plan.territory_model.territories.exclude(territory=None)  # type: ignore[union-attr]
    stands_for = dict(places.values_list("pk", "territory_id"))
    kept = {k: v for k, v in known.items() if k[0] == "territory"}
    new = {("territory", pk): kept.get(("territory", t), Before()) for pk, t in stands_for.items()}
    return dict.fromkeys(kept, Before()) | new


def rows(sheet: Sheet, below: int | None = None) -> list[Row]:
    """All rows that come with the page; or those right below a line, when it is opened."""
    lines = sheet.cascade.lines
    if below is not None:
        return [row(sheet, line, False) for line in lines if line.row.parent == below]
    is_long = len(lines) > ROOM
    kept = [one for one in lines if not is_long or one.key[0] != "rep" or _is_top(sheet, one)]
    shown = {one.id for one in kept}
    return [row(sheet, one, one.row.children > 0 and not _has(shown, sheet, one)) for one in kept]


def _is_top(sheet: Sheet, line: Line) -> bool:
    return not any(one.id == line.row.parent for one in sheet.cascade.lines)


def _has(shown: set[int], sheet: Sheet, line: Line) -> bool:
    return any(one.id in shown for one in sheet.cascade.children(line.id))


def row(sheet: Sheet, line: Line, lazy: bool) -> Row:
    known = sheet.before.get(line.key, Before())
    write, found = sheet.write, line.row
    shown = any(one.id == found.parent for one in sheet.cascade.lines)
    return Row(
        id=line.id,
        parent=int(str(found.parent)) if shown else None,
        level=min(found.depth, DEEPEST),
        name=line.name or teams.facts.company_name(),
        href=reverse("planning:line", args=(sheet.plan.pk, line.id)),
        version=line.version,
        locked=line.locked,
        typed=write(found.planned),
        planned=write(found.planned),
        proposed=write(found.bottom_up),
        proposed_note=_waiting(line),
        closed=str(QuotaLine.Closing(line.closing).label) if line.closing else "",
        result=write(known.result and known.result.quantize(Decimal(1))),
        quota=write(known.quota and known.quota.quantize(Decimal(1))),
        folds=bool(found.children) and found.depth > 0,
        open=not lazy,
        lazy=lazy,
        cells=cells(sheet, line),
    )


def cells(sheet: Sheet, line: Line) -> Cells:
    write, found = sheet.write, line.row
    known = sheet.before.get(line.key, Before())
    growth = found.planned / known.result - 1 if found.planned and known.result else None
    has = bool(found.children)
    return Cells(
        left=write(found.unallocated),
        is_over=bool(found.unallocated and found.unallocated < 0),
        padding=formats.change(found.padding) if has else "",
        cumulative=formats.change(found.cumulative) if has else "",
        is_beyond=bool(has and found.cumulative and found.cumulative > policy_limit()),
        gap=_signed(found.gap, write),
        growth=formats.change(growth),
    )


def policy_limit() -> Decimal:
    return remembered("planning policy", policy).most_padding


def _signed(value: Decimal | None, write: Callable[[Any], str]) -> str:
    """A difference: with its sign; 0 has none."""
    return f"+{write(value)}" if value and value > 0 else write(value)


def _waiting(line: Line) -> str:
    """Who is still to propose, where somebody has."""
    n = line.row.waiting
    if not n or line.row.bottom_up is None:
        return ""
    return ngettext("%(n)s still to come", "%(n)s still to come", n) % {"n": formats.count(n)}


def tiles(sheet: Sheet) -> list[Tile]:
    """Of the whole, or of what one sees of it."""
    tops = [line.row for line in sheet.cascade.tops()]
    short = words.short(sheet.goal.measure)
    top = tops[0] if len(tops) == 1 else None
    planned, left, gap = (_sum(tops, name) for name in ("planned", "unallocated", "gap"))
    return [
        Tile(_("Planned"), short(planned), sub=_grown(sheet)),
        Tile(_("Not yet allocated"), short(left), status=_left_status(left)),
        Tile(_("Over-assigned, all levels"), formats.change(_worst(sheet)), sub=_limit()),
        Tile(_("Proposed from below"), short(_sum(tops, "bottom_up")), sub=_spoken(top)),
        Tile(_("Gap"), short(gap), sub=_("Planned less proposed")),
    ]


def _sum(tops: list[Any], name: str) -> Decimal | None:
    known = [value for row in tops if (value := getattr(row, name)) is not None]
    return sum(known, Decimal(0)) if known else None


def _worst(sheet: Sheet) -> Decimal | None:
    found = levels(line.row for line in sheet.cascade.lines)
    return found[-1].cumulative if found else None


def _limit() -> str:
    return _("Limit %(limit)s") % {"limit": formats.percent(policy_limit())}


def _left_status(left: Decimal | None) -> Status | None:
    if left is None:
        return None
    if left == 0:
        return Status("good", _("All is allocated"))
    return Status("warn", _("Over-assigned")) if left < 0 else None


def _grown(sheet: Sheet) -> str:
    """Beside what was reached before, where one line is the top of all that is shown."""
    tops = sheet.cascade.tops()
    change = cells(sheet, tops[0]).growth if len(tops) == 1 else ""
    return _("%(change)s on the result before") % {"change": change} if change else ""


def _spoken(top: Any) -> str:
    if top is None or not top.waiting:
        return ""
    n = top.waiting
    return ngettext("%(n)s still to come", "%(n)s still to come", n) % {"n": formats.count(n)}


def level_rows(sheet: Sheet) -> list[dict[str, Any]]:
    """Over-assignment level by level, from the top."""
    limit, write = policy_limit(), sheet.write
    return [
        {
            "name": _("Company") if one.depth == 0 else _("Level %(n)s") % {"n": one.depth},
            "planned": write(one.planned),
            "below": write(one.below),
            "padding": formats.change(one.padding),
            "cumulative": formats.change(one.cumulative),
            "is_beyond": one.cumulative is not None and one.cumulative > limit,
        }
        for one in levels(line.row for line in sheet.cascade.lines)
    ]
