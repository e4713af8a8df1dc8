"""Every number of the funnel and of its parts, for a file."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from forecasting.tables.funnel import View, stages
from forecasting.tables.funnel_parts import Part
from kpis.facts.funnel import Step


def heads() -> list[str]:
    return [
        _("Part"), _("Stage"), _("Entered"), _("Moved on"), _("Lost"), _("Under way"),
        _("Share moved on"), _("Low"), _("High"), _("Median days"), _("Third quartile days"),
        _("Moves back"), _("Moves"), _("Skipped"), _("Lost from here"), _("No decision"),
        _("Without reason"), _("Value entered"), _("Value moved on"), _("Value lost from here"),
    ]  # fmt: skip


def exported(view: View, steps: Sequence[Step], found: Sequence[Part]) -> list[list[Any]]:
    """Every number of the page, and of the parts below."""
    names = {stage.id: stage.name for stage in stages()}
    every = [Part(str(view.ask.scope), list(steps)), *found]
    return [[part.name, *_line(step, names)] for part in every for step in part.steps]


def _line(step: Step, names: dict[int, str]) -> list[Any]:
    low, high = step.interval or (None, None)
    return [
        names[step.stage_id], step.entered, step.passed, step.lost, step.open,
        step.conversion.value, low, high, step.stay_median, step.stay_slow, step.backs, step.moves,
        step.skipped, step.leaks, step.undecided, step.unreasoned,
        step.entered_value, step.passed_value, step.leak_value,
    ]  # fmt: skip
