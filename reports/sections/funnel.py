"""How deals went through the stages in the quarter: entered, moved on, lost, and how long."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import crm.facts
from dashboards.facts import Question
from kpis.facts.funnel import Step, funnel
from reports.core.plain import number
from reports.section import DRAWN, Column, Line, Reading, Section, Sheet, Shown
from ui import formats
from ui.charts import svg


def read(asked: Question) -> Any:
    """What happened to stages in the quarter, as stored; None where no deal entered any."""
    steps = funnel(asked.scope, asked.period, "period")
    if not any(step.entered or step.leaks for step in steps):
        return None
    names = {stage.id: stage.name for stage in crm.facts.stages()}
    return [_step(names[step.stage_id], step) for step in steps]


def _step(name: str, step: Step) -> dict[str, Any]:
    low, high = step.interval or (None, None)
    return {
        "stage": name,
        "entered": step.entered,
        "passed": step.passed,
        "lost": step.lost,
        "share": step.conversion.value,
        "low": low,
        "high": high,
        "days": step.stay_median,
        "leak_value": step.leak_value,
        "no_decision": step.no_decision.value,
    }


def show(kept: Any, reading: Reading) -> Shown:
    columns = [
        Column(_("Stage")),
        Column(_("Entered"), "count"),
        Column(_("Moved on, of all that entered"), DRAWN, "p3"),
        Column(_("Moved on"), "count", "p2"),
        Column(_("Lost"), "count", "p2"),
        Column(_("Share moved on"), "percent"),
        Column(_("Low"), "percent", "p2"),
        Column(_("High"), "percent", "p2"),
        Column(_("Median days"), "count", "p2"),
        Column(_("No decision"), "percent", "p3"),
        Column(_("Value lost from here"), "money", "p3"),
    ]
    most = max(step["entered"] for step in kept) or 1
    lines = [_line(step, most) for step in kept]
    foot = _(
        "Each deal counts once for its owner; those still under way when the numbers were kept are "
        "neither moved on nor lost. Low and high: Wilson interval of 95%. Days: by when half of "
        "the visits had ended, open ones included."
    )
    return Shown(_finding(kept), sheets=[Sheet(columns, lines)], foot=foot)


def _line(step: dict[str, Any], most: int) -> Line:
    said = {"stage": step["stage"], "n": step["entered"], "passed": step["passed"]}
    label = _("%(stage)s: %(n)s entered, %(passed)s moved on") % said
    bar = svg.Funnel(step["entered"] / most, step["passed"] / most, label)
    cells = [step["stage"], step["entered"], bar, step["passed"], step["lost"], step["share"]]
    range_and_days = [step["low"], step["high"], step["days"]]
    return Line([*cells, *range_and_days, step["no_decision"], number(step["leak_value"])])


def _finding(kept: Any) -> list[str]:
    """From where most was lost, where anything was."""
    worst = max(kept, key=lambda step: number(step["leak_value"]) or 0)
    value = number(worst["leak_value"])
    if not value:
        return []
    said = {"stage": worst["stage"], "money": formats.money(value)}
    return [_("Most was lost from %(stage)s: %(money)s.") % said]


SECTION = Section(
    gettext_lazy("Funnel"),
    35,
    read,
    show,
    gettext_lazy("No deal entered a stage in the quarter."),
)
