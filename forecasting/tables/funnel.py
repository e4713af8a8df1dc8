"""The stages of a funnel as rows, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from crm import facts as crm
from kernel.ratio import Ratio
from kpis.core.funnel.parts import OTHERS
from kpis.facts.funnel import Step
from ui import formats
from ui.charts.bars import Funnel

# Below this many entrants a share is shown with a word of caution.
FEW = 20


@dataclass(frozen=True)
class View:
    """What is asked for: the frame, cohort or period, by count or value, and the break-down."""

    ask: Any
    basis: str
    by_value: bool
    dim: str

    def href(self, step: Step, kind: str, dim: str = "", key: str = "", scope: Any = None) -> str:
        """The deals behind a number; "" for whoever sees totals only."""
        if not self.ask.sees_rows or key == OTHERS:
            return ""
        asked = {"p": self.ask.period.slug, "scope": (scope or self.ask.scope).key}
        asked |= {"by": self.basis, "stage": str(step.stage_id), "kind": kind}
        asked |= {"of": dim, "part": key} if dim else {}
        return f"{reverse('forecasting:funnel_deals')}?{urlencode(asked)}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, where its deals are, and a second line."""

    text: str
    href: str = ""
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    bar: Any
    entered: Figure
    passed: Figure
    lost: Figure
    open: Figure
    share: Figure
    days: Figure
    back: Figure
    skipped: Figure
    undecided: Figure
    leak: Figure


def stages() -> list[Any]:
    return [stage for stage in crm.stages() if stage.kind == "open"]


def bases() -> dict[str, str]:
    return {"cohort": _("Created in the period"), "period": _("Moved in the period")}


def measures() -> dict[str, str]:
    return {"count": _("Deals"), "value": _("Value")}


def meaning(view: View) -> str:
    if view.basis == "cohort":
        first = _("Deals created in the period, with everything that became of them so far.")
    else:
        first = _(
            "Stages entered in the period, and what became of those deals so far; losses by the "
            "day they happened."
        )
    rest = _(
        "Each deal counts once, for its owner, at its value of today. A skipped stage counts as "
        "passed. Days: half of the visits were over by then; deals still there count with the "
        "days so far."
    )
    return f"{first} {rest}"


def rows(view: View, steps: Sequence[Step]) -> list[Row]:
    names = {stage.id: stage.name for stage in stages()}
    most = max((sizes(view, step)[0] for step in steps), default=0)
    return [_row(view, step, names[step.stage_id], float(most)) for step in steps]


def sizes(view: View, step: Step) -> tuple[Any, Any, Any, Any]:
    if view.by_value:
        return step.entered_value, step.passed_value, step.lost_value, step.open_value
    return step.entered, step.passed, step.lost, step.open


def _row(view: View, step: Step, name: str, most: float) -> Row:
    amounts = sizes(view, step)
    form = formats.thousands if view.by_value else formats.count
    kinds = ("entered", "passed", "lost", "open")
    entered, passed, lost, open_ = (
        Figure(form(size), view.href(step, kind) if size else "")
        for size, kind in zip(amounts, kinds, strict=True)
    )
    open_ = replace(open_, sub=percent(step.immature) if step.open and not view.by_value else "")
    label = _("%(entered)s entered %(stage)s, %(passed)s moved on") % {
        "entered": entered.text,
        "passed": passed.text,
        "stage": name,
    }
    return Row(
        name,
        Funnel(_of(amounts[0], most), _of(amounts[1], most), label),
        entered,
        passed,
        lost,
        open_,
        share(view, step),
        days(step),
        _part(step.regress, view.href(step, "back") if step.backs else ""),
        _part(step.skip, view.href(step, "skipped") if step.skipped else ""),
        undecided(step),
        Figure(formats.thousands(step.leak_value), view.href(step, "leaked") if step.leaks else ""),
    )


def _of(size: Any, most: float) -> float:
    return float(size) / most if most else 0.0


def share(view: View, step: Step) -> Figure:
    """The share that moved on; by count with its 95 % interval."""
    if view.by_value:
        return Figure(percent(Ratio(float(step.passed_value), float(step.entered_value))))
    if (interval := step.interval) is None:
        return Figure("")
    low, high = (formats.percent(Decimal(str(end))) for end in interval)
    sub = _("%(low)s to %(high)s") % {"low": low, "high": high}
    few = _("few deals") if step.entered < FEW else ""
    return Figure(percent(step.conversion), sub=f"{sub}, {few}" if few else sub)


def days(step: Step) -> Figure:
    if not step.stays:
        return Figure("")
    if step.stay_median is None:
        return Figure(_("not yet"), sub=_("fewer than half are over"))
    slow = formats.count(step.stay_slow) if step.stay_slow is not None else _("not yet")
    return Figure(formats.count(step.stay_median), sub=_("75%%: %(days)s") % {"days": slow})


def undecided(step: Step) -> Figure:
    """No decision, of the deals lost with a reason; how many have none."""
    missing = percent(step.reason_missing)
    sub = _("%(share)s without reason") % {"share": missing} if step.unreasoned else ""
    return Figure(percent(step.no_decision), sub=sub)


def won(view: View, steps: Sequence[Step]) -> dict[str, str] | None:
    """What came through the last stage."""
    if not steps:
        return None
    first, last = steps[0], steps[-1]
    entered, through = sizes(view, first)[0], sizes(view, last)[1]
    form = formats.thousands if view.by_value else formats.count
    return {
        "number": form(through),
        "href": view.href(last, "passed") if through else "",
        "share": percent(Ratio(float(through), float(entered))) if view.basis == "cohort" else "",
        "leak": formats.thousands(sum((s.leak_value for s in steps), Decimal(0))),
    }


def _part(ratio: Ratio, href: str) -> Figure:
    return Figure(percent(ratio), href)


def percent(ratio: Ratio) -> str:
    return "" if ratio.value is None else formats.percent(Decimal(str(ratio.value)))
