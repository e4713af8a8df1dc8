"""A person's attainment month by month, with limits that tell a signal from an ordinary month."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.links import explain
from kernel.periods import Period
from kpis.core.fair.run_chart import LEAST, RUN, Mark, RunChart, run_chart
from teams.core.scope import Scope
from ui import formats
from ui.charts import limits
from ui.charts.plot import Plot
from ui.period_picker import short_title


@dataclass(frozen=True, slots=True)
class MonthByMonth:
    """Without `plot` there are too few months; then the title says so."""

    title: str
    plot: Plot | None
    foot: str


def month_by_month(
    scope: Scope, months: Sequence[Period], values: Sequence[float | None]
) -> MonthByMonth | None:
    """From the first month with a value on. None without any."""
    known = [i for i, value in enumerate(values) if value is not None]
    if not known:
        return None
    months, values = months[known[0] :], values[known[0] :]
    chart = run_chart(values)
    if chart is None:
        title = ngettext(
            "Month by month: %(count)s month with a quota, too few to judge",
            "Month by month: %(count)s months with a quota, too few to judge",
            len(known),
        ) % {"count": len(known)}
        text = _("Limits need at least %(least)s months.") % {"least": LEAST}
        return MonthByMonth(title, None, text)
    return MonthByMonth(finding(chart), _plot(scope, months, values, chart), _foot())


def finding(chart: RunChart) -> str:
    out, run = chart.marks.count("outside"), chart.marks.count("run")
    if out:
        return ngettext(
            "Attainment by month: %(count)s month is outside of the usual",
            "Attainment by month: %(count)s months are outside of the usual",
            out,
        ) % {"count": out}
    if run:
        return _("Attainment by month: a lasting shift, %(count)s or more in a row on one side") % {
            "count": RUN
        }
    return _("Attainment by month: nothing but the usual ups and downs")


def said(mark: Mark) -> str:
    return {
        "": "",
        "outside": _("outside of the limits"),
        "run": _("one of a run on one side"),
    }[mark]


def _foot() -> str:
    return _(
        "Limits: mean ± 2.66 × mean change from month to month. One slow month inside them is no "
        "signal; a month outside is, and so are %(run)s in a row on one side of the mean."
    ) % {"run": RUN}


def _plot(
    scope: Scope, months: Sequence[Period], values: Sequence[float | None], chart: RunChart
) -> Plot:
    names = [short_title(month) for month in months]
    kinds = {"": "", "outside": "out", "run": "edge"}
    spots = [
        limits.Spot(
            name,
            value,
            scope.name,
            f"{name}: {formats.percent(value)} {said(mark)}".rstrip(),
            kinds[mark],
            explain("attainment", scope, month),
        )
        for name, month, value, mark in zip(names, months, values, chart.marks, strict=True)
    ]
    rows = [
        (name, formats.percent(value), said(mark))
        for name, value, mark in zip(names, values, chart.marks, strict=True)
    ]
    return limits.run(
        "run-chart",
        finding(chart),
        categories=names,
        spots=spots,
        middle=chart.mean,
        low=chart.low,
        high=chart.high,
        words=(
            _("Mean %(value)s") % {"value": formats.percent(chart.mean)},
            _("Low %(value)s") % {"value": formats.percent(chart.low)},
            _("High %(value)s") % {"value": formats.percent(chart.high)},
        ),
        form=formats.percent,
        heads=("", _("Attainment"), _("Signal")),
        rows=rows,
    )
