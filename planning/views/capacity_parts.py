"""What the pages of capacity and of ramps show, ready to print."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.core.hiring import Start
from planning.core.ramp import DEFAULT
from planning.facts.capacity import Capacity, Month
from planning.facts.ramps import Curve, Ramp
from ui import formats
from ui.charts import plot, svg
from ui.components import Empty, Fact, Status, Tile
from ui.links import changed
from ui.pages import EXPORTS


@dataclass(frozen=True, slots=True)
class Need:
    """People to hire, in words."""

    people: str
    start: str
    requisition: str
    month: str
    late: bool


def page(found: Capacity, request: HttpRequest) -> dict[str, Any]:
    if found.usual is None:
        return {"empty": _empty(), "hires": found.hires}
    return {
        "lede": lede(found),
        "tiles": tiles(found),
        "chart": chart(found),
        "chart_title": _("Capacity, quotas and plan by month"),
        "rows": [row(month) for month in found.months],
        "needs": [need(start) for start in found.hiring.starts],
        "unfixable": unfixable(found),
        "hires": found.hires,
        "open_seats": open_seats(found),
        "exports": [(kind, changed(request.GET, export=kind)) for kind in EXPORTS],
    }


def lede(found: Capacity) -> str:
    if found.goal is None:
        return _("The plan has no figure for the whole yet.")
    said = {"capacity": formats.money(found.total), "goal": formats.money(found.goal)}
    if found.total >= found.goal:
        return _("People can sell %(capacity)s; the plan asks for %(goal)s.") % said
    said["lacking"] = formats.money(found.goal - found.total)
    return _("%(lacking)s lacks: people can sell %(capacity)s of %(goal)s.") % said


def tiles(found: Capacity) -> list[Tile]:
    first, last = found.months[0], found.months[-1]
    people = _("%(first)s to %(last)s people") % {
        "first": formats.count(first.people),
        "last": formats.count(last.people),
    }
    return [
        Tile(_("Capacity"), formats.money(found.total), sub=_("of the whole plan")),
        Tile(
            _("Capacity ÷ quotas"),
            formats.times(found.ratio, 2),
            status=_enough(found),
            sub=_("quotas before ramp and absences; below 1 they ask for more than usual"),
        ),
        Tile(
            _("Over-assignment implied"),
            formats.percent(found.over_assigned, 1),
            sub=_("quotas ÷ capacity − 1"),
        ),
        Tile(
            _("Ramped equivalents"),
            f"{formats.count(first.rre, 1)} → {formats.count(last.rre, 1)}",
            sub=people,
        ),
    ]


def _enough(found: Capacity) -> Status | None:
    if found.ratio is None:
        return None
    return Status("warn", _("Not enough")) if found.ratio < 1 else Status("done", _("Enough"))


def chart(found: Capacity) -> Any:
    names = [formats.month_name(month.start) for month in found.months]
    return plot.lines(
        "capacity",
        lede(found),
        categories=names,
        series=[
            plot.Series(_("Capacity"), [m.capacity for m in found.months]),
            plot.Series(_("Quotas"), [m.quota for m in found.months], "c2"),
            plot.Series(_("Plan"), [m.goal for m in found.months], "c6", dashed=True),
        ],
        form=formats.money,
    )


def row(month: Month) -> tuple[str, ...]:
    """Name, people, ramped equivalents, capacity, quotas, plan, what lacks."""
    return (
        f"{formats.month_name(month.start)} {month.start.year}",
        formats.count(month.people),
        formats.count(month.rre, 1),
        formats.thousands(month.capacity),
        formats.thousands(month.quota),
        formats.thousands(month.goal),
        formats.thousands(month.lacking) if month.lacking else "",
    )


def sheet(found: Capacity) -> tuple[list[str], list[list[Any]]]:
    """What nobody knows stays empty, as on the page."""
    heads = [
        _("Month"),
        _("People"),
        _("Ramped equivalents"),
        _("Capacity"),
        _("Quotas"),
        _("Plan"),
        _("Lacking"),
    ]
    known = found.usual is not None
    rows = [
        [
            m.start,
            m.people,
            exports_number(m.rre),
            m.capacity if known else None,
            m.quota,
            m.goal,
            m.lacking if known else None,
        ]
        for m in found.months
    ]
    return heads, rows


def exports_number(value: Any) -> float:
    return round(float(value), 2)


def need(start: Start) -> Need:
    text = ngettext("%(n)s person", "%(n)s people", start.people)
    return Need(
        text % {"n": formats.count(start.people)},
        formats.day_long(start.start),
        formats.day_long(start.requisition),
        f"{formats.month_name(start.for_month)} {start.for_month.year}",
        start.late,
    )


def unfixable(found: Capacity) -> list[str]:
    """Months that no hiring from today on can mend."""
    return [
        _("%(month)s: %(gap)s lacks, and cannot be fixed by hiring.")
        % {
            "month": f"{formats.month_name(one.month)} {one.month.year}",
            "gap": formats.money(one.gap),
        }
        for one in found.hiring.unfixable
    ]


def open_seats(found: Capacity) -> str:
    if not found.open_seats or found.usual is None:
        return ""
    text = ngettext(
        "%(n)s seat of the territories is open; filled and ramped it would bring %(amount)s.",
        "%(n)s seats of the territories are open; filled and ramped they would bring %(amount)s.",
        found.open_seats,
    )
    amount = found.usual * len(found.months) * found.open_seats
    return text % {"n": formats.count(found.open_seats), "amount": formats.money(amount)}


def _empty() -> Empty:
    return Empty(
        _("Nobody in this plan is known to be past the ramp"),
        _("Capacity rests on what ramped people sold in the last twelve months."),
        "users",
    )


# Ramps -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """A ramp in use beside the learned one."""

    role: str
    name: str
    facts: list[Fact]
    rows: list[tuple[str, str, str, str]]
    people: str
    may_take: bool
    is_default: bool


def ramp(one: Ramp) -> Shown:
    used = one.used or DEFAULT
    text = ngettext(
        "Learned from %(n)s person in the first year.",
        "Learned from %(n)s people in their first year.",
        one.learned.people,
    )
    nobody = _("Nobody was seen in the first year; the proposal stays.")
    months = range(max(len(used), len(one.learned.shares)))
    by_month = one.learned.by_month
    return Shown(
        str(one.role_id or ""),
        one.name or _("Everybody"),
        [
            Fact(_("In use"), _bars(used, _("In use"))),
            Fact(_("Learned"), _bars(one.learned.shares, _("Learned"))),
        ],
        [
            (
                formats.count(n + 1),
                _share(used, n),
                _share(one.learned.shares, n),
                formats.count(by_month[n]) if n < len(by_month) else "",
            )
            for n in months
        ],
        text % {"n": formats.count(one.learned.people)} if one.learned.people else nobody,
        bool(one.learned.people) and tuple(one.learned.shares) != tuple(used),
        one.used is None,
    )


def _share(shares: Curve, n: int) -> str:
    return formats.percent(shares[n] if n < len(shares) else 1)


def _bars(shares: Curve, name: str) -> svg.Minibars:
    said = ", ".join(formats.percent(share) for share in shares)
    return svg.Minibars(list(shares), f"{name}: {said}", reference=1, top=1.1, enough=0.999)
