"""With what the next quarters begin: their open pipeline as known on the last day of this one."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import kpis.services
from dashboards.facts import Question
from reports.core.plain import number, period
from reports.section import Column, Line, Reading, Section, Sheet, Shown
from ui import formats
from ui.period_picker import title

AHEAD = 2  # quarters
KPIS = ("open_pipeline", "quota", "coverage", "needed_coverage")


def read(asked: Question) -> Any:
    """Of the next quarters, worked out as of the last day; None where nothing was open."""
    last, one = asked.period.end - timedelta(1), asked.period
    found: list[dict[str, Any]] = []
    for _n in range(AHEAD):
        one = asked.calendar.next(one)
        values = kpis.services.compute(asked.scope, one, last, KPIS)
        found.append({"period": one, "values": {slug: values[slug].value for slug in KPIS}})
    return found if any(row["values"]["open_pipeline"] for row in found) else None


def show(kept: Any, reading: Reading) -> Shown:
    columns = [
        Column(_("Quarter")),
        Column(_("Open pipeline"), "money"),
        Column(_("Quota"), "money"),
        Column(_("Coverage"), "ratio"),
        Column(_("Needed coverage"), "ratio"),
    ]
    lines = [
        Line([title(period(row["period"])), *(number(row["values"][slug]) for slug in KPIS)])
        for row in kept
    ]
    foot = _("As it was known on %(day)s; coverage is open pipeline for each unit of quota.")
    said = {"day": formats.day_long(reading.period.end - timedelta(1))}
    return Shown([_finding(kept[0])], sheets=[Sheet(columns, lines)], foot=foot % said)


def _finding(row: Any) -> str:
    values = {slug: number(text) for slug, text in row["values"].items()}
    said = {
        "period": title(period(row["period"])),
        "open": formats.money(values["open_pipeline"]),
        "coverage": formats.times(values["coverage"]),
        "needed": formats.times(values["needed_coverage"]),
    }
    if values["coverage"] is None:
        return _("%(period)s began with %(open)s of open pipeline.") % said
    if values["needed_coverage"] is None:
        return (
            _("%(period)s began with %(open)s of open pipeline, %(coverage)s of its quota.") % said
        )
    return (
        _(
            "%(period)s began with %(open)s of open pipeline, %(coverage)s of its quota; "
            "%(needed)s is usually needed at that point."
        )
        % said
    )


SECTION = Section(
    gettext_lazy("Pipeline at the end"),
    70,
    read,
    show,
    gettext_lazy("Nothing was open for the next quarters when the quarter ended."),
)
